import { holdsOverCounts, type DayCounts } from '@kelvin/conditions';
import type { OutcomeDefinition } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import { NO_ROWS, withMetric, type CompiledRules, type DayRows, type LearningCustomer, type MetricIndex } from '@kelvin/scoring';
import { gatherRows, LOOKBACK_DAYS } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { listCategoryFacts } from '../../pipeline/50-features/category-facts.read-model.ts';
import { loadMetricIndex } from '../../pipeline/50-features/metric-dictionary.port.ts';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { loadRules } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { lastCompleteDay } from './learning-day.ts';
import { MOST_DAY_ROWS } from './learning-limits.ts';
import { signalOf, type OutcomeSignal } from './model-store.shape.ts';
import { listOutcomeDays } from './outcome-days.read-model.ts';

/** All customers of a workspace, or a fair sample of them, as training and drift look at them. */
export interface LearningData {
  readonly customers: LearningCustomer[];
  readonly metrics: MetricIndex;
  readonly rules: CompiledRules;
  readonly signal: OutcomeSignal;
  /** The day that serving scores as at, and the last one of which everything is known. */
  readonly today: DayNumber;
  readonly lastDay: DayNumber;
}

export interface LearningRequest {
  readonly outcomeId: string;
  readonly definition: OutcomeDefinition;
  readonly now: Date;
  /** How far back the first snapshot may lie. */
  readonly historyDays: number;
  readonly mostCustomers: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const PORTION = 2_000;

/** Does some of the reading: in a transaction of its own, or in one that is open. */
export type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Loads customers in portions, so that neither a statement nor, if `read` likes, a transaction lasts for as long as this takes. */
export async function loadLearning(read: Read, request: LearningRequest): Promise<LearningData> {
  const { outcomeId, definition, now } = request;
  const signal = signalOf(outcomeId, definition);
  const plan = await read(async (tx) => {
    const facts = await getWorkspaceFacts(tx);
    const metrics = await loadMetricIndex(tx);
    return { metrics, rules: await loadRules(tx, facts, metrics), today: asOfDayOf(facts, now), lastDay: lastCompleteDay(facts, now), size: await measure(tx) };
  });
  const share = shareOf(plan.size, request.mostCustomers);
  const metricIds = signal.outcomeMetrics.map((metric) => plan.metrics.intern(metric));
  const portion: Portion = { signal, metricIds, condition: definition.condition, untilDay: plan.today, lookbackDays: LOOKBACK_DAYS + request.historyDays, share };
  const customers: LearningCustomer[] = [];
  for (let after: string | null = FIRST_ID; after !== null;) {
    const from: string = after;
    const loaded = await read((tx) => loadPortion(tx, portion, from));
    for (const each of loaded.customers) customers.push(each);
    request.onProgress?.(customers.length, Math.round(plan.size.customers * share));
    after = loaded.last;
  }
  return { customers, metrics: plan.metrics, rules: plan.rules, signal, today: plan.today, lastDay: plan.lastDay };
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Portion {
  readonly signal: OutcomeSignal;
  readonly metricIds: readonly number[];
  readonly condition: OutcomeDefinition['condition'];
  readonly untilDay: DayNumber;
  readonly lookbackDays: number;
  readonly share: number;
}

/** The share of customers that {@link loadLearning} takes of a workspace, 0–1. */
export async function findLearningShare(tx: Tx, mostCustomers: number): Promise<number> {
  return shareOf(await measure(tx), mostCustomers);
}

interface Size { readonly customers: number; readonly dayRows: number }

function shareOf({ customers, dayRows }: Size, mostCustomers: number): number {
  return Math.min(1, mostCustomers / customers, MOST_DAY_ROWS / dayRows);
}

async function measure(tx: Tx): Promise<Size> {
  const [row] = await tx.query<{ customers: number; day_rows: number }>(`
    SELECT (SELECT count(*)::int FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded) AS customers,
           (SELECT count(*)::float8 FROM profile_day WHERE workspace_id = $1) AS day_rows`, [tx.workspaceId]);
  return { customers: row!.customers, dayRows: row!.day_rows };
}

async function loadPortion(tx: Tx, portion: Portion, after: string): Promise<{ customers: LearningCustomer[]; last: string | null }> {
  // The end of an id is random, so a share of its values is a fair sample, and the same one every time.
  const page = await tx.query<{ id: string }>(`
    SELECT id FROM customer WHERE workspace_id = $1 AND id > $2 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded AND ('x' || right(id::text, 8))::bit(32)::int8 < $3::float8
     ORDER BY id LIMIT $4`, [tx.workspaceId, after, portion.share * 2 ** 32, PORTION]);
  if (page.length === 0) return { customers: [], last: null };
  const ids = page.map((row) => row.id);
  const { rows } = await gatherRows(tx, ids, portion.untilDay, portion.lookbackDays);
  const places = await listCategoryFacts(tx, ids);
  const { filter } = portion.signal;
  const days = filter === null ? null : await listOutcomeDays(tx, filter, portion.untilDay - portion.lookbackDays, portion.untilDay, ids);
  return { customers: ids.map((id) => toCustomer(portion, rows.get(id) ?? NO_ROWS, places.get(id) ?? [], days?.get(id))), last: page.length < PORTION ? null : ids.at(-1)! };
}

function toCustomer({ condition, metricIds, signal }: Portion, rows: DayRows, categories: LearningCustomer['categories'], filtered: DayCounts | undefined): LearningCustomer {
  const counts = signal.filter === null ? countsOf(rows, metricIds) : filtered ?? { days: [], counts: [] };
  return {
    rows: signal.filter === null ? rows : withMetric(rows, metricIds[0]!, counts.days, counts.counts), categories,
    comesTrue: (asOfDay, horizonDays) => holdsOverCounts(condition, counts, asOfDay, asOfDay + horizonDays),
  };
}

/** The days of some metrics; a day may stand there more than once. */
function countsOf({ days, metrics, counts }: DayRows, wanted: readonly number[]): DayCounts {
  const rows: number[] = [];
  for (let row = 0; row < days.length; row++) if (wanted.includes(metrics[row]!)) rows.push(row);
  return { days: Int32Array.from(rows, (row) => days[row]!), counts: Int32Array.from(rows, (row) => counts[row]!) };
}
