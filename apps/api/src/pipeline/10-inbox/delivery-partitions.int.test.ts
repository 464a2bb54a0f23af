import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IntakeReport } from '@kelvin/contracts';
import { DeliveryPartitions } from './delivery-partitions.ts';

const clock = new FixedClock(new Date('2026-11-10T10:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
});
afterAll(() => path.stop());

it('drops raw deliveries after their time, keeps the count of what they held, and waits for what is not drained', async () => {
  const partitions = path.app.get(DeliveryPartitions, { strict: false });
  await path.send([aTrack(clock, 'Product Viewed', { userId: 'a' }), aTrack(clock, 'Product Viewed', { userId: 'b' })]);
  clock.advanceMs(5 * MS_PER_DAY);
  expect(await partitions.dropOld()).toBe(1);
  expect(await path.rows('SELECT count(*)::int AS n FROM delivery_pending WHERE workspace_id = $1')).toEqual([{ n: 1 }]);
  await path.settle();
  expect(await partitions.dropOld()).toBe(1);
  expect(await path.rows('SELECT count(*)::int AS n FROM delivery WHERE workspace_id = $1')).toEqual([{ n: 0 }]);
  const { body } = await path.member.call<IntakeReport>('GET', '/intake?hours=240');
  expect(body.total).toMatchObject({ received: 2, processed: 2, isBalanced: true });
});

it('makes a month once, however many need it at the same moment', async () => {
  for (const month of ['2001-01-01', '2001-02-01', '2001-03-01', '2001-04-01', '2001-05-01']) {
    const made = await Promise.all(Array.from({ length: 6 }, () => path.runtime.db.transaction(path.member, async (tx) => {
      const [row] = await tx.query<{ made: boolean }>(`SELECT ensure_partition('event', $1::date) AS made`, [month]);
      return row!.made;
    })));
    expect(made.filter(Boolean)).toHaveLength(1);
  }
});
