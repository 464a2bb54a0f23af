import type { EarlyWarningReport } from '@kelvin/contracts';
import { dayToIso, type Clock, type DayNumber } from '@kelvin/kernel';
import { computeEarlyWarning, type EarlyWarning, type WatchedCustomer } from '@kelvin/scoring';
import { SharedAnswers } from '../../platform/cache/shared-answers.ts';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { lastCompleteDay } from './learning-day.ts';
import { createNoEarlyWarningError } from './outcome.errors.ts';

/** The past that is told of: as far back as weekly scores are made after an import. */
const PERIOD_DAYS = 364;
const PORTION = 2_000;
const ROWS_TOLD = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Left { readonly name: string; readonly customer: WatchedCustomer }
interface Period { readonly fromDay: DayNumber; readonly lastDay: DayNumber; readonly leavingDays: number }

/**
 * "We would have warned you": of those who left within a year, who was at risk early enough. Read from scores that saw
 * nothing later than their day, so that any row can be made again; kept for the day, and made anew when scores of the past
 * were, or when somebody was excluded or taken back.
 */
export class EarlyWarningReports {
  /** Nothing is kept here: only who asks while a report is made waits for the same one. */
  private readonly making: SharedAnswers<EarlyWarningReport>;

  constructor(private readonly db: Db, private readonly clock: Clock) {
    this.making = new SharedAnswers<EarlyWarningReport>(clock, () => 0);
  }

  /** @throws AppError `early_warning.none` while nobody has been scored. */
  async get(ctx: WorkspaceContext): Promise<EarlyWarningReport> {
    const now = this.clock.now();
    const { period, kept } = await this.db.transaction(ctx, async (tx) => {
      const asked = await periodOf(tx, now);
      return { period: asked, kept: await findKept(tx, asked) };
    });
    return kept ?? this.making.get(`${ctx.workspaceId} ${period.lastDay} ${period.leavingDays}`, () => this.make(ctx, period, now));
  }

  /** `now` is from before the first portion is read: scores that are made while the others are read make the report anew. */
  private async make(ctx: WorkspaceContext, period: Period, now: Date): Promise<EarlyWarningReport> {
    const watched: Left[] = [];
    let isAnybodyScored = false;
    for (let after: string | null = FIRST_ID; after !== null;) {
      const from: string = after;
      const portion = await this.db.transaction(ctx, (tx) => listWatched(tx, period, from));
      watched.push(...portion.watched);
      after = portion.last;
      isAnybodyScored ||= after !== null || portion.hasRows;
    }
    if (!isAnybodyScored) throw createNoEarlyWarningError();
    const report = toReport(computeEarlyWarning(watched.map(({ customer }) => customer), { horizonDays: period.leavingDays, knownUntilDay: period.lastDay }), watched, period, now);
    await this.db.transaction(ctx, (tx) => keep(tx, period, { report, now }));
    return report;
  }
}

async function periodOf(tx: Tx, now: Date): Promise<Period> {
  const facts = await getWorkspaceFacts(tx);
  const lastDay = lastCompleteDay(facts, now);
  return { fromDay: lastDay - PERIOD_DAYS, lastDay, leavingDays: facts.leavingDays };
}

/** What is stored: the report beside what leaving meant when it was made, which anybody may change within the day. */
interface KeptReport { readonly leavingDays: number; readonly told: EarlyWarningReport }

async function findKept(tx: Tx, { lastDay, leavingDays }: Period): Promise<EarlyWarningReport | null> {
  const [kept] = await tx.query<{ told: EarlyWarningReport }>(`
    SELECT w.report -> 'told' AS told FROM early_warning w WHERE w.workspace_id = $1 AND w.as_of_day = $2 AND w.report -> 'leavingDays' = to_jsonb($3::int)
       AND NOT EXISTS (SELECT 1 FROM job_progress j WHERE j.workspace_id = $1 AND j.kind IN ('backfill', 'fit', 'rebuild') AND j.finished_at >= w.computed_at)
       AND NOT EXISTS (SELECT 1 FROM exclusion x WHERE x.workspace_id = $1 AND greatest(x.excluded_at, x.included_at) >= w.computed_at)`, [tx.workspaceId, lastDay, leavingDays]);
  return kept?.told ?? null;
}

async function keep(tx: Tx, { lastDay, leavingDays }: Period, { report, now }: { report: EarlyWarningReport; now: Date }): Promise<void> {
  const kept: KeptReport = { leavingDays, told: report };
  await tx.query(`
    INSERT INTO early_warning (workspace_id, as_of_day, report, computed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (workspace_id) DO UPDATE SET as_of_day = excluded.as_of_day, report = excluded.report, computed_at = excluded.computed_at`,
  [tx.workspaceId, lastDay, JSON.stringify(kept), now]);
}

