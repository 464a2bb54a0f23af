import { FixedClock } from '@kelvin/kernel';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BestHourReadModel } from './best-hour.read-model.ts';

describe('the best hour of a customer', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const ids = new Map<string, string>();
  let made = 0;
  /** On so many days of late summer, at a time of day in UTC; Berlin is two hours ahead then. */
  const at = (userId: string, time: string, days: number, parts: Record<string, unknown> = {}) => Array.from({ length: days }, (_unused, day) => ({
    type: 'track', event: 'Signed In', userId, messageId: `hour-${made += 1}`, timestamp: `2026-09-${String(day + 1).padStart(2, '0')}T${time}Z`, ...parts,
  }));
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send([
      ...at('early', '05:30:00', 12), ...at('rare', '17:10:00', 9), ...at('dated', '22:00:00', 12), ...at('zoned', '00:00:00', 12),
      ...at('seen by programs', '05:30:00', 12, { context: { userAgent: 'Googlebot/2.1' } }), ...at('mailed', '07:30:00', 12, { event: 'Email Sent' }),
      ...at('early', '15:30:00', 20, { event: 'Email Sent' }),
    ]);
    await path.settle();
    for (const row of await path.rows<{ id: string; key: string }>('SELECT customer_id AS id, key FROM profile WHERE workspace_id = $1')) ids.set(row.key, row.id);
  });
  afterAll(() => path.stop());

  it.each([
    ['early', { hour: 7, isOwn: true }],
    ['rare', { hour: 7, isOwn: false }],
    ['dated', { hour: 7, isOwn: false }],
    ['zoned', { hour: 7, isOwn: false }],
    ['seen by programs', { hour: 7, isOwn: false }],
    ['mailed', { hour: 7, isOwn: false }],
  ])('%s', async (who, expected) => {
    const hours = new BestHourReadModel(clock);
    expect(await path.runtime.db.transaction(path.member, (tx) => hours.findBestHour(tx, ids.get(who)!))).toEqual(expected);
  });

  it('is in the workspace’s time zone and of nothing later than its as-of date', async () => {
    await path.rows(`UPDATE workspace SET time_zone = 'Asia/Tokyo' WHERE id = $1`);
    const ask = (hours: BestHourReadModel) => path.runtime.db.transaction(path.member, (tx) => hours.findBestHour(tx, ids.get('early')!));
    expect(await ask(new BestHourReadModel(clock))).toEqual({ hour: 14, isOwn: true });
    await path.rows(`UPDATE workspace SET as_of = '2026-09-04T12:00:00Z' WHERE id = $1`);
    expect(await ask(new BestHourReadModel(clock))).toMatchObject({ isOwn: false });
    await path.rows(`UPDATE workspace SET as_of = '2026-09-01T02:00:00Z' WHERE id = $1`);
    expect(await ask(new BestHourReadModel(clock))).toBeNull();
  });
});
