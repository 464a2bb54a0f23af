import type { CustomerRow, Reason } from '@kelvin/contracts';

/** Columns of the `customer` table that a list row is made of. */
export const CUSTOMER_COLUMNS = `c.id, c.name, c.email, c.country, c.band, c.is_gone, c.band_cause, c.hundredths, c.change_30d, c.trend, c.main_reason, c.last_seen_at,
  c.value_12m, c.expected_value, c.scored_at`;

export interface CustomerRecord {
  id: string; name: string; email: string | null; country: string | null; band: CustomerRow['band']; is_gone: boolean; band_cause: Reason[] | null;
  hundredths: number; change_30d: number | null; trend: number[]; main_reason: Reason | null; last_seen_at: Date; value_12m: number; expected_value: number; scored_at: Date | null;
}

export function toCustomerRow(row: CustomerRecord): CustomerRow {
  return {
    id: row.id, name: row.name, email: row.email, country: row.country, band: row.band, isGone: row.is_gone, bandCauses: row.band_cause ?? [],
    hundredths: row.hundredths, change30d: row.change_30d, trend: row.trend, mainReason: row.main_reason, lastSeenAt: row.last_seen_at.toISOString(),
    value12m: row.value_12m, expectedValue: row.expected_value, scoredAt: row.scored_at?.toISOString() ?? null,
  };
}
