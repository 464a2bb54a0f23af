import { compileEventsSql } from '@kelvin/conditions';
import type { Condition, OutcomePreview } from '@kelvin/contracts';
import type { Clock, DayNumber } from '@kelvin/kernel';
import { SharedAnswers } from '../../platform/cache/shared-answers.ts';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { getWorkspaceFacts, type WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { lastCompleteDay } from './learning-day.ts';
import { planWindows, whatIsMissing, type HistorySpan, type OutcomeWindow, type WindowCounts } from './outcome-windows.ts';

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
  if (span === null) return { months: [], missing: whatIsMissing(null, horizonDays, []) };
  const windows = planWindows(span, horizonDays);
  const counts = await countWindows(tx, { condition, horizonDays, windows, facts });
  return { months: counts.map(({ month, customers, positives }) => ({ month, customers, positives })), missing: whatIsMissing(span, horizonDays, counts) };
}

/** From the first day with anything counted to the last complete one; null when there is no such day. */
export async function findSpan(tx: Tx, lastDay: DayNumber): Promise<HistorySpan | null> {
  const [row] = await tx.query<{ first_day: number | null }>('SELECT min(day) AS first_day FROM profile_day WHERE workspace_id = $1', [tx.workspaceId]);
  const firstDay = row?.first_day ?? null;
  return firstDay === null || firstDay > lastDay ? null : { firstDay, lastDay };
}

async function countWindows(tx: Tx, task: { condition: Condition; horizonDays: number; windows: readonly OutcomeWindow[]; facts: WorkspaceFacts }): Promise<WindowCounts[]> {
  const { condition, horizonDays, windows, facts } = task;
  if (windows.length === 0) return [];
  const days = windows.map(({ asOfDay }) => asOfDay);
  const { sql, parameters } = compileEventsSql(condition.filter, { workspaceId: tx.workspaceId, timeZone: facts.timeZone, fromDay: days[0]! + 1, untilDay: days.at(-1)! + horizonDays });
  const bind = (at: number): string => `$${parameters.length + at}`;
  // Customers are known from their first day on; who came later cannot have had the outcome in that window.
  const rows = await tx.query<{ day: number; customers: number; matching: number }>(`
    WITH known AS (
      SELECT id, (first_seen_at AT TIME ZONE ${bind(4)}::text)::date - date '1970-01-01' AS first_day
        FROM customer WHERE workspace_id = $1 AND merged_into IS NULL AND NOT is_visitor),
    matching AS (
      SELECT w.day, m.customer_id FROM (${sql}) m
        JOIN known k ON k.id = m.customer_id
        JOIN unnest(${bind(1)}::int[]) AS w(day) ON m.day > w.day AND m.day <= w.day + ${bind(2)}::int AND k.first_day <= w.day
       GROUP BY w.day, m.customer_id HAVING sum(m.n) >= ${bind(3)}::int)
    SELECT w.day, (SELECT count(*)::int FROM known WHERE first_day <= w.day) AS customers, (SELECT count(*)::int FROM matching m WHERE m.day = w.day) AS matching
      FROM unnest(${bind(1)}::int[]) AS w(day)`,
  [...parameters, days, horizonDays, condition.kind === 'event_count' ? condition.atLeast : 1, facts.timeZone]);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return windows.map((window) => {
    const { customers, matching } = byDay.get(window.asOfDay)!;
    return { ...window, customers, positives: condition.kind === 'event_count' ? matching : customers - matching };
  });
}
