import { dayToIso, type Clock, type DayNumber } from '@kelvin/kernel';
import { NO_ROWS, scoreHistory, toBandState, weeklyDaysBefore, WorkspaceHistory, type CompiledRules, type MetricIndex, type ScorePoint, type WorkspaceStats } from '@kelvin/scoring';
import { judgePastSilences } from '../../modules/sources/past-silences.port.ts';
import { listCustomersOf, listHiddenDays } from '../../modules/sources/silence.read-model.ts';
import type { Db, Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts, type WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { JobHandle } from '../../platform/jobs/job-handle.ts';
import { eachCustomerWithRows } from '../50-features/gather-rows.read-model.ts';
import { loadMetricIndex } from '../50-features/metric-dictionary.port.ts';
import { customersWithRenewals, listRenewals, renewalOn } from '../50-features/renewals.read-model.ts';
import { addSilentPasts } from '../50-features/silent-pasts.read-model.ts';
import { markAllStale } from '../40-profile/stale-marks.port.ts';
import { asOfDayOf } from './as-of.read-model.ts';
import { loadRules } from './rules-in-force.read-model.ts';
import { computeStats } from './stats-of-day.read-model.ts';
import { refreshTrends } from './write-scores.ts';

const WEEKS = 52;
/** A year of weekly scores, and a score itself looks back 800 days. */
const BACKFILL_LOOKBACK_DAYS = WEEKS * 7 + 800;

interface Plan {
  readonly facts: WorkspaceFacts;
  readonly index: MetricIndex;
  readonly asOfDay: DayNumber;
  readonly days: readonly DayNumber[];
  readonly rules: CompiledRules;
  readonly stats: ReadonlyMap<DayNumber, WorkspaceStats>;
  readonly customers: number;
  /** Days on which an outage hid customers: those keep the band they had before. */
  readonly hiddenDays: Awaited<ReturnType<typeof listHiddenDays>>;
}

/**
 * Scores the past: every customer as of each of the last 52 weeks, by the same code and the same rows as live
 * scoring, seeing nothing later than each day. So movement and history exist at once after an import.
 * Rows are marked *backfill*; days that were scored live are left as they were. Safe to run again.
 */
export class Backfill {
  constructor(private readonly db: Db, private readonly clock: Clock) {}

  async run(handle: Pick<JobHandle, 'workspaceId' | 'progress' | 'throwIfStopped'>): Promise<{ customers: number; weeks: number }> {
    const ctx = { workspaceId: handle.workspaceId };
    handle.progress('prepare', 0, null);
    const plan = await this.db.transaction(ctx, (tx) => this.prepare(tx));
    let done = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      handle.throwIfStopped();
      const last = await this.db.transaction(ctx, (tx) => this.scorePortion(tx, plan, after));
      if (last === null) break;
      after = last.id;
      done += last.customers;
      handle.progress('score', done, plan.customers);
    }
    await this.db.transaction(ctx, async (tx) => {
      await countBandDays(tx, plan.days.map(dayToIso));
      await markAllStale(tx, 'definition', this.clock.now());
    });
    return { customers: done, weeks: plan.days.length };
  }

  private async prepare(tx: Tx): Promise<Plan> {
    const now = this.clock.now();
    const facts = await getWorkspaceFacts(tx);
    const asOfDay = asOfDayOf(facts, now);
    const index = await loadMetricIndex(tx);
    const history = new WorkspaceHistory(index);
    let customers = 0;
    for await (const { rows } of eachCustomerWithRows(tx, asOfDay, BACKFILL_LOOKBACK_DAYS)) {
      for (const one of rows.values()) {
        history.add(one);
        customers += 1;
      }
    }
    const firstDay = history.span?.firstDay ?? asOfDay;
    const days = weeklyDaysBefore(asOfDay, WEEKS).filter((day) => day >= firstDay);
    const stats = new Map(days.map((day) => [day, history.statsAt(day)]));
    await computeStats(tx, asOfDay, index, now);
    for (const month of new Set(days.map((day) => dayToIso(day).slice(0, 7)))) await tx.query(`SELECT ensure_partition('score_history', $1::date)`, [`${month}-01`]);
    await judgePastSilences(tx, now);
    return { facts, index, asOfDay, days, rules: await loadRules(tx, facts, index), stats, customers, hiddenDays: await listHiddenDays(tx, days, facts.timeZone) };
  }

  private async scorePortion(tx: Tx, plan: Plan, after: string): Promise<{ id: string; customers: number } | null> {
    for await (const { ids, rows } of eachCustomerWithRows(tx, plan.asOfDay, BACKFILL_LOOKBACK_DAYS, 1_000, after)) {
      await addSilentPasts(tx, rows, ids, plan);
      const hidden = new Map<DayNumber, ReadonlySet<string>>();
      for (const { day, at, sourceIds } of plan.hiddenDays) hidden.set(day, await listCustomersOf(tx, ids, sourceIds, at));
      const renewals = await listRenewals(tx, plan.facts, { customers: customersWithRenewals(rows, plan.index, 'oldest'), untilDay: plan.asOfDay });
      const points = ids.map((id) => scoreHistory(
        plan.rules, { rows: rows.get(id) ?? NO_ROWS, previous: null }, plan.days, (day) => plan.stats.get(day)!,
        (day) => ({ keepsBand: hidden.get(day)?.has(id) ?? false, renewalDay: renewalOn(renewals.get(id), day) })));
      const history = points.flatMap((past, at) => past.map((point) => ({ c: ids[at]!, d: dayToIso(point.asOfDay), h: point.hundredths, b: point.band.band })));
      await tx.query(`
        INSERT INTO score_history (workspace_id, customer_id, on_day, hundredths, band, cause)
        SELECT $1, c, d, h, b, 'backfill' FROM json_to_recordset($2) AS r(c uuid, d date, h int, b text)
        ON CONFLICT (workspace_id, customer_id, on_day) DO UPDATE SET hundredths = excluded.hundredths, band = excluded.band
         WHERE score_history.cause = 'backfill'`, [tx.workspaceId, JSON.stringify(history)]);
      await carryStatesOn(tx, ids, points, plan.asOfDay);
      await refreshTrends(tx, ids, plan.asOfDay);
      return { id: ids.at(-1)!, customers: ids.length };
    }
    return null;
  }
}

