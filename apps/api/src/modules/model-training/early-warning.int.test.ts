import type { EarlyWarningReport } from '@kelvin/contracts';
import { dayFromIso, dayToIso, FixedClock } from '@kelvin/kernel';
import { computeEarlyWarning, scoreHistory, WorkspaceHistory } from '@kelvin/scoring';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherRows } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { loadMetricIndex } from '../../pipeline/50-features/metric-dictionary.port.ts';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import { loadRules } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { makeEarlyWarningReport } from './early-warning.read-model.ts';

/** 2026-11-20; the last complete day is the one before. */
const TODAY = 20_777;

describe('the early-warning report', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  const ids = new Map<string, string>();
  let beforeAnything: EarlyWarningReport | null;
  /** Signs in and orders every so many days, from one day ago to another. */
  const orders = (userId: string, every: number, from: number, until: number, revenue = 20) => Array.from({ length: Math.floor((from - until) / every) + 1 }, (_unused, at) => from - at * every)
    .flatMap((daysAgo) => [aTrack(clock, 'Order Completed', { userId, daysAgo, properties: { revenue } }), aTrack(clock, 'Signed In', { userId, daysAgo })]);
  const report = (): Promise<EarlyWarningReport | null> => path.runtime.db.transaction(path.member, (tx) => makeEarlyWarningReport(tx, clock.now()));
  const nameOf = (id: string): string => [...ids].find(([, one]) => one === id)![0];
  beforeAll(async () => {
    path = await startTestPath(clock);
    beforeAnything = await report();
    await path.send([
      ...orders('steady', 5, 330, 2), ...orders('left', 5, 330, 150, 30), ...orders('came back', 5, 330, 160), ...orders('came back', 5, 110, 3),
      ...orders('silent of late', 5, 330, 60), ...orders('gone a day ago', 5, 316, 91, 10), ...orders('gone tomorrow', 5, 315, 90),
    ]);
    // Too little to be worth saving.
    await path.send(Array.from({ length: 8 }, (_unused, at) => aTrack(clock, 'Signed In', { userId: 'hardly here', daysAgo: 330 - 20 * at })));
    await path.send([aTrack(clock, 'Order Refunded', { userId: 'left', daysAgo: 140, properties: { revenue: 500 } }), aTrack(clock, 'Page Visited', { anonymousId: 'visitor', daysAgo: 200 })]);
    await path.settle();
    await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
    for (const row of await path.rows<{ id: string; key: string }>('SELECT customer_id AS id, key FROM profile WHERE workspace_id = $1')) ids.set(row.key, row.id);
  });
  afterAll(() => path.stop());

  it('tells who left, who was flagged at least two weeks before, and what they were worth', async () => {
    const made = (await report())!;
    expect(made).toMatchObject({ computedAt: '2026-11-20T10:00:00.000Z', to: dayToIso(TODAY - 1), leadDays: 14, left: 3, warned: 2, notWatched: 0 });
    expect(made.items.map((item) => [nameOf(item.customerId), dayFromIso(item.leftOn) - TODAY, item.value])).toEqual([['left', -60, 37 * 30], ['gone a day ago', -1, 46 * 10], ['hardly here', -100, 0]]);
    for (const item of made.items.slice(0, 2)) {
      expect(item.daysBefore).toBe(dayFromIso(item.leftOn) - dayFromIso(item.warnedOn!));
      expect(item.daysBefore).toBeGreaterThan(50);
    }
    expect([made.valueLost, made.valueWarned]).toEqual([37 * 30 + 460, 37 * 30 + 460]);
    // Some were about those who came back.
    expect(made.rightWarnings).toBeGreaterThan(0);
    expect(made.warnings).toBeGreaterThan(made.rightWarnings);
  });

  it('says what all weekly scores say', async () => {
    const made = (await report())!;
    const history = await path.rows<{ id: string; day: number; band: string }>(`
      SELECT customer_id AS id, on_day - date '1970-01-01' AS day, band FROM score_history WHERE workspace_id = $1 AND cause = 'backfill'`);
    const customers = [...ids.values()].map((customerId) => ({
      customerId, value: 0, leftDay: made.items.filter((item) => item.customerId === customerId).map((item) => dayFromIso(item.leftOn))[0] ?? null,
      points: history.filter(({ id }) => id === customerId).map(({ day, band }) => ({ day, isFlagged: band === 'at_risk' })),
    }));
    const { left, warned, notWatched, warnings, rightWarnings } = computeEarlyWarning(customers, { horizonDays: 90, knownUntilDay: TODAY - 1 });
    expect(made).toMatchObject({ left, warned, notWatched, warnings, rightWarnings });
  });

  it('is none before anybody was scored', () => {
    expect(beforeAnything).toBeNull();
  });

  it('gives the same again, bit by bit', async () => {
    expect(JSON.stringify(await report())).toBe(JSON.stringify(await report()));
  });

  it('stands on scores that anybody can make again from nothing later than their day', async () => {
    const flagged = (await report())!.items.filter((item) => item.warnedOn !== null);
    expect(flagged.length).toBeGreaterThan(0);
    for (const { customerId, warnedOn } of flagged) {
      const day = dayFromIso(warnedOn!);
      const weeks = (await path.rows<{ day: number }>(`SELECT DISTINCT on_day - date '1970-01-01' AS day FROM score_history WHERE workspace_id = $1 AND on_day <= $2 ORDER BY 1`, [warnedOn])).map((row) => row.day);
      const again = await path.runtime.db.transaction(path.member, async (tx) => {
        const index = await loadMetricIndex(tx);
        const customers = [...ids].filter(([key]) => key !== 'visitor').map(([, id]) => id);
        const { rows } = await gatherRows(tx, customers, day);
        const history = new WorkspaceHistory(index);
        for (const one of rows.values()) history.add(one);
        return scoreHistory(await loadRules(tx, await getWorkspaceFacts(tx), index), { rows: rows.get(customerId)!, previous: null }, weeks, (week) => history.statsAt(week)).at(-1)!;
      });
      expect(again.asOfDay).toBe(day);
      const [stored] = await path.rows('SELECT hundredths, band FROM score_history WHERE workspace_id = $1 AND customer_id = $2 AND on_day = $3', [customerId, warnedOn]);
      expect({ hundredths: again.hundredths, band: again.band.band }).toEqual(stored);
      expect(again.band.band).toBe('at_risk');
    }
  });

  it('asks what leaving means in this workspace', async () => {
    const leaves = async (condition: unknown, horizonDays: number): Promise<[string, number][]> => {
      await path.rows(`DELETE FROM outcome WHERE workspace_id = $1`);
      await path.rows(`INSERT INTO outcome (workspace_id, id, definition, created_at) VALUES ($1, gen_random_uuid(), $2, $3)`, [JSON.stringify({ name: 'Leaves', role: 'leaves', condition, horizonDays }), clock.now()]);
      return (await report())!.items.map((item) => [nameOf(item.customerId), dayFromIso(item.leftOn) - TODAY]);
    };
    expect(new Map(await leaves({ kind: 'inactivity', filter: null }, 45))).toEqual(new Map([['left', -105], ['gone a day ago', -46], ['gone tomorrow', -45], ['came back', -115], ['silent of late', -15], ['hardly here', -145]]));
    expect(await leaves({ kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'refund' }, where: [] }, atLeast: 1 }, 30)).toEqual([['left', -140]]);
    expect(await leaves({ kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'refund' }, where: [] }, atLeast: 2 }, 30)).toEqual([]);
  });
});
