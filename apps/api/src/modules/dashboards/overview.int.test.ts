import type { Overview } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DashboardsModule } from './dashboards.module.ts';

const CAUSE = `'[{"code": "risk.silence", "hundredths": null, "facts": {}}, {"code": "risk.payment", "hundredths": null, "facts": {}}]'`;

describe('overview of a known few', () => {
  let test: TestApp;
  let member: TestMember;
  let overview: Overview;
  const get = async (days: number): Promise<Overview> => (await member.call<Overview>('GET', `/overview?days=${days}`)).body;
  beforeAll(async () => {
    test = await startTestApp({ modules: [DashboardsModule], clock: new FixedClock(new Date('2026-11-23T12:00:00Z')) });
    member = await test.signUp();
    const stranger = await test.signUp();
    const owner = new pg.Client({ connectionString: test.database.ownerUrl });
    await owner.connect();
    const add = (n: number, own: { band: string; hundredths?: number; value?: number; cause?: string; visitor?: boolean; merged?: boolean; workspace?: string }) => owner.query(`
      INSERT INTO customer (workspace_id, id, is_visitor, merged_into, first_seen_at, last_seen_at, band, hundredths, expected_value, band_cause)
      VALUES ($1, $2, $3, $4, 'epoch', 'epoch', $5, $6, $7, ${own.cause ?? 'NULL'})`,
    [own.workspace ?? member.workspaceId, idOf(n), own.visitor === true, own.merged === true ? idOf(1) : null, own.band, own.hundredths ?? 0, own.value ?? 0]);
    await add(1, { band: 'hot', hundredths: 10_000, value: 100 });
    await add(2, { band: 'hot', hundredths: 7_000, value: 50 });
    await add(3, { band: 'warm', hundredths: 4_499, value: 10 });
    await add(4, { band: 'at_risk', hundredths: 4_100, value: 300, cause: CAUSE });
    await add(5, { band: 'at_risk', hundredths: 900, value: 20.5, cause: CAUSE.replace('risk.silence', 'risk.falling') });
    await add(6, { band: 'at_risk', hundredths: 1_200, value: 1, cause: CAUSE });
    await add(7, { band: 'cold', hundredths: 499 });
    await add(8, { band: 'not_scored' });
    await add(9, { band: 'not_scored', visitor: true });
    await add(10, { band: 'hot', hundredths: 9_000, value: 1_000, merged: true });
    await add(11, { band: 'hot', hundredths: 9_000, value: 9_999, workspace: stranger.workspaceId });
    for (const [day, rows] of Object.entries({ '2026-08-20': [['hot', 3, 200], ['at_risk', 1, 40], ['cold', 2, 0]], '2026-10-01': [['hot', 2, 150], ['warm', 1, 10], ['at_risk', 2, 99]] } as Record<string, [string, number, number][]>)) {
      for (const [band, customers, value] of rows) await owner.query('INSERT INTO band_day (workspace_id, on_day, band, customers, value) VALUES ($1, $2, $3, $4, $5)', [member.workspaceId, day, band, customers, value]);
    }
    await owner.query(`SELECT ensure_partition('score_history', '2026-08-01')`);
    for (const [n, band] of [[1, 'hot'], [2, 'warm'], [3, 'hot'], [4, 'hot'], [5, 'hot'], [6, 'warm'], [7, 'cold'], [9, 'hot'], [10, 'hot']] as const) {
      await owner.query(`INSERT INTO score_history (workspace_id, customer_id, on_day, hundredths, band, cause) VALUES ($1, $2, '2026-08-20', 5000, $3, 'backfill')`, [member.workspaceId, idOf(n), band]);
    }
    await owner.query(`INSERT INTO score_change (workspace_id, id, customer_id, at, after_hundredths, after_band, cause) VALUES ($1, gen_random_uuid(), $2, '2026-11-23T11:59:00Z', 1, 'hot', 'event')`, [member.workspaceId, idOf(1)]);
    await owner.query(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) VALUES ($1, $2, gen_random_uuid(), 'event', 'epoch')`, [member.workspaceId, idOf(1)]);
    await owner.end();
    overview = await get(90);
  });
  afterAll(() => test.stop());

  it('counts customers by temperature: no visitors, nobody joined away, nobody of another workspace', () => {
    expect(Object.fromEntries(overview.bands.map(({ band, customers }) => [band, customers]))).toEqual({ hot: 2, warm: 1, cold: 1, at_risk: 3, not_scored: 1 });
    expect(overview.bands.find(({ band }) => band === 'at_risk')?.share).toBeCloseTo(3 / 7);
    expect([overview.visitors, overview.pendingCustomers, overview.hasEvents, overview.scoredAt]).toEqual([1, 1, false, '2026-11-23T11:59:00.000Z']);
  });

  it('compares the tiles with the newest day at or before the beginning of the period', () => {
    expect(overview.tiles.scored).toMatchObject({ value: 7, before: 6 });
    expect(overview.tiles.hot).toMatchObject({ value: 2, before: 3, trend: [2, 2] });
    expect(overview.tiles.atRisk).toMatchObject({ value: 3, before: 1 });
    expect(overview.tiles.valueAtRisk).toMatchObject({ value: 321.5, before: 40, trend: [99, 321.5] });
  });

  it('draws the days of the period, today from the customers themselves', () => {
    expect(overview.history).toEqual([
      { day: '2026-10-01', hot: 2, warm: 1, cold: 0, atRisk: 2, notScored: 0 }, { day: '2026-11-23', hot: 2, warm: 1, cold: 1, atRisk: 3, notScored: 1 },
    ]);
  });

  it('counts who moved from where to where', () => {
    const moves = Object.fromEntries(overview.movement.map(({ from, to, customers }) => [`${from} ${to}`, customers]));
    expect(moves).toEqual({ 'hot hot': 1, 'warm hot': 1, 'hot warm': 1, 'hot at_risk': 2, 'warm at_risk': 1, 'cold cold': 1 });
    expect(overview.findings[0]).toEqual({ code: 'band_moved', facts: { customers: 2, from: 'hot', to: 'at_risk' }, link: { movedFrom: 'hot', movedTo: 'at_risk', movedDays: '90' } });
  });

  it('puts every scored customer into one bin of five points, 100 into the last', () => {
    const filled = overview.distribution.filter((bin) => bin.hot + bin.warm + bin.cold + bin.atRisk > 0);
    expect(filled).toEqual([
      { from: 0, hot: 0, warm: 0, cold: 1, atRisk: 0 }, { from: 5, hot: 0, warm: 0, cold: 0, atRisk: 1 }, { from: 10, hot: 0, warm: 0, cold: 0, atRisk: 1 },
      { from: 40, hot: 0, warm: 1, cold: 0, atRisk: 1 }, { from: 70, hot: 1, warm: 0, cold: 0, atRisk: 0 }, { from: 95, hot: 1, warm: 0, cold: 0, atRisk: 0 },
    ]);
    expect(overview.distribution).toHaveLength(20);
  });

  it('names the first danger of each', () => {
    expect(overview.riskCauses.map(({ cause, customers }) => [cause.code, customers])).toEqual([['risk.silence', 2], ['risk.falling', 1]]);
  });

  it('compares with the oldest day there is when the period begins before it', async () => {
    expect((await get(365)).tiles.hot.before).toBe(3);
  });

  it('has nothing to compare with in a new workspace', async () => {
    const answer = await (await test.signUp()).call<Overview>('GET', '/overview?days=30');
    expect(answer.body).toMatchObject({ tiles: { scored: { value: 0, before: null, trend: [0] } }, movement: [], riskCauses: [], findings: [], hasEvents: false, scoredAt: null });
    expect(answer.body.bands.every(({ share }) => share === 0)).toBe(true);
  });
});

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
