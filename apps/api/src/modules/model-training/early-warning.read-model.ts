import { PAST_CHANGING_JOBS, type EarlyWarningReport } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, dayOfZone, dayToIso, type Clock, type DayNumber } from '@kelvin/kernel';
import { computeEarlyWarning, type Departure, type EarlyWarning, type WatchedCustomer } from '@kelvin/scoring';
import { findFittedAt } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import { SharedAnswers } from '../../platform/cache/shared-answers.ts';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { BEST_ID_SQL } from '../customers/best-id.read-model.ts';
import { lastCompleteDay } from './learning-day.ts';

/** The past that is told of: as far back as weekly scores are made after an import. */
const PERIOD_DAYS = 364;
const PORTION = 2_000;
const ROWS_TOLD = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Period { readonly fromDay: DayNumber; readonly lastDay: DayNumber; readonly leavingDays: number; /** See the contract: kept by no report, because rules may be fitted any time. */ readonly rulesFittedOn: string | null }
/** What is read from scores. */
type Told = Omit<EarlyWarningReport, 'rulesFittedOn'>;

/**
 * "We would have warned you": of those who left within a year, who was at risk early enough. Read from scores that saw
 * nothing later than their day, so that any row can be made again by the same rules; whether those rules were fitted to the
 * days told of, which lends them hindsight, is told with it. Kept for the day, and made anew when scores of the past
 * were, or when somebody was excluded or taken back.
 */
export class EarlyWarningReports {
  /** Nothing is kept here: only who asks while a report is made waits for the same one. */
  private readonly making: SharedAnswers<Told | null>;

  constructor(private readonly db: Db, private readonly clock: Clock) {
    this.making = new SharedAnswers<Told | null>(clock, () => 0);
  }

  /** Null while nobody has been scored. */
  async find(ctx: WorkspaceContext): Promise<EarlyWarningReport | null> {
    const now = this.clock.now();
    const { period, kept } = await this.db.transaction(ctx, async (tx) => {
      const asked = await periodOf(tx, now);
      return { period: asked, kept: await findKept(tx, asked) };
    });
    const told = kept ?? await this.making.get(`${ctx.workspaceId} ${period.lastDay} ${period.leavingDays}`, () => this.make(ctx, period, now));
    return told && { ...told, rulesFittedOn: period.rulesFittedOn };
  }

  /** `now` is from before the first portion is read: scores that are made while the others are read make the report anew. */
  private async make(ctx: WorkspaceContext, period: Period, now: Date): Promise<Told | null> {
    const watched: WatchedCustomer[] = [];
    let isAnybodyScored = false;
    for (let after: string | null = FIRST_ID; after !== null;) {
      const from: string = after;
      const portion = await this.db.transaction(ctx, (tx) => listWatched(tx, period, from));
      watched.push(...portion.watched);
      after = portion.last;
      isAnybodyScored ||= after !== null || portion.hasRows;
    }
    if (!isAnybodyScored) return null;
    const found = computeEarlyWarning(watched, { horizonDays: period.leavingDays, knownUntilDay: period.lastDay });
    return this.db.transaction(ctx, async (tx) => {
      const report = toReport(found, await listNames(tx, found.rows.slice(0, ROWS_TOLD).map(({ customerId }) => customerId)), period, now);
      await keep(tx, period, { report, now });
      return report;
    });
  }
}

async function periodOf(tx: Tx, now: Date): Promise<Period> {
  const facts = await getWorkspaceFacts(tx);
  const lastDay = lastCompleteDay(facts, now);
  const fromDay = lastDay - PERIOD_DAYS;
  const fittedAt = await findFittedAt(tx);
  const fittedDay = fittedAt && dayOfZone(facts.timeZone)(fittedAt.getTime());
  return { fromDay, lastDay, leavingDays: facts.leavingDays, rulesFittedOn: fittedDay !== null && fittedDay > fromDay ? dayToIso(fittedDay) : null };
}

/** What is stored: the report beside what leaving meant when it was made, which anybody may change within the day. */
interface KeptReport { readonly leavingDays: number; readonly told: Told }

async function findKept(tx: Tx, { lastDay, leavingDays }: Period): Promise<Told | null> {
  const [kept] = await tx.query<{ told: Told }>(`
    SELECT w.report -> 'told' AS told FROM early_warning w WHERE w.workspace_id = $1 AND w.as_of_day = $2 AND w.report -> 'leavingDays' = to_jsonb($3::int)
       AND NOT EXISTS (SELECT 1 FROM job_progress j WHERE j.workspace_id = $1 AND j.kind = ANY($4::text[]) AND j.finished_at >= w.computed_at)
       AND NOT EXISTS (SELECT 1 FROM exclusion x WHERE x.workspace_id = $1 AND greatest(x.excluded_at, x.included_at) >= w.computed_at)`, [tx.workspaceId, lastDay, leavingDays, PAST_CHANGING_JOBS]);
  return kept?.told ?? null;
}

async function keep(tx: Tx, { lastDay, leavingDays }: Period, { report, now }: { report: Told; now: Date }): Promise<void> {
  const kept: KeptReport = { leavingDays, told: report };
  await tx.query(`
    INSERT INTO early_warning (workspace_id, as_of_day, report, computed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (workspace_id) DO UPDATE SET as_of_day = excluded.as_of_day, report = excluded.report, computed_at = excluded.computed_at`,
  [tx.workspaceId, lastDay, JSON.stringify(kept), now]);
}

interface WatchedRow { id: string; days: number[] | null; flags: boolean[] | null }
interface DepartureRow { customer_id: string; last_day: number; next_day: number | null; value: number }