interface WatchedRow { id: string; name: string; last_day: number | null; value: number; days: number[] | null; flags: boolean[] | null }

/**
 * Customers who were at risk within the period or have left in it; of others the report says nothing. Somebody counts as
 * gone on the day on which he has been away for as long as leaving means here. His value is that of the year until he was
 * last seen.
 */
async function listWatched(tx: Tx, { fromDay, lastDay, leavingDays }: Period, after: string): Promise<{ watched: Left[]; last: string | null; hasRows: boolean }> {
  const page = await tx.query<{ id: string; name: string; last_day: number | null }>(`
    SELECT c.id, coalesce(nullif(c.name, ''), c.email, '') AS name, (s.state -> 'activity' ->> 'lastDay')::int AS last_day
      FROM customer c JOIN score s ON s.workspace_id = $1 AND s.customer_id = c.id
     WHERE c.workspace_id = $1 AND c.id > $2 AND c.merged_into IS NULL AND NOT c.is_visitor AND NOT c.is_excluded ORDER BY c.id LIMIT $3`, [tx.workspaceId, after, PORTION]);
  if (page.length === 0) return { watched: [], last: null, hasRows: false };
  const hasLeft = page.map(({ last_day }) => last_day !== null && last_day + leavingDays <= lastDay && last_day + leavingDays > fromDay);
  const rows = await tx.query<WatchedRow>(`
    SELECT p.id, p.name, p.last_day, coalesce(m.value, 0) AS value, h.days, h.flags
      FROM unnest($2::uuid[], $3::text[], $4::int[], $5::boolean[]) AS p(id, name, last_day, has_left)
      JOIN LATERAL (
        SELECT array_agg(h.on_day - date '1970-01-01' ORDER BY h.on_day) AS days, array_agg(h.band = 'at_risk' ORDER BY h.on_day) AS flags, bool_or(h.band = 'at_risk') AS is_flagged
          FROM score_history h WHERE h.workspace_id = $1 AND h.customer_id = p.id AND h.on_day > date '1970-01-01' + $6::int AND h.on_day <= date '1970-01-01' + $7::int) h ON p.has_left OR h.is_flagged
      LEFT JOIN LATERAL (
        SELECT sum(CASE k.key WHEN 'refund' THEN -d.total ELSE d.total END) AS value
          FROM profile i
          JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = i.id AND d.day > p.last_day - 365 AND d.day <= p.last_day
          JOIN metric k ON k.workspace_id = $1 AND k.id = d.metric_id AND k.key IN ('order', 'subscription_payment', 'refund')
         WHERE i.workspace_id = $1 AND i.customer_id = p.id) m ON p.has_left`,
  [tx.workspaceId, page.map(({ id }) => id), page.map(({ name }) => name), page.map(({ last_day }) => last_day), hasLeft, fromDay, lastDay]);
  return { watched: rows.map((row) => toWatched(row, leavingDays)), last: page.length < PORTION ? null : page.at(-1)!.id, hasRows: true };
}

function toWatched({ id, name, last_day, value, days, flags }: WatchedRow, leavingDays: number): Left {
  const points = (days ?? []).map((day, at) => ({ day, isFlagged: flags![at]! }));
  return { name, customer: { customerId: id, leftDay: last_day === null ? null : last_day + leavingDays, value: Math.max(0, value), points } };
}

function toReport(found: EarlyWarning, watched: readonly Left[], { fromDay, lastDay }: Period, now: Date): EarlyWarningReport {
  const names = new Map(watched.map(({ name, customer }) => [customer.customerId, name]));
  return {
    computedAt: now.toISOString(), from: dayToIso(fromDay + 1), to: dayToIso(lastDay), leadDays: found.noticeDays,
    left: found.left, warned: found.warned, notWatched: found.notWatched, warnings: found.warnings, rightWarnings: found.rightWarnings,
    valueLost: found.leftValue, valueWarned: found.warnedValue,
    items: found.rows.slice(0, ROWS_TOLD).map((row) => ({
      customerId: row.customerId, name: names.get(row.customerId) ?? '', warnedOn: row.flaggedDay === null ? null : dayToIso(row.flaggedDay),
      leftOn: dayToIso(row.leftDay), daysBefore: row.daysOfWarning, value: row.value,
    })),
  };
}
