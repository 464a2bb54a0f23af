import { compileEventsSql } from '@kelvin/conditions';
import { outcomeDefinitionSchema, type Condition, type EarlyWarningReport } from '@kelvin/contracts';
import { dayToIso, type DayNumber } from '@kelvin/kernel';
import { computeEarlyWarning, type WatchedCustomer } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { lastCompleteDay } from './learning-day.ts';
import { listOutcomeRows } from './outcome.repository.ts';

/** A year of weekly scores. */
const PERIOD_DAYS = 364;
const WEEK_DAYS = 7;
const NOTICE_DAYS = 14;
const MOST_ROWS = 200;

interface Leaving {
  readonly condition: Condition;
  /** Nobody counts as gone before so many days have passed. */
  readonly horizonDays: number;
}

interface Period {
  /** Weekly days on which everybody was scored, ascending. */
  readonly days: readonly DayNumber[];
  readonly fromDay: DayNumber;
  readonly untilDay: DayNumber;
}

interface Left {
  readonly customerId: string;
  /** The first day in the period at whose end the customer counts as gone. */
  readonly leftDay: DayNumber;
}

/**
 * "We would have warned you": who left within the last year, whether they were At risk at least two weeks before, how often
 * such a warning was right, and the money behind them. Reads the stored scores of weekly days, each made from nothing later
 * than its day, and what is known of the days since. Null before anybody was scored.
 *
 * Gone is who did nothing for the days of the workspace's own outcome *leaves* (without one: for its leaving days), counted from
 * the day on which that was true; so nobody has left whose days are not over yet. Value is that of the year before his last
 * activity. Ten seconds or so for 200,000 customers: made once a day and kept, not for every look.
 */
export async function makeEarlyWarningReport(tx: Tx, now: Date): Promise<EarlyWarningReport | null> {
  const facts = await getWorkspaceFacts(tx);
  const untilDay = lastCompleteDay(facts, now);
  const period = await findPeriod(tx, untilDay);
  if (period === null) return null;
  // Everybody's days are sorted at once, which the usual room would do on the disk.
  await tx.query(`SELECT set_config('work_mem', '96MB', true)`);
  const leaving = await loadLeaving(tx, facts.leavingDays);
  const left = await listLeft(tx, leaving, period, facts.timeZone);
  const flagged = await listFlagged(tx, period);
  const values = await sumValues(tx, left, leaving);
  const leftDays = new Map(left.map((one) => [one.customerId, one.leftDay]));
  const ids = new Set([...leftDays.keys(), ...flagged.keys()]);
  const customers = [...ids].map((customerId): WatchedCustomer => {
    const leftDay = leftDays.get(customerId) ?? null;
    return { customerId, leftDay, value: values.get(customerId) ?? 0, points: pointsOf(flagged.get(customerId) ?? [], leftDay, leaving.horizonDays, period) };
  });
  const report = computeEarlyWarning(customers, { horizonDays: leaving.horizonDays, knownUntilDay: untilDay, noticeDays: NOTICE_DAYS });
  const names = await loadNames(tx, report.rows.slice(0, MOST_ROWS));
  return {
    computedAt: now.toISOString(), from: dayToIso(period.fromDay), to: dayToIso(untilDay), leadDays: NOTICE_DAYS,
    left: report.left, warned: report.warned, notWatched: report.notWatched, warnings: report.warnings, rightWarnings: report.rightWarnings,
    valueLost: report.leftValue, valueWarned: report.warnedValue,
    items: report.rows.slice(0, MOST_ROWS).map((row) => ({
      customerId: row.customerId, name: names.get(row.customerId) ?? '', warnedOn: row.flaggedDay === null ? null : dayToIso(row.flaggedDay),
      leftOn: dayToIso(row.leftDay), daysBefore: row.daysOfWarning, value: row.value,
    })),
  };
}

/** Days of which the bands were counted are days on which everybody was scored: weekly ones of the past, daily ones since. */
async function findPeriod(tx: Tx, untilDay: DayNumber): Promise<Period | null> {
  const scored = await tx.query<{ day: number }>(`
    SELECT DISTINCT on_day - date '1970-01-01' AS day FROM band_day
     WHERE workspace_id = $1 AND on_day BETWEEN date '1970-01-01' + $2::int AND date '1970-01-01' + $3::int ORDER BY 1`, [tx.workspaceId, untilDay - PERIOD_DAYS, untilDay]);
  const days: DayNumber[] = [];
  for (const { day } of scored) if (days.length === 0 || day >= days.at(-1)! + WEEK_DAYS) days.push(day);
  return days.length === 0 ? null : { days, fromDay: days[0]!, untilDay };
}

async function loadLeaving(tx: Tx, leavingDays: number): Promise<Leaving> {
  const definitions = (await listOutcomeRows(tx)).map((row) => outcomeDefinitionSchema.parse(row.definition));
  const own = definitions.find(({ role }) => role === 'leaves');
  return own ?? { condition: { kind: 'inactivity', filter: null }, horizonDays: leavingDays };
}

