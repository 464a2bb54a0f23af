import type { Customer, CustomerHistory } from '@kelvin/contracts';
import { dayFromIso, dayToIso, FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backfill } from './backfill.port.ts';
import { DaySweep } from './day-sweep.ts';

const TODAY = dayFromIso('2026-11-20');

describe('the renewal of a contract', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => { path = await startTestPath(clock); });
  afterAll(() => path.stop());

  const idOf = async (userId: string) => (await path.rows<{ customer_id: string }>(`SELECT customer_id FROM profile WHERE workspace_id = $1 AND kind = 'userId' AND key = $2`, [userId]))[0]!.customer_id;
  const page = async (userId: string) => (await path.member.call<Customer>('GET', `/customers/${await idOf(userId)}`)).body;
  /** One who came three times lately: worth saving, because new, and of few points. */
  const newcomer = (userId: string) => [5, 4, 2].map((daysAgo) => aTrack(clock, 'Signed In', { userId, daysAgo }));
  const renewal = (userId: string, daysAgo: number, properties: Record<string, unknown>) => aTrack(clock, 'Renewal Due', { userId, daysAgo, properties });

  it('is no danger where customers are people', async () => {
    await path.send([...newcomer('anna'), renewal('anna', 3, { renewal_date: dayToIso(TODAY + 12) })]);
    await path.settle();
    const anna = await page('anna');
    expect([anna.renewal, anna.band]).toEqual([null, 'warm']);
    expect((await path.member.call('PATCH', '', { business: 'b2b' })).status).toBe(200);
  });

  it('puts a company’s contact at risk when it is near and the score is low', async () => {
    await path.send([...newcomer('boris'), renewal('boris', 3, { renewal_date: dayToIso(TODAY + 12) })]);
    await path.settle();
    const boris = await page('boris');
    expect(boris.renewal).toEqual({ day: dayToIso(TODAY + 12), inDays: 12 });
    expect([boris.band, boris.bandCauses]).toEqual(['at_risk', [{ code: 'risk.renewal', hundredths: null, facts: { days: 12, points: boris.hundredths / 100 } }]]);
  });

  it.each([
    ['the newest news, in whatever order it comes', [renewal('clara', 1, { renews_at: dayToIso(TODAY + 90) }), renewal('clara', 3, { renews_at: dayToIso(TODAY + 9) })], 90, 'warm'],
    ['all identities of a customer', [renewal('dora', 4, { date: dayToIso(TODAY + 9) }), { type: 'identify', userId: 'dora', anonymousId: 'browser-of-dora', messageId: 'dora-1' }, aTrack(clock, 'Renewal Due', { anonymousId: 'browser-of-dora', daysAgo: 1, properties: { date: dayToIso(TODAY + 8) } })], 8, 'at_risk'],
    ['the day of the event where it names none', [renewal('emil', 0, { plan: 'Pro' })], 0, 'at_risk'],
    ['the day that the event is dated with where that lies ahead', [renewal('hana', -30, { plan: 'Pro' })], 30, 'at_risk'],
  ])('follows %s', async (_what, events, inDays, band) => {
    const userId = events.map((event) => event['userId']).find((id) => typeof id === 'string') as string;
    await path.send([...newcomer(userId), ...events]);
    await path.settle();
    const customer = await page(userId);
    expect([customer.renewal?.inDays, customer.band]).toEqual([inDays, band]);
  });

  it('does not count what is noise', async () => {
    await path.send([...newcomer('fred'), renewal('fred', 1, { renewal_date: dayToIso(TODAY + 5) })]);
    await path.settle();
    await path.runtime.db.read(path.member, `
      UPDATE event SET noise = 'test_account' WHERE workspace_id = $1 AND event_type_id = (SELECT id FROM event_type WHERE workspace_id = $1 AND name = 'Renewal Due')
         AND profile_id = (SELECT id FROM profile WHERE workspace_id = $1 AND key = 'fred')`, [path.member.workspaceId]);
    expect((await page('fred')).renewal).toBeNull();
  });

  it('comes nearer as days pass, and is over the day after', async () => {
    clock.advanceMs(12 * MS_PER_DAY);
    expect(await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId)).toBe(true);
    await path.settle();
    expect((await page('boris')).renewal?.inDays).toBe(0);
    clock.advanceMs(MS_PER_DAY);
    await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId);
    await path.settle();
    expect((await page('boris')).renewal).toBeNull();
  });

  it('is a danger in the scored past from the day on which it was known', async () => {
    const signIns = Array.from({ length: 40 }, (_unused, at) => aTrack(clock, 'Signed In', { userId: 'gina', daysAgo: at + 1 }));
    const work = Array.from({ length: 40 }, (_unused, at) => aTrack(clock, 'Report Built', { userId: 'gina', daysAgo: at + 1, properties: { feature: `feature-${at % 5}` } }));
    await path.send([...signIns, ...work, renewal('gina', 12, { renewal_date: dayToIso(TODAY + 13 + 20) })]);
    await path.settle();
    await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    await path.settle();
    const { points } = (await path.member.call<CustomerHistory>('GET', `/customers/${await idOf('gina')}/history`)).body;
    const bandOn = (daysAgo: number) => points.find(({ day }) => day === dayToIso(TODAY + 13 - daysAgo))?.band;
    expect([bandOn(14), bandOn(7)]).toEqual(['warm', 'at_risk']);
  });
});
