import { randomUUID } from 'node:crypto';
import type { EventFilter, OutcomeDefinition } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { CHANGE_DAYS, compileFeatures, makeSnapshots, type Feature, type FeatureMatrix, type FeatureSet } from '@kelvin/scoring';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { predictStale } from '../../pipeline/60-score/predict-stale.ts';
import { gatherRows, LOOKBACK_DAYS } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { loadMetricIndex } from '../../pipeline/50-features/metric-dictionary.port.ts';
import { loadLearning } from './load-learning.ts';
import { signalOf } from './model-store.shape.ts';
import type { ServingOutcome } from './serving-models.read-model.ts';

/** 2026-11-20 */
const TODAY = 20_777;
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';

const TRACKS = ['outcome', 'activity', 'order', 'view'];
const FEATURES: Feature[] = [
  ...TRACKS.flatMap((of): Feature[] => [
    { kind: 'since', of }, { kind: 'age', of }, { kind: 'span', of }, { kind: 'repeats', of }, { kind: 'days', of, days: 30 }, { kind: 'sum', of, days: 90 }, { kind: 'trend', of, days: 30 },
    { kind: 'faded', of, halfLifeDays: 60 }, { kind: 'overdue', of }, { kind: 'weekend', of }, { kind: 'part', of, part: 'evening', days: 90 }, { kind: 'part', of, part: 'morning', days: 365 }, { kind: 'price', of, stat: 'mean' }, { kind: 'price', of, stat: 'last' },
    ...([7, 30, 90, 365] as const).map((days): Feature => ({ kind: 'count', of, days })),
    ...(['mean', 'last', 'spread', 'usual'] as const).map((stat): Feature => ({ kind: 'gap', of, stat })),
  ]),
  { kind: 'ratio', of: 'order', by: 'view', days: 90 }, { kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'count' }, { kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'days' },
  { kind: 'variety', prefix: 'section:', days: 30 }, { kind: 'variety', prefix: 'move:', days: 30 }, { kind: 'season', wave: 'sin' },
  { kind: 'category', of: 'device', value: 'Phone, iOS, Safari' }, { kind: 'category', of: 'country', value: 'DE' },
];

const buys = (where: EventFilter['where']): OutcomeDefinition => ({
  name: 'Buys', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', atLeast: 1, filter: { event: { by: 'meaning', meaning: 'order' }, where } },
});

describe('what a model is trained on and what it is served', () => {
  const clock = new FixedClock(new Date('2026-11-20T21:30:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    const order = (userId: string, daysAgo: number, category: string) => aTrack(clock, 'Order Completed', { userId, daysAgo, properties: { revenue: 10 + daysAgo, orderId: `${userId}-${daysAgo}`, category } });
    await path.send([
      // A past long enough to be packed, on both sides of the look-back.
      ...Array.from({ length: 120 }, (_unused, at) => aTrack(clock, 'Product Viewed', { userId: 'old', daysAgo: at * 7 })),
      ...[3, 33, 200, 400, 790, 812].map((daysAgo) => order('old', daysAgo, daysAgo === 200 ? 'mugs' : 'tea')),
      // Two identities of one person.
      ...[1, 8, 50].map((daysAgo) => aTrack(clock, 'Product Viewed', { anonymousId: 'dev-1', daysAgo, context: { userAgent: IPHONE, timezone: 'Europe/Berlin' } })),
      { type: 'identify', userId: 'joined', anonymousId: 'dev-1', traits: { name: 'Anna' }, messageId: 'identify-1', timestamp: clock.now().toISOString() },
      order('joined', 2, 'tea'), order('joined', 45, 'mugs'),
      aTrack(clock, 'Support Requested', { userId: 'joined', daysAgo: 5 }),
      ...['/help', '/cancel', '/help'].map((address, at) => ({ type: 'page', userId: 'joined', messageId: `page-${at}`, timestamp: new Date(clock.now().getTime() - (60 - at) * 60_000).toISOString(), properties: { path: address } })),
      order('only mugs', 10, 'mugs'),
    ]);
    await path.settle();
  });
  afterAll(() => path.stop());

  it.each([['a meaning', buys([])], ['its own condition', buys([{ property: 'category', operator: 'is', value: 'tea' }])]])('are the same numbers to the bit, today and a month ago: an outcome by %s', async (_case, definition) => {
    const outcomeId = randomUUID();
    const set: FeatureSet = { version: 1, features: FEATURES };
    const learning = await loadLearning((work) => path.runtime.db.transaction(path.member, work), { outcomeId, definition, now: clock.now(), historyDays: 400, mostCustomers: 100 });
    const features = compileFeatures(set, learning.metrics, learning.signal.outcomeMetrics);
    const snapshots = makeSnapshots([TODAY, TODAY - CHANGE_DAYS], {
      customers: learning.customers, features, horizonDays: 30, rules: learning.rules, mostRows: 1_000,
    });

    const { outcomeMetrics, filter } = signalOf(outcomeId, definition);
    const served: FeatureMatrix[] = [];
    const model = {
      engine: 'spy', names: features.names,
      logOdds: (matrix: FeatureMatrix) => {
        served.push(matrix);
        return new Float64Array(matrix.rows);
      },
      explain: () => ({ base: 0, contributions: new Float64Array(FEATURES.length), isApproximate: false }), save: () => new Uint8Array(),
    };
    const outcome = { id: outcomeId, name: 'Buys', role: 'buys', horizonDays: 30, outcomeMetrics, filter, source: 'model', versionId: null, timing: null, missing: null, external: null, ruleCurve: null, limit: null, model: { model, features: set, means: { points: 0, logOdds: 0 } } } as unknown as ServingOutcome;
    const ids = (await path.rows<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor ORDER BY id')).map(({ id }) => id);
    await path.runtime.db.transaction(path.member, async (tx) => {
      const facts = await getWorkspaceFacts(tx);
      const { rows } = await gatherRows(tx, ids, TODAY, LOOKBACK_DAYS + CHANGE_DAYS);
      const predict = await predictStale(tx, [outcome], facts, { customerIds: ids, rows, asOfDay: TODAY, index: await loadMetricIndex(tx) });
      predict!(ids);
    });

    const [now, then] = served;
    expect(snapshots.rows).toBeGreaterThanOrEqual(5);
    for (let row = 0; row < snapshots.rows; row++) {
      const matrix = snapshots.days[row] === TODAY ? now! : then!;
      const vectorOf = ({ columns }: { columns: readonly Float64Array[] }, at: number) => Object.fromEntries(features.names.map((name, place) => [name, columns[place]![at]]));
      expect(vectorOf(matrix, snapshots.customers[row]!)).toEqual(vectorOf(snapshots, row));
    }
  });
});
