import { FixedClock } from '@kelvin/kernel';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoLoader } from './demo-loader.ts';

describe('the start of the demo', () => {
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(new FixedClock(new Date('2026-11-23T19:30:00Z')));
  });
  afterAll(() => path.stop());

  const loader = () => path.app.get(DemoLoader, { strict: false });
  const start = () => loader().start(() => undefined);
  const ready = async () => (await path.call('GET', '/readyz')).status;
  const progress = async () => (await path.call<{ demoProgress: number | null }>('GET', '/api/start')).body.demoProgress;

  it('is not ready from before it listens, is ready when its newest days are there, and at once when the year was there before, whatever job is still to end', async () => {
    expect(await ready()).toBe(200);
    loader().expect();
    expect(await ready()).toBe(503);
    await start();
    expect([await ready(), await progress()]).toEqual([503, 0]);
    const [demo] = await path.runtime.db.withoutWorkspace((tx) => tx.query<{ id: string }>(`SELECT id FROM user_account WHERE email = 'demo@polaris.example'`));
    const [{ workspace_id }] = await path.runtime.db.asUser(demo!.id, (tx) => tx.query<{ workspace_id: string }>('SELECT workspace_id FROM membership WHERE user_id = $1', [demo!.id])) as [{ workspace_id: string }];
    const workspaceId = workspace_id;
    await path.runtime.db.read({ workspaceId }, `UPDATE workspace SET settings = jsonb_set(settings, '{demo,isComplete}', 'true') WHERE id = $1`, [workspaceId]);
    await start();
    expect([await ready(), await progress()]).toEqual([200, null]);
    const jobs = await path.runtime.db.read<{ kind: string }>({ workspaceId }, `SELECT kind FROM job_progress WHERE workspace_id = $1`, [workspaceId]);
    expect(jobs).toEqual([{ kind: 'demo' }]);
  });
});