/** Who left, and when for the first time within the period; leaving before it is not looked at. */
async function listLeft(tx: Tx, { condition, horizonDays }: Leaving, { fromDay, untilDay }: Period, timeZone: string): Promise<Left[]> {
  const { sql, parameters } = compileEventsSql(condition.filter, { workspaceId: tx.workspaceId, timeZone, fromDay: fromDay - horizonDays, untilDay });
  const bind = (at: number): string => `$${parameters.length + at}::int`;
  // Window frames over days, because a silence lies between two events of one customer, and a count within days behind one.
  const leavings = condition.kind === 'inactivity'
    ? `SELECT customer_id, day + ${bind(1)} AS left_day FROM (SELECT customer_id, day, lead(day) OVER (PARTITION BY customer_id ORDER BY day) AS next FROM (${sql}) m) a
        WHERE next IS NULL OR next > day + ${bind(1)}`
    : `SELECT customer_id, day AS left_day FROM (SELECT customer_id, day, sum(n) OVER (PARTITION BY customer_id ORDER BY day RANGE BETWEEN ${bind(1)} - 1 PRECEDING AND CURRENT ROW) AS n FROM (${sql}) m) a
        WHERE n >= ${bind(4)}`;
  const rows = await tx.query<{ customer_id: string; left_day: number }>(`
    SELECT l.customer_id, min(l.left_day)::int AS left_day FROM (${leavings}) l JOIN customer c ON c.workspace_id = $1 AND c.id = l.customer_id AND c.merged_into IS NULL AND NOT c.is_visitor
     WHERE l.left_day BETWEEN ${bind(2)} AND ${bind(3)} GROUP BY l.customer_id`,
  [...parameters, horizonDays, fromDay, untilDay, ...(condition.kind === 'event_count' ? [condition.atLeast] : [])]);
  return rows.map((row) => ({ customerId: row.customer_id, leftDay: row.left_day }));
}

/** On which of the weekly days each customer was At risk. */
async function listFlagged(tx: Tx, { days }: Period): Promise<Map<string, DayNumber[]>> {
  const rows = await tx.query<{ customer_id: string; days: number[] }>(`
    SELECT customer_id, array_agg(on_day - date '1970-01-01' ORDER BY on_day) AS days FROM score_history
     WHERE workspace_id = $1 AND on_day = ANY($2::date[]) AND band = 'at_risk' GROUP BY customer_id`, [tx.workspaceId, days.map(dayToIso)]);
  return new Map(rows.map((row) => [row.customer_id, row.days]));
}

/** Weekly points as far as they decide anything: flagged ones, the one that ends each run of them, and those before leaving. */
function pointsOf(flagged: readonly DayNumber[], leftDay: DayNumber | null, horizonDays: number, { days }: Period): WatchedCustomer['points'] {
  const isFlagged = new Set(flagged);
  const wanted = new Set(flagged);
  for (const day of flagged) {
    const next = days[days.indexOf(day) + 1];
    if (next !== undefined) wanted.add(next);
  }
  if (leftDay !== null) for (const day of days) if (day >= leftDay - horizonDays && day < leftDay) wanted.add(day);
  return [...wanted].map((day) => ({ day, isFlagged: isFlagged.has(day) }));
}

/** Orders and payments less refunds of the year before the last activity. */
async function sumValues(tx: Tx, left: readonly Left[], { condition, horizonDays }: Leaving): Promise<Map<string, number>> {
  const back = condition.kind === 'inactivity' ? horizonDays : 0;
  const rows = await tx.query<{ id: string; value: number }>(`
    SELECT l.id, sum(CASE WHEN m.key = 'refund' THEN -d.total ELSE d.total END) AS value
      FROM unnest($2::uuid[], $3::int[]) AS l(id, day)
      JOIN profile p ON p.workspace_id = $1 AND p.customer_id = l.id
      JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = p.id AND d.day > l.day - 365 AND d.day <= l.day
      JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id AND m.key = ANY($4::text[])
     GROUP BY l.id`, [tx.workspaceId, left.map((one) => one.customerId), left.map((one) => one.leftDay - back), ['order', 'subscription_payment', 'refund']]);
  return new Map(rows.map((row) => [row.id, row.value]));
}

async function loadNames(tx: Tx, rows: readonly { readonly customerId: string }[]): Promise<Map<string, string>> {
  const found = await tx.query<{ id: string; name: string }>(
    `SELECT id, coalesce(nullif(name, ''), email, phone, '') AS name FROM customer WHERE workspace_id = $1 AND id = ANY($2::uuid[])`, [tx.workspaceId, rows.map((row) => row.customerId)]);
  return new Map(found.map((row) => [row.id, row.name]));
}
