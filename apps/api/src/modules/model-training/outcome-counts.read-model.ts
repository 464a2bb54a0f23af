import { compileEventRowsSql } from '@kelvin/conditions';
import type { Condition, OutcomePreview } from '@kelvin/contracts';
import type { Clock, DayNumber } from '@kelvin/kernel';
import { SharedAnswers } from '../../platform/cache/shared-answers.ts';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { getWorkspaceFacts, type WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { findMissing } from './counted-outcomes.read-model.ts';
import { lastCompleteDay } from './learning-day.ts';
import { planWindows, type HistorySpan, type WindowCounts } from './outcome-windows.ts';

export interface OutcomeQuestion {
  readonly condition: Condition;
  readonly horizonDays: number;
}

interface Counted { readonly preview: OutcomePreview; readonly tookMs: number }

/** An answer is given again for as many times as long as it took to find, so that no screen can keep the database busy with it. */
const KEEP_TIMES = 30;
const KEEP_AT_MOST_MS = 10 * 60_000;

/** Who had an outcome, month by month: one statement over daily counts, or over the events where a condition asks for more. */
export class OutcomeCounts {
  private readonly answers: SharedAnswers<Counted>;

  constructor(private readonly db: Db, private readonly clock: Clock) {
    this.answers = new SharedAnswers<Counted>(clock, ({ tookMs }) => Math.min(KEEP_AT_MOST_MS, KEEP_TIMES * tookMs));
  }

  async count(ctx: WorkspaceContext, question: OutcomeQuestion): Promise<OutcomePreview> {
    const now = this.clock.now();
    const counted = await this.answers.get(`${ctx.workspaceId} ${JSON.stringify([question.condition, question.horizonDays])}`, async () => {
      const startedMs = performance.now();
      const preview = await this.db.transaction(ctx, (tx) => countOutcome(tx, question, now));
      return { preview, tookMs: performance.now() - startedMs };
    });
    return counted.preview;
  }
}

async function countOutcome(tx: Tx, { condition, horizonDays }: OutcomeQuestion, now: Date): Promise<OutcomePreview> {
  const facts = await getWorkspaceFacts(tx);
  const span = await findSpan(tx, lastCompleteDay(facts, now));
  const missing = await findMissing(tx, { condition, horizonDays }, facts, now);
  if (span === null) return { months: [], missing };
  const windows = planWindows(span, horizonDays);
  const onDays = await countOnDays(tx, { condition, horizonDays, days: windows.map(({ asOfDay }) => asOfDay), facts });
  const counts = windows.map((window, at): WindowCounts => ({ ...window, ...onDays[at]! }));
  return { months: counts.map(({ month, customers, positives }) => ({ month, customers, positives })), missing };
}

/** The first day with anything counted; null when there is none. */
export async function findFirstDay(tx: Tx): Promise<DayNumber | null> {
  const [row] = await tx.query<{ first_day: number | null }>('SELECT min(day) AS first_day FROM profile_day WHERE workspace_id = $1', [tx.workspaceId]);
  return row?.first_day ?? null;
}

/** Customers known on each of these days, ascending, and those of them to whom the outcome came within the horizon after it. */
export async function countOnDays(tx: Tx, task: { condition: Condition; horizonDays: number; days: readonly DayNumber[]; facts: WorkspaceFacts }): Promise<Pick<WindowCounts, 'customers' | 'positives'>[]> {
  const { condition, horizonDays, days, facts } = task;
  if (days.length === 0) return [];
  const { sql, parameters } = compileEventRowsSql(condition.filter, { workspaceId: tx.workspaceId, timeZone: facts.timeZone, fromDay: days[0]! + 1, untilDay: days.at(-1)! + horizonDays });
  const bind = (at: number): string => `$${parameters.length + at}`;
  const [zone, horizon, least] = [`${bind(1)}::text`, `${bind(2)}::int`, `${bind(3)}::int`];
  const dayOf = (at: number): string => `${bind(4 + at)}::int`;
  // Customers and their matching days are laid one over the other and grouped, with a sum for each window: joins were planned
  // as if both were small, in a workspace that had just grown, and took minutes where this takes seconds. Customers are
  // known from their first day on; who came later does not count.
  const [row] = await tx.query<Record<string, number>>(`
    SELECT ${days.map((_day, at) => `count(*) FILTER (WHERE first_day <= ${dayOf(at)})::int AS customers${at}, count(*) FILTER (WHERE first_day <= ${dayOf(at)} AND w${at} >= ${least})::int AS matching${at}`).join(', ')}
      FROM (
        SELECT id, max(first_day) AS first_day, ${days.map((_day, at) => `sum(n) FILTER (WHERE day > ${dayOf(at)} AND day <= ${dayOf(at)} + ${horizon}) AS w${at}`).join(', ')}
          FROM (
            SELECT id, (first_seen_at AT TIME ZONE ${zone})::date - date '1970-01-01' AS first_day, NULL::int AS day, NULL::int AS n
              FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded
            UNION ALL
            SELECT customer_id, NULL, day, n FROM (${sql}) matching) laid
         GROUP BY id) one
     WHERE first_day IS NOT NULL`,
  [...parameters, facts.timeZone, horizonDays, condition.kind === 'event_count' ? condition.atLeast : 1, ...days]);
  return days.map((_day, at) => {
    const [customers, matching] = [row![`customers${at}`]!, row![`matching${at}`]!];
    return { customers, positives: condition.kind === 'event_count' ? matching : customers - matching };
  });
}

/** From the first day with anything counted to the last complete one; null when there is no such day. */
async function findSpan(tx: Tx, lastDay: DayNumber): Promise<HistorySpan | null> {
  const firstDay = await findFirstDay(tx);
  return firstDay === null || firstDay > lastDay ? null : { firstDay, lastDay };
}
