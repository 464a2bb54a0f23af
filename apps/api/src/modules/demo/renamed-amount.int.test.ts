import type { ParkedGroup, Source } from '@kelvin/contracts';
import { generateDemo } from '@kelvin/demo';
import { FixedClock } from '@kelvin/kernel';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgePastSilences } from '../sources/past-silences.port.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { IntakeReadModel } from '../sources/intake.read-model.ts';
import { createTruth } from '../../../../../libs/demo/src/truth.ts';
import { DEMO_TIME_ZONE } from './demo-workspace.ts';

/** Enough of the demo's past for its CRM to have a habit. */
const DAYS = 45;

describe('the amount that the demo’s CRM renamed', () => {
  const clock = new FixedClock(new Date('2026-11-20T15:00:00Z'));
  const options = { seed: 1, nowMs: clock.now().getTime(), timeZone: DEMO_TIME_ZONE };
  const { rename } = createTruth(options);
  let path: TestPath;
  let crm: Source;
  beforeAll(async () => {
    path = await startTestPath(clock);
    [crm] = (await path.member.call<{ items: Source[] }>('GET', '/sources')).body.items as [Source];
    const demo = generateDemo(options);
    for (let day = demo.lastDay - DAYS; day <= demo.lastDay; day += 1) {
      const messages = demo.messagesOfDay(day).filter(({ sourceKey }) => sourceKey === 'crm').map(({ message }) => ({ ...message }));
      if (messages.length > 0) await path.send(messages);
      await path.settle();
    }
  }, 120_000);
  afterAll(() => path.stop());

  const deals = async () => (await path.rows<{ n: number; won: number; amounts: number }>(`
    SELECT count(*)::int AS n, count(*) FILTER (WHERE t.name = 'Deal Won')::int AS won, count(e.amount)::int AS amounts
      FROM event e JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id WHERE e.workspace_id = $1 AND e.occurred_at >= $2`, [new Date(rename.atMs)]))[0]!;

  it('makes every message since then wait, mends them all at once, and loses none', async () => {
    const [group] = (await path.member.call<{ items: ParkedGroup[] }>('GET', `/sources/${crm.id}/parked`)).body.items;
    expect(group).toMatchObject({ code: 'missing_amount', items: rename.messages, missing: { was: 'amount', share: 1, maybe: ['deal_amount'] } });
    expect(await deals()).toEqual({ n: 0, won: 0, amounts: 0 });
    // What waits has arrived all the same.
    await path.runtime.db.transaction(path.member, (tx) => judgePastSilences(tx, clock.now()));
    expect((await path.member.call<Source>('GET', `/sources/${crm.id}`)).body.silences).toEqual([]);
    await path.member.call('POST', `/sources/${crm.id}/parked/amount`, { field: 'deal_amount' });
    const jobs = path.app.get(JobRunner, { strict: false });
    await jobs.answer(path.member.workspaceId);
    await jobs.settled(path.member.workspaceId);
    expect(await deals()).toEqual({ n: rename.messages, won: rename.dealsWon, amounts: rename.messages });
    expect(await path.app.get(IntakeReadModel, { strict: false }).verifyIntake(path.member)).toEqual([]);
    expect((await path.member.call<Source>('GET', `/sources/${crm.id}`)).body.intakeTotal).toMatchObject({ parked: 0, isBalanced: true });
  });
});