/** Customers who were at risk within the period or have left in it; of others the report says nothing. */
async function listWatched(tx: Tx, period: Period, after: string): Promise<{ watched: WatchedCustomer[]; last: string | null; hasRows: boolean }> {
  const page = await tx.query<{ id: string }>(`
    SELECT c.id FROM customer c JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id
     WHERE c.workspace_id = $1 AND c.id > $2 AND c.merged_into IS NULL AND NOT c.is_visitor AND NOT c.is_excluded ORDER BY c.id LIMIT $3`, [tx.workspaceId, after, PORTION]);
  if (page.length === 0) return { watched: [], last: null, hasRows: false };
  const departures = await listDepartures(tx, period, page.map(({ id }) => id));
  const rows = await tx.query<WatchedRow>(`
    SELECT p.id, h.days, h.flags
      FROM unnest($2::uuid[], $3::boolean[]) AS p(id, has_left)
      JOIN LATERAL (
        SELECT array_agg(h.on_day - date '1970-01-01' ORDER BY h.on_day) AS days, array_agg(h.band = 'at_risk' ORDER BY h.on_day) AS flags, bool_or(h.band = 'at_risk') AS is_flagged
          FROM score_history h WHERE h.workspace_id = $1 AND h.customer_id = p.id AND h.on_day > date '1970-01-01' + $4::int AND h.on_day <= date '1970-01-01' + $5::int) h ON p.has_left OR h.is_flagged`,
  [tx.workspaceId, page.map(({ id }) => id), page.map(({ id }) => departures.has(id)), period.fromDay, period.lastDay]);
  const watched = rows.map(({ id, days, flags }): WatchedCustomer => ({
    customerId: id, departures: departures.get(id) ?? [], points: (days ?? []).map((day, at) => ({ day, isFlagged: flags![at]! })),
  }));
  return { watched, last: page.length < PORTION ? null : page.at(-1)!.id, hasRows: true };
}

/**
 * Who of some customers left within the period, and when, oldest first. Somebody counts as gone on the day on which he has
 * been away for as long as leaving means here, whether or not he came back later. His value is that of the year until he
 * was last seen. Days are read profile by profile: joined, the planner walked everybody's for each portion.
 */
async function listDepartures(tx: Tx, { fromDay, lastDay, leavingDays }: Period, customerIds: readonly string[]): Promise<Map<string, Departure[]>> {
  const rows = await tx.query<DepartureRow>(`
    WITH active AS (
      SELECT DISTINCT i.customer_id, d.day
        FROM unnest($2::uuid[]) AS p(id)
        JOIN profile i ON i.workspace_id = $1 AND i.customer_id = p.id
       CROSS JOIN LATERAL (
         SELECT DISTINCT d.day FROM profile_day d
          WHERE d.workspace_id = $1 AND d.profile_id = i.id AND d.day > $4::int - $5::int AND d.day <= $6
            AND d.metric_id = ANY(ARRAY(SELECT id FROM metric WHERE workspace_id = $1 AND key = ANY($3::text[])))) d
    ), gap AS (
      SELECT customer_id, day AS last_day, lead(day) OVER (PARTITION BY customer_id ORDER BY day) AS next_day FROM active
    )
    SELECT g.customer_id, g.last_day, g.next_day, coalesce(m.value, 0) AS value
      FROM gap g
      LEFT JOIN LATERAL (
        SELECT sum(CASE k.key WHEN 'refund' THEN -d.total ELSE d.total END) AS value
          FROM profile i
          JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = i.id AND d.day > g.last_day - 365 AND d.day <= g.last_day
          JOIN metric k ON k.workspace_id = $1 AND k.id = d.metric_id AND k.key IN ('order', 'subscription_payment', 'refund')
         WHERE i.workspace_id = $1 AND i.customer_id = g.customer_id) m ON true
     WHERE g.last_day + $5 <= $6 AND (g.next_day IS NULL OR g.next_day > g.last_day + $5) ORDER BY g.customer_id, g.last_day`,
  [tx.workspaceId, customerIds, [...ACTIVITY_MEANINGS], fromDay, leavingDays, lastDay]);
  const departures = new Map<string, Departure[]>();
  for (const { customer_id: id, last_day, next_day, value } of rows) {
    const departure: Departure = { leftDay: last_day + leavingDays, returnedDay: next_day, value: Math.max(0, value) };
    const known = departures.get(id);
    if (known) known.push(departure);
    else departures.set(id, [departure]);
  }
  return departures;
}

/** What customers are called, by id: their name, e-mail or best id. */
async function listNames(tx: Tx, customerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>(`
    SELECT c.id, coalesce(nullif(c.name, ''), c.email, ${BEST_ID_SQL}, '') AS name FROM customer c WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[])`, [tx.workspaceId, customerIds]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toReport(found: EarlyWarning, names: ReadonlyMap<string, string>, { fromDay, lastDay }: Period, now: Date): Told {
  return {
    computedAt: now.toISOString(), from: dayToIso(fromDay + 1), to: dayToIso(lastDay), leadDays: found.noticeDays,
    left: found.left, warned: found.warned, notWatched: found.notWatched, warnings: found.warnings, rightWarnings: found.rightWarnings,
    valueLost: found.leftValue, valueWarned: found.warnedValue,
    items: found.rows.slice(0, ROWS_TOLD).map((row) => ({
      customerId: row.customerId, name: names.get(row.customerId) ?? '', warnedOn: row.flaggedDay === null ? null : dayToIso(row.flaggedDay),
      leftOn: dayToIso(row.leftDay), returnedOn: row.returnedDay === null ? null : dayToIso(row.returnedDay), daysBefore: row.daysOfWarning, value: row.value,
    })),
  };
}
