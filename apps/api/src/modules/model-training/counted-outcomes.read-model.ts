import { compileEventRowsSql } from '@kelvin/conditions';
import type { Condition } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import { FEATURE_LOOKBACK_DAYS, LEAST_OUTCOMES, lastTestDay, planRuleDays, trainingSpanDays, whatIsMissing, type CountedOutcomes } from '@kelvin/scoring';
import { LOOKBACK_DAYS } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { lastCompleteDay } from './learning-day.ts';
import { MOST_CUSTOMERS } from './learning-limits.ts';
import { findLearningShare } from './load-learning.ts';
import type { Missing } from './model-store.shape.ts';

/** Whom a training looks at; `c` is the customer. */
const LEARNABLE = 'c.merged_into IS NULL AND NOT c.is_visitor AND NOT c.is_excluded';

/**
 * What a training at `now` would find missing, without one: the same customers as of the same days, counted in the database. No
 * more are counted than are needed, so this is quick where there are many.
 */
export async function findMissing(tx: Tx, { condition, horizonDays }: { condition: Condition; horizonDays: number }, facts: WorkspaceFacts, now: Date): Promise<Missing> {
  const today = asOfDayOf(facts, now);
  const firstDay = await findFirstLearnableDay(tx, today - LOOKBACK_DAYS - trainingSpanDays(horizonDays), today);
  const span = { firstDay: firstDay ?? Infinity, testDay: lastTestDay(lastCompleteDay(facts, now), horizonDays), horizonDays };
  const { days } = planRuleDays(span);
  return whatIsMissing(span, days.length === 0 ? { positives: 0, negatives: 0 } : await countAsNeeded(tx, { condition, horizonDays, days, facts, share: await findLearningShare(tx, MOST_CUSTOMERS) }));
}

interface Count {
  readonly condition: Condition;
  readonly horizonDays: number;
  /** Ascending. */
  readonly days: readonly DayNumber[];
  readonly facts: WorkspaceFacts;
  /** Of customers, 0–1: a training of a large workspace looks at some of them. */
  readonly share: number;
}

/** Where there are many customers the last day alone has enough of both kinds, and takes a fraction of the time. */
async function countAsNeeded(tx: Tx, count: Count): Promise<CountedOutcomes> {
  const last = await countLearnableCustomers(tx, { ...count, days: count.days.slice(-1) });
  return count.days.length === 1 || Math.min(last.positives, last.negatives) >= LEAST_OUTCOMES ? last : countLearnableCustomers(tx, count);
}

async function findFirstLearnableDay(tx: Tx, fromDay: DayNumber, untilDay: DayNumber): Promise<DayNumber | null> {
  const [row] = await tx.query<{ day: number }>(`
    SELECT d.day FROM profile_day d
     WHERE d.workspace_id = $1 AND d.day BETWEEN $2 AND $3
       AND (SELECT 1 FROM profile p JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id WHERE p.workspace_id = $1 AND p.id = d.profile_id AND ${LEARNABLE}) IS NOT NULL
     ORDER BY d.day LIMIT 1`, [tx.workspaceId, fromDay, untilDay]);
  return row?.day ?? null;
}

/** Of each side at most as many as are needed. */
async function countLearnableCustomers(tx: Tx, { condition, horizonDays, days, facts, share: shareOfCustomers }: Count): Promise<CountedOutcomes> {
  const { sql, parameters } = compileEventRowsSql(condition.filter, { workspaceId: tx.workspaceId, timeZone: facts.timeZone, fromDay: days[0]! + 1, untilDay: days.at(-1)! + horizonDays });
  const bind = (at: number): string => `$${parameters.length + at}`;
  const [horizon, lookback, wanted, share] = [`${bind(1)}::int`, `${bind(2)}::int`, `${bind(3)}::int`, `${bind(4)}::float8`];
  const least = `${bind(5)}::int`;
  const dayOf = (at: number): string => `${bind(6 + at)}::int`;
  // A scalar sub-select and not EXISTS, of which the planner may make a hash of all daily counts: it is asked of a few customers only.
  const wasKnown = (at: number): string => `(SELECT 1 FROM profile p JOIN profile_day d ON d.workspace_id = $1 AND d.profile_id = p.id AND d.day BETWEEN ${dayOf(at)} - ${lookback} AND ${dayOf(at)}
     WHERE p.workspace_id = $1 AND p.customer_id = one.id LIMIT 1) IS NOT NULL`;
  const onAnyDay = (test: (n: string) => string): string => days.map((_day, at) => `(${test(`coalesce(w${at}, 0)`)} AND ${wasKnown(at)})`).join(' OR ');
  const countOf = (where: string): string => `(SELECT count(*)::int FROM (SELECT 1 FROM one WHERE ${where} LIMIT ${wanted}) found)`;
  // Laid one over the other and grouped, like the months of `countOnDays`.
  const [row] = await tx.query<{ matching: number; others: number }>(`
    WITH one AS MATERIALIZED (
      SELECT id, ${days.map((_day, at) => `sum(n) FILTER (WHERE day > ${dayOf(at)} AND day <= ${dayOf(at)} + ${horizon}) AS w${at}`).join(', ')}
        FROM (
          SELECT c.id, true AS is_learnable, NULL::int AS day, NULL::int AS n FROM customer c
           WHERE c.workspace_id = $1 AND ${LEARNABLE} AND ('x' || right(c.id::text, 8))::bit(32)::int8 < ${share} * 4294967296
          UNION ALL
          SELECT customer_id, false, day, n FROM (${sql}) matching) laid
       GROUP BY id HAVING bool_or(is_learnable))
    SELECT ${countOf(onAnyDay((n) => `${n} >= ${least}`))} AS matching, ${countOf(onAnyDay((n) => `${n} < ${least}`))} AS others`,
  [...parameters, horizonDays, FEATURE_LOOKBACK_DAYS, LEAST_OUTCOMES, shareOfCustomers, condition.kind === 'event_count' ? condition.atLeast : 1, ...days]);
  const { matching, others } = row!;
  return condition.kind === 'event_count' ? { positives: matching, negatives: others } : { positives: others, negatives: matching };
}
