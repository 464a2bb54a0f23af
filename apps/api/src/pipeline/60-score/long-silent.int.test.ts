import type { CustomerList, ScoreDifference } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backfill } from './backfill.port.ts';

describe('somebody who has been silent for years', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    const order = (userId: string, daysAgo: number) => aTrack(clock, 'Order Completed', { userId, daysAgo, properties: { revenue: 40 } });
    const mail = (userId: string, daysAgo: number) => aTrack(clock, 'Email Sent', { userId, daysAgo });
    await path.send([
      order('fresh', 2), order('fresh', 30), order('fresh', 60),
      order('three-years', 1_000), order('three-years', 1_030), order('four-years', 1_500),
      order('written-to', 1_200), mail('written-to', 5), mail('never-came', 5), mail('never-came', 1_400),
    ]);
    await path.settle();
  }, 60_000);
  afterAll(() => path.stop());

  it.each([['three-years', 1_000], ['four-years', 1_500], ['written-to', 1_200]])('is cold and gone, with the days since he came last: %s', async (key, days) => {
    const known = await path.customer(key);
    expect(known).toMatchObject({ band: 'cold', isGone: true, hundredths: 0, silence: { days } });
    expect(known.ledger.reduce((sum, row) => sum + row.hundredths!, 0)).toBe(0);
    expect(known.bandCauses).toEqual([{ code: 'band.gone', hundredths: null, facts: { days, silence: expect.closeTo(known.silence!.ratio, 1) as unknown } }]);
    expect(known.mainReason).toMatchObject({ code: 'purchases.faded', facts: { days } });
    expect((await path.member.call<ScoreDifference>('GET', `/customers/${known.id}/score-change`)).body).toMatchObject({ before: 0, after: 0 });
  });

  it('is not scored who never did anything that counts', async () => {
    expect((await path.customer('never-came')).bandCauses.map(({ code }) => code)).toEqual(['none.no_events']);
    expect((await path.member.call<CustomerList>('GET', '/customers?band=not_scored')).body.total).toBe(1);
  });

  it('was cold in the weeks before, too', async () => {
    await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    await path.settle();
    const past = await path.rows<{ key: string; bands: string[] }>(`
      SELECT p.key, array_agg(DISTINCT h.band) AS bands FROM score_history h JOIN profile p ON p.workspace_id = $1 AND p.customer_id = h.customer_id
       WHERE h.workspace_id = $1 AND p.key LIKE '%years' GROUP BY 1 ORDER BY 1`);
    expect(past).toEqual([{ key: 'four-years', bands: ['cold'] }, { key: 'three-years', bands: ['cold'] }]);
    expect(await path.customer('four-years')).toMatchObject({ band: 'cold', isGone: true, silence: { days: 1_500 } });
  });
});
