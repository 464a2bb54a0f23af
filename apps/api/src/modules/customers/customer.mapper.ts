import type { CustomerRow, ListedChance, ListedCustomer, ListedOutcome, Reason } from '@kelvin/contracts';
import { BEST_ID_SQL } from './best-id.read-model.ts';

/** Columns of the `customer` table that a list row is made of. */
export const CUSTOMER_COLUMNS = `c.id, c.name, c.email, c.country, c.band, c.is_gone, c.band_cause, c.hundredths, c.change_30d, c.trend, c.main_reason, c.last_seen_at,
  c.value_12m, c.expected_value, c.revenue_at_risk, c.scored_at, ${BEST_ID_SQL} AS best_id`;

export interface CustomerRecord {
  id: string; name: string; email: string | null; best_id: string | null; country: string | null; band: CustomerRow['band']; is_gone: boolean; band_cause: Reason[] | null;
  hundredths: number; change_30d: number | null; trend: number[]; main_reason: Reason | null; last_seen_at: Date; value_12m: number; expected_value: number; revenue_at_risk: number; scored_at: Date | null;
}

export function toCustomerRow(row: CustomerRecord): CustomerRow {
  return {
    id: row.id, name: row.name, email: row.email, bestId: row.best_id, country: row.country, band: row.band, isGone: row.is_gone, bandCauses: row.band_cause ?? [],
    hundredths: row.hundredths, change30d: row.change_30d, trend: row.trend, mainReason: row.main_reason, lastSeenAt: row.last_seen_at.toISOString(),
    value12m: row.value_12m, expectedValue: row.expected_value, atStake: row.revenue_at_risk, scoredAt: row.scored_at?.toISOString() ?? null,
  };
}

/** Columns of a list row with its chances: of `customer c` and `score s`. The strongest row of a model's stands in the ledger only. */
export const LISTED_COLUMNS = `${CUSTOMER_COLUMNS}, s.chances,
  (SELECT r FROM jsonb_array_elements(s.ledger) AS r WHERE r ->> 'kind' = 'model' AND r ->> 'code' <> 'model.base' ORDER BY abs((r ->> 'hundredths')::int) DESC LIMIT 1) AS model_reason`;

export interface ListedRecord extends CustomerRecord {
  chances: { o: string; c: number; s: 'model' | 'rules' }[] | null;
  /** The strongest of the reasons that the score's own model gives. */
  model_reason: (Reason & { hundredths: number }) | null;
}

/** `primaryRole`: the outcome whose model takes part in the score, so that its reasons stand in the ledger. */
export function toListedCustomer(row: ListedRecord, outcomes: readonly ListedOutcome[], primaryRole: ListedOutcome['role']): ListedCustomer {
  const chanceOf = (role: ListedOutcome['role']): ListedChance | null => {
    const outcome = outcomes.find((each) => each.role === role);
    const found = outcome && row.chances?.find(({ o }) => o === outcome.id);
    if (!found) return null;
    const { c: chance, s: source } = found;
    if (source === 'rules') return { chance, source, reason: row.main_reason, isRaised: null };
    if (role !== primaryRole || row.model_reason === null) return { chance, source, reason: null, isRaised: null };
    const { code, hundredths, facts } = row.model_reason;
    return { chance, source, reason: { code, hundredths, facts }, isRaised: role === 'buys' ? hundredths > 0 : hundredths < 0 };
  };
  return { ...toCustomerRow(row), buys: chanceOf('buys'), leaves: chanceOf('leaves') };
}