/**
 * Live scoring carries on from the last week of the past: the band it was in, not what was thought while the data
 * was still coming in.
 */
async function carryStatesOn(tx: Tx, ids: readonly string[], points: readonly (readonly ScorePoint[])[], asOfDay: DayNumber): Promise<void> {
  const states = ids.map((id, at) => {
    const last = points[at]!.at(-1);
    return { id, day: last?.asOfDay ?? asOfDay, state: last ? { band: toBandState(last.band), activity: last.activity } : {} };
  });
  await tx.query(`
    UPDATE score s SET state = r.state, as_of_day = r.day FROM json_to_recordset($2) AS r(id uuid, day int, state jsonb)
     WHERE s.workspace_id = $1 AND s.customer_id = r.id`, [tx.workspaceId, JSON.stringify(states)]);
}

/** Counts customers and their yearly value by band for days of the history: what Overview draws. */
export async function countBandDays(tx: Tx, isoDays: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM band_day WHERE workspace_id = $1 AND on_day = ANY($2::date[])', [tx.workspaceId, isoDays]);
  await tx.query(`
    INSERT INTO band_day (workspace_id, on_day, band, customers, value)
    SELECT $1, h.on_day, h.band, count(*), sum(c.expected_value) FROM score_history h
      JOIN customer c ON c.workspace_id = $1 AND c.id = h.customer_id AND c.merged_into IS NULL AND NOT c.is_visitor AND NOT c.is_excluded
     WHERE h.workspace_id = $1 AND h.on_day = ANY($2::date[]) GROUP BY h.on_day, h.band`, [tx.workspaceId, isoDays]);
}
