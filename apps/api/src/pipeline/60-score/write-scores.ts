import { dayToIso, type DayNumber } from '@kelvin/kernel';
import { toBandState, type ScoreResult } from '@kelvin/scoring';
import { newId } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';

export interface ScoredCustomer {
  readonly customerId: string;
  readonly isVisitor: boolean;
  readonly cause: string;
  readonly result: ScoreResult;
  /** What the customer's row said before; null at the first scoring. */
  readonly before: { readonly hundredths: number; readonly band: string; readonly asOfDay: DayNumber } | null;
}

/**
 * Writes scores: the score with its ledger, the customer's row for lists, the day in the history, and a change
 * where points or band moved. One statement each, with only the columns it needs, rows in key order.
 */
export async function writeScores(tx: Tx, scored: readonly ScoredCustomer[], asOfDay: DayNumber, now: Date): Promise<void> {
  if (scored.length === 0) return;
  const sorted = [...scored].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  await tx.query(`
    INSERT INTO score (workspace_id, customer_id, hundredths, as_of_day, ledger, state, chances, cause, scored_at)
    SELECT $1, customer_id, hundredths, $3, ledger, state, chances, cause, $4
      FROM json_to_recordset($2) AS s(customer_id uuid, hundredths int, ledger jsonb, state jsonb, chances jsonb, cause text)
    ON CONFLICT (workspace_id, customer_id) DO UPDATE SET hundredths = excluded.hundredths, as_of_day = excluded.as_of_day, ledger = excluded.ledger,
       state = excluded.state, chances = excluded.chances, cause = excluded.cause, scored_at = excluded.scored_at`, [tx.workspaceId, JSON.stringify(sorted.map(toScoreRow)), asOfDay, now]);
  await tx.query(`
    UPDATE customer c SET band = s.band, band_since_day = s.since, band_cause = s.causes, hundredths = s.hundredths, change_30d = s.change, main_reason = s.reason,
           silence = s.silence, is_gone = s.gone, value_12m = s.value, expected_value = s.expected, revenue_at_risk = s.risk,
           value_at_risk = s.weighted, chance_buys = s.buys, chance_leaves = s.leaves, scored_at = $3,
           last_seen_at = greatest(c.last_seen_at, (SELECT max(p.last_seen_at) FROM profile p WHERE p.workspace_id = $1 AND p.customer_id = c.id))
      FROM json_to_recordset($2) AS s(customer_id uuid, hundredths int, band text, since int, causes jsonb, change int, reason jsonb, silence float8, gone boolean,
             value float8, expected float8, risk float8, weighted float8, buys float8, leaves float8)
     WHERE c.workspace_id = $1 AND c.id = s.customer_id`, [tx.workspaceId, JSON.stringify(sorted.map(toCustomerRow)), now]);
  const people = sorted.filter((one) => !one.isVisitor);
  await tx.query(`
    INSERT INTO score_history (workspace_id, customer_id, on_day, hundredths, band, cause)
    SELECT $1, id, $3::date, hundredths, band, cause FROM unnest($2::uuid[], $4::int[], $5::text[], $6::text[]) AS s(id, hundredths, band, cause)
    ON CONFLICT (workspace_id, customer_id, on_day) DO UPDATE SET hundredths = excluded.hundredths, band = excluded.band, cause = excluded.cause
     WHERE (score_history.hundredths, score_history.band) IS DISTINCT FROM (excluded.hundredths, excluded.band)`,
  [tx.workspaceId, people.map((one) => one.customerId), dayToIso(asOfDay), people.map((one) => one.result.hundredths), people.map((one) => one.result.band.band), people.map((one) => one.cause)]);
  const changes = sorted.filter(({ before, result }) => before === null || before.hundredths !== result.hundredths || before.band !== result.band.band);
  if (changes.length > 0) {
    await tx.query(`
      INSERT INTO score_change (workspace_id, id, customer_id, at, before_hundredths, after_hundredths, before_band, after_band, cause)
      SELECT $1, id, customer_id, $3, before, after, before_band, after_band, cause
        FROM unnest($2::uuid[], $4::uuid[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[]) AS s(id, customer_id, before, after, before_band, after_band, cause)`,
    [tx.workspaceId, changes.map(() => newId(now.getTime())), now, changes.map((one) => one.customerId), changes.map((one) => one.before?.hundredths ?? null),
      changes.map((one) => one.result.hundredths), changes.map((one) => one.before?.band ?? null), changes.map((one) => one.result.band.band), changes.map((one) => one.cause)]);
  }
  const dayChanged = sorted.filter(({ before }) => before === null || before.asOfDay !== asOfDay).map((one) => one.customerId);
  if (dayChanged.length > 0) await refreshTrends(tx, dayChanged, asOfDay);
}

/** Points of the last twelve weeks, one a week, oldest first: what lists draw as a sparkline. */
export async function refreshTrends(tx: Tx, customerIds: readonly string[], asOfDay: DayNumber): Promise<void> {
  await tx.query(`
    UPDATE customer c SET trend = t.points
      FROM (SELECT customer_id, array_agg(points ORDER BY week DESC) AS points FROM (
              SELECT DISTINCT ON (customer_id, ($3::date - on_day) / 7) customer_id, ($3::date - on_day) / 7 AS week, round(hundredths / 100.0)::smallint AS points
                FROM score_history WHERE workspace_id = $1 AND customer_id = ANY($2::uuid[]) AND on_day > $3::date - 84 AND on_day <= $3::date
               ORDER BY customer_id, ($3::date - on_day) / 7, on_day DESC) w GROUP BY customer_id) t
     WHERE c.workspace_id = $1 AND c.id = t.customer_id`, [tx.workspaceId, customerIds, dayToIso(asOfDay)]);
}

function toScoreRow({ customerId, cause, result }: ScoredCustomer) {
  return {
    customer_id: customerId, hundredths: result.hundredths, cause,
    ledger: result.ledger.map((row) => ({ code: row.code, group: row.group, kind: row.kind, hundredths: row.hundredths, facts: row.evidence })),
    state: { band: toBandState(result.band), activity: result.activity },
    chances: result.prediction.chances.map(({ outcomeId, chance, source, isExternal }) => ({ o: outcomeId, c: chance, s: source, ...(isExternal ? { x: true } : {}) })),
  };
}

function toCustomerRow({ customerId, result }: ScoredCustomer) {
  const { band, mainReason, money, activity, prediction } = result;
  return {
    customer_id: customerId, hundredths: result.hundredths, band: band.band, since: band.sinceDay,
    causes: band.causes.map((reason) => ({ code: reason.code, hundredths: null, facts: reason.values })),
    change: result.change30, reason: { code: mainReason.code, hundredths: null, facts: mainReason.values },
    silence: activity.lastDay === null ? null : activity.silence, gone: band.label === 'gone',
    value: money.value12m, expected: money.expectedValue, risk: result.revenueAtRisk?.atRisk ?? result.revenueAtRisk?.yearly ?? 0, weighted: result.revenueAtRisk?.atRisk ?? null,
    buys: prediction.buysChance, leaves: prediction.leavesChance,
  };
}
