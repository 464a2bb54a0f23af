import { outcomeDefinitionSchema, type Customer, type CustomerChances, type CustomerList, type EarlyWarningAnswer, type Overview, type ScoreDifference } from '@kelvin/contracts';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import { DaySweep } from '../../pipeline/60-score/day-sweep.ts';
import { loadLearning } from '../model-training/load-learning.ts';

describe('a customer who is left out of scoring', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let ids: Record<string, string>;
  /** Somebody who orders every other week of half a year. */
  const life = (userId: string, email: string) => Array.from({ length: 13 }, (_unused, at) => aTrack(clock, 'Order Completed', { userId, daysAgo: 1 + at * 14, properties: { revenue: 40 }, context: { traits: { email } } }));
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send(['anna', 'boris', 'clara'].flatMap((name) => life(name, `${name}@example.com`)));
    await path.settle();
    ids = Object.fromEntries((await path.rows<{ key: string; customer_id: string }>('SELECT key, customer_id FROM profile WHERE workspace_id = $1')).map((row) => [row.key, row.customer_id]));
  }, 60_000);
  afterAll(() => path.stop());

  const change = (name: string, isExcluded: boolean) => path.member.call<{ isExcluded: boolean; error?: { code: string } }>('PUT', `/customers/${ids[name]}/exclusion`, { isExcluded });
  const page = async (name: string) => (await path.member.call<Customer>('GET', `/customers/${ids[name]}`)).body;
  const list = async (query: string) => (await path.member.call<CustomerList>('GET', `/customers?${query}`)).body.items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id)).toSorted();
  const counted = async () => {
    const { bands, tiles } = (await path.member.call<Overview>('GET', '/overview?days=90')).body;
    return { people: bands.reduce((sum, { customers }) => sum + customers, 0), scored: tiles.scored.value };
  };
  const learnt = () => loadLearning((work) => path.runtime.db.transaction(path.member, work), {
    outcomeId: ids['anna']!, now: clock.now(), historyDays: 90, mostCustomers: 100,
    definition: outcomeDefinitionSchema.parse({ role: 'buys', name: 'Buys', horizonDays: 14, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' } } } }),
  });

  it('has no score and stands in a list of his own', async () => {
    const before = await page('anna');
    expect([before.band === 'not_scored', before.exclusion]).toEqual([false, null]);
    expect((await change('anna', true)).body).toEqual({ isExcluded: true });
    await path.settle();
    const after = await page('anna');
    expect(after).toMatchObject({ band: 'not_scored', hundredths: 0, ledger: [], revenueAtRisk: null, exclusion: { at: clock.now().toISOString(), by: 'Person 1' } });
    expect(after.bandCauses.map(({ code }) => code)).toEqual(['none.excluded']);
    expect([await list(''), await list('who=excluded'), await list('band=not_scored')]).toEqual([['boris', 'clara'], ['anna'], []]);
    expect((await path.member.call<CustomerChances>('GET', `/customers/${ids['anna']}/chances`)).body.items).toEqual([]);
    expect((await path.member.call<ScoreDifference>('GET', `/customers/${ids['anna']}/score-change`)).body).toMatchObject({ before: 0, after: 0, rows: [] });
  });

  it('counts nowhere: neither now, nor in the past that is scored anew, nor in what is learnt', async () => {
    expect(await counted()).toEqual({ people: 2, scored: 2 });
    await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    await path.settle();
    expect(Math.max(...(await path.rows<{ n: number }>('SELECT sum(customers)::int AS n FROM band_day WHERE workspace_id = $1 GROUP BY on_day')).map(({ n }) => n))).toBe(2);
    expect((await learnt()).customers).toHaveLength(2);
  });

  it('stays out when the day ends and when he does something', async () => {
    clock.advanceMs(24 * 60 * MS_PER_MINUTE);
    expect(await path.app.get(DaySweep, { strict: false }).sweepWorkspace(path.member.workspaceId)).toBe(true);
    await path.send([aTrack(clock, 'Order Completed', { userId: 'anna', properties: { revenue: 40 } })]);
    await path.settle();
    expect(await page('anna')).toMatchObject({ band: 'not_scored', eventCount: 14 });
    expect(await counted()).toEqual({ people: 2, scored: 2 });
  });

  it('takes along whom he is joined with, and gives him back when that is undone', async () => {
    await path.send([aTrack(clock, 'Order Completed', { userId: 'boris', properties: { revenue: 40 }, context: { traits: { email: 'anna@example.com' } } })]);
    await path.settle();
    const [merge] = await path.rows<{ id: string; winner_id: string; loser_id: string }>('SELECT id, winner_id, loser_id FROM merge_ledger WHERE workspace_id = $1 AND undone_at IS NULL');
    expect([merge!.winner_id, merge!.loser_id].toSorted()).toEqual([ids['anna'], ids['boris']].toSorted());
    const joined = (await path.member.call<Customer>('GET', `/customers/${merge!.winner_id}`)).body;
    expect([joined.band, joined.exclusion?.by]).toEqual(['not_scored', 'Person 1']);
    expect(await counted()).toEqual({ people: 1, scored: 1 });
    const refused = await path.member.call<{ error: { code: string } }>('PUT', `/customers/${merge!.loser_id}/exclusion`, { isExcluded: false });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'customer.merged']);

    await path.member.call('POST', `/customers/merges/${merge!.id}/undo`);
    await path.settle();
    expect((await page('anna')).exclusion).not.toBeNull();
    expect((await page('boris')).exclusion).toBeNull();
    expect((await page('boris')).band).not.toBe('not_scored');
    expect(await counted()).toEqual({ people: 2, scored: 2 });
  });

  it('is scored again as if he had never been out, and leaves a trace of both', async () => {
    const other = await page('clara');
    await change('clara', true);
    await path.settle();
    expect((await change('clara', true)).body).toEqual({ isExcluded: true });
    await change('clara', false);
    await path.settle();
    const again = await page('clara');
    expect(again).toMatchObject({ hundredths: other.hundredths, band: other.band, ledger: other.ledger, expectedValue: other.expectedValue, exclusion: null });
    expect((await path.rows<{ action: string }>(`SELECT action FROM audit_log WHERE workspace_id = $1 AND object_id = $2 ORDER BY id`, [ids['clara']])).map(({ action }) => action).toSorted()).toEqual(['customer.excluded', 'customer.included']);
  });

  it('makes the early-warning report anew, without him', async () => {
    const report = async () => (await path.member.call<EarlyWarningAnswer>('GET', '/early-warning')).body.report!.computedAt;
    clock.advanceMs(MS_PER_MINUTE);
    const first = await report();
    clock.advanceMs(MS_PER_MINUTE);
    expect(await report()).toBe(first);
    await change('clara', true);
    expect(await report()).toBe(clock.now().toISOString());
    clock.advanceMs(MS_PER_MINUTE);
    await change('clara', false);
    expect(await report()).toBe(clock.now().toISOString());
  });

  it('is only known in his own workspace', async () => {
    const stranger = await path.signUp('Elsewhere');
    expect((await stranger.call<{ error: { code: string } }>('PUT', `/customers/${ids['clara']}/exclusion`, { isExcluded: true })).body.error.code).toBe('customer.not_found');
  });
});
