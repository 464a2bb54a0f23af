import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LIVE_PER_PASS } from './next-marks.ts';
import { ScoreStale } from './score-stale.ts';

describe('whose turn it is to be scored', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let scorer: ScoreStale;
  let anna: string;
  beforeAll(async () => {
    path = await startTestPath(clock);
    scorer = path.app.get(ScoreStale, { strict: false });
    await path.send([aTrack(clock, 'Product Viewed', { userId: 'anna' })]);
    await path.settle();
    [{ id: anna }] = await path.rows<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1') as [{ id: string }];
    // Ids below and above hers.
    await path.rows(`
      INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at)
      SELECT $1, (CASE WHEN n % 2 = 0 THEN '00000000' ELSE 'ffffffff' END || '-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, false, $2, $2 FROM generate_series(1, 4 * $3::int) AS n`,
    [clock.now(), LIVE_PER_PASS]);
  }, 60_000);
  afterAll(() => path.stop());
  beforeEach(() => path.rows('DELETE FROM customer_stale WHERE workspace_id = $1'));

  const mark = (cause: string, only = 'true') => path.rows(`
    INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), $2, $3 FROM customer WHERE workspace_id = $1 AND (${only})
    ON CONFLICT (workspace_id, customer_id) DO UPDATE SET mark = excluded.mark, cause = excluded.cause`, [cause, clock.now()]);
  const marked = async (only = 'true') => (await path.rows<{ n: number }>(`SELECT count(*)::int AS n FROM customer_stale WHERE workspace_id = $1 AND (${only})`))[0]!.n;
  const pass = () => scorer.scoreOnce(path.member.workspaceId);

  it('who did something comes before everybody whom a new day marked', async () => {
    await mark('time');
    await mark('event', `id = '${anna}'`);
    expect(await pass()).toMatchObject({ hasMore: true });
    expect(await marked(`customer_id = '${anna}'`)).toBe(0);
    await path.settle();
    expect(await marked()).toBe(0);
  });

  it('the last one is reached also while the first ones do something all the time', async () => {
    await mark('event');
    const isLast = `customer_id >= 'ffffffff-0000-0000-0000-000000000000'`;
    for (let each = 0; each < 5; each += 1) {
      await pass();
      await mark('event', `id < 'ffffffff-0000-0000-0000-000000000000'`);
    }
    expect(await marked(isLast)).toBe(0);
    await path.settle();
    expect(await marked()).toBe(0);
  });

  it('whom only a new day marked is reached also while much happens', async () => {
    await mark('event');
    await mark('time', `id = '${anna}'`);
    await pass();
    expect(await marked(`customer_id = '${anna}'`)).toBe(0);
  });
});
