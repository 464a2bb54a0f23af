import type { EventTrace, LiveEvents } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backfill } from './backfill.port.ts';
import { DaySweep } from './day-sweep.ts';

describe('a workspace scored as at a day long past', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  const LONG_AGO = 800;
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send(['anna', 'boris'].flatMap((userId) => [0, 20, 40].map((days) => aTrack(clock, 'Order Completed', { userId, daysAgo: LONG_AGO + days, properties: { revenue: 50 } }))));
    await path.settle();
    await path.member.call('PATCH', '', { asOf: new Date(clock.now().getTime() - LONG_AGO * 86_400_000).toISOString() });
    await path.settle();
    await path.send([aTrack(clock, 'Order Completed', { userId: 'newcomer', properties: { revenue: 80 } })]);
    await path.settle();
  }, 60_000);
  afterAll(() => path.stop());

  it('keeps what came later for the day that the date is ended on', async () => {
    expect(await path.customer('anna')).toMatchObject({ band: expect.not.stringMatching('not_scored') as unknown, value12m: 150 });
    expect(await path.customer('newcomer')).toMatchObject({ band: 'not_scored', hundredths: 0, value12m: 0, lastSeenAt: clock.now().toISOString() });
    const [event] = (await path.member.call<LiveEvents>('GET', '/events')).body.items;
    // What the trace needs to say that it is later than the date.
    expect((await path.member.call<EventTrace>('GET', `/events/${event!.id}`)).body).toMatchObject({ occurredAt: clock.now().toISOString(), trace: { score: { before: null, after: 0 } } });
  });

  it('scores everybody as of today when the date is ended, by figures of today', async () => {
    await path.member.call('PATCH', '', { asOf: null });
    await path.settle();
    const newcomer = await path.customer('newcomer');
    expect([newcomer.band === 'not_scored', newcomer.hundredths > 0, newcomer.value12m]).toEqual([false, true, 80]);
    expect(await path.customer('anna')).toMatchObject({ isGone: true, value12m: 0 });
    await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId);
    await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    await path.settle();
    const [figures] = await path.rows<{ day: string }>(`SELECT (date '1970-01-01' + as_of_day)::text AS day FROM workspace_stats WHERE workspace_id = $1`);
    expect(figures).toEqual({ day: '2026-11-20' });
    expect((await path.customer('newcomer')).expectedValue).toBeGreaterThan(0);
  });
});
