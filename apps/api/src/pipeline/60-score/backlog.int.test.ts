import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScoreStale } from './score-stale.ts';

describe('after scoring it is told whether the drain keeps up', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let scorer: ScoreStale;
  beforeAll(async () => {
    path = await startTestPath(clock);
    scorer = path.app.get(ScoreStale, { strict: false });
    await path.send([aTrack(clock, 'Product Viewed', { userId: 'anna' })]);
    await path.settle();
  }, 60_000);
  afterAll(() => path.stop());

  it.each([
    { what: 'nothing waits', waiting: [], backlog: 'none' },
    { what: 'something came just now', waiting: [{ isImport: false, agoMs: 900 }], backlog: 'short' },
    { what: 'something came long ago', waiting: [{ isImport: false, agoMs: 1_100 }], backlog: 'long' },
    { what: 'a file is being read, however long', waiting: [{ isImport: true, agoMs: 60_000 }], backlog: 'short' },
    { what: 'the oldest of several came long ago', waiting: [{ isImport: true, agoMs: 5 }, { isImport: false, agoMs: 3_000 }, { isImport: false, agoMs: 10 }], backlog: 'long' },
  ])('$backlog: $what', async ({ waiting, backlog }) => {
    await path.rows('DELETE FROM delivery_pending WHERE workspace_id = $1');
    for (const [nth, { isImport, agoMs }] of waiting.entries()) {
      await path.rows(`
        INSERT INTO delivery_pending (workspace_id, is_import, delivery_id, received_on, source_id, received_at, items, bytes)
        SELECT $1, $2, lpad($3::text, 32, '0')::uuid, '2026-11-20', (SELECT id FROM source WHERE workspace_id = $1 LIMIT 1), $4, 1, 1`, [isImport, nth + 1, new Date(clock.now().getTime() - agoMs)]);
    }
    await path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), 'event', $2 FROM customer WHERE workspace_id = $1`, [clock.now()]);
    expect(await scorer.scoreOnce(path.member.workspaceId)).toMatchObject({ scored: 1, backlog });
  });
});
