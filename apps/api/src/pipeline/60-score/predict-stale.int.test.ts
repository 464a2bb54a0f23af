import { createHash, randomUUID } from 'node:crypto';
import type { Customer, CustomerChances, ScoreDifference } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { compileFeatures, engineOf, MetricIndex, packDayRows, type FeatureSet } from '@kelvin/scoring';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FEATURES: FeatureSet = {
  version: 1,
  features: [{ kind: 'since', of: 'outcome' }, { kind: 'count', of: 'view', days: 30 }, { kind: 'category', of: 'device', value: 'Phone, iOS, Safari' }],
};
/** 2026-11-20 */
const TODAY = 20_777;

/** Who looked around in the last month buys; who did not does not. */
function trainArtefact(): Buffer {
  const index = new MetricIndex();
  const features = compileFeatures(FEATURES, index, ['order']);
  const rows = 200;
  const columns = features.names.map(() => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const views = row % 5;
    features.writeVector({
      rows: packDayRows([{ day: TODAY - (row % 60), metric: 'order', n: 1, total: 40 }, ...(views ? [{ day: TODAY - (row % 20), metric: 'view', n: views }] : [])], index), asOfDay: TODAY,
      categories: row % 3 === 0 ? { device: 'Phone, iOS, Safari' } : {},
    }, columns, row);
    labels[row] = views > 1 || row % 7 === 0 ? 1 : 0;
  }
  return Buffer.from(engineOf('logistic').fit({ rows, names: features.names, columns, labels }, { seed: 1 }).save());
}

describe('predictions of stale customers', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  const outcomeId = randomUUID();
  const leavesId = randomUUID();
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    await path.send([
      ...Array.from({ length: 6 }, (_unused, daysAgo) => aTrack(clock, 'Product Viewed', { userId: 'keen', daysAgo })),
      aTrack(clock, 'Order Completed', { userId: 'keen', properties: { revenue: 40, orderId: 'k1' }, daysAgo: 40 }),
      aTrack(clock, 'Order Completed', { userId: 'quiet', properties: { revenue: 40, orderId: 'q1' }, daysAgo: 40 }),
    ]);
    await path.settle();
  });
  afterAll(() => path.stop());

  const customerOf = async (userId: string) => (await path.rows<{ id: string; hundredths: number; chance_buys: number | null; chance_leaves: number | null }>(`
    SELECT c.id, c.hundredths, c.chance_buys, c.chance_leaves FROM profile p JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id WHERE p.workspace_id = $1 AND p.key = $2`, [userId]))[0]!;
  const markAll = () => path.rows(`INSERT INTO customer_stale (workspace_id, customer_id, mark, cause, marked_at) SELECT $1, id, gen_random_uuid(), 'definition', $2 FROM customer WHERE workspace_id = $1 ON CONFLICT DO NOTHING`, [clock.now()]);
  const addOutcome = (id: string, definition: Record<string, unknown>, ruleCurve: unknown) => path.rows(
    'INSERT INTO outcome (workspace_id, id, definition, rule_curve, likely_limit, created_at) VALUES ($1, $2, $3, $4, .3, $5)', [id, JSON.stringify(definition), ruleCurve === null ? null : JSON.stringify(ruleCurve), clock.now()]);

  it('come from rules where there is a curve, and move no score', async () => {
    const before = await customerOf('keen');
    await addOutcome(leavesId, { name: 'Leaves', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } }, { intercept: 1, slope: -0.05, positives: 50, negatives: 50 });
    await markAll();
    await path.settle();
    const after = await customerOf('keen');
    expect(after).toMatchObject({ hundredths: before.hundredths, chance_buys: null });
    expect(after.chance_leaves).toBeCloseTo(1 / (1 + Math.exp(-(1 - 0.05 * (after.hundredths / 100)))), 3);
    const { body } = await path.member.call<CustomerChances>('GET', `/customers/${after.id}/chances`);
    expect(body.items).toMatchObject([{ outcomeId: leavesId, source: 'rules', reasons: [] }]);
    expect(body.items[0]!.chance).toBe(after.chance_leaves);
  });

  it('take half of the score once a model is in use, in rows that add up', async () => {
    const before = { keen: await customerOf('keen'), quiet: await customerOf('quiet') };
    const artefact = trainArtefact();
    const sha = createHash('sha256').update(artefact).digest('hex');
    await addOutcome(outcomeId, { name: 'Buys', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } }, null);
    await path.rows(`
      INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, artefact, artefact_sha256, judged_artefact, judged_sha256, card, rule_curve, serving, drift_reference, created_at)
      VALUES ($1, gen_random_uuid(), $2, gen_random_uuid(), 1, 'trained', 'in_use', 'logistic', $3, $4, $5, $4, $5, '{}', '{}', $6, '{}', $7)`,
    [outcomeId, JSON.stringify(FEATURES), artefact, sha, JSON.stringify({ meanPoints: 30, meanLogOdds: 0, limit: 0.5 }), clock.now()]);
    await markAll();
    await path.settle();
    const keen = await customerOf('keen');
    const quiet = await customerOf('quiet');
    expect(keen.chance_buys!).toBeGreaterThan(quiet.chance_buys!);
    expect(keen.hundredths).toBeGreaterThan(before.keen.hundredths / 2);
    const page = (await path.member.call<Customer>('GET', `/customers/${keen.id}`)).body;
    expect(page.ledger.reduce((sum, row) => sum + row.hundredths!, 0)).toBe(keen.hundredths);
    expect(page.ledger.map((row) => row.code)).toEqual(expect.arrayContaining(['model.base', 'model.interest', 'interest.earned']));
  });

  it('say the same when somebody looks as when everybody was scored', async () => {
    const keen = await customerOf('keen');
    const { body } = await path.member.call<CustomerChances>('GET', `/customers/${keen.id}/chances`);
    const buys = body.items.find((item) => item.outcomeId === outcomeId)!;
    expect(buys).toMatchObject({ source: 'model', horizonDays: 30, isApproximate: false });
    expect(buys.chance).toBe(keen.chance_buys);
    const interest = buys.reasons.find((reason) => reason.code === 'model.interest')!;
    expect(interest.facts).toMatchObject({ count: 6, windowDays: 30 });
    expect(interest.hundredths).toBeGreaterThan(0);
  });

  it('change with the customer only: two ledgers, and their difference row by row', async () => {
    const keen = await customerOf('keen');
    const { body } = await path.member.call<ScoreDifference>('GET', `/customers/${keen.id}/score-change?days=7`);
    expect(body).toMatchObject({ fromDay: '2026-11-13', toDay: '2026-11-20', after: keen.hundredths });
    expect(body.rows.reduce((sum, row) => sum + row.hundredths!, 0)).toBe(body.after - body.before);
    expect(body.rows.find((row) => row.code === 'interest.earned')!.hundredths).toBeGreaterThan(0);
  });

  it('are not told of somebody else’s customer, nor of nobody', async () => {
    expect((await path.member.call('GET', `/customers/${randomUUID()}/chances`)).status).toBe(404);
  });
});
