import { compileEventsSql } from '@kelvin/conditions';
import type { EventFilter } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/** Matching events of one customer by day, ascending. */
export interface OutcomeDays {
  readonly days: Int32Array;
  readonly counts: Int32Array;
}

/**
 * By customer: on which days from `fromDay` to `untilDay`, both included, how many events match; null asks for any activity of his own.
 * Customers without any are missing; `customerIds` asks for some only. Two arrays a customer, because a row for each of his days would cost Node more than the query.
 */
export async function listOutcomeDays(tx: Tx, filter: EventFilter | null, fromDay: DayNumber, untilDay: DayNumber, customerIds?: readonly string[]): Promise<Map<string, OutcomeDays>> {
  const { timeZone } = await getWorkspaceFacts(tx);
  const { sql, parameters } = compileEventsSql(filter, { workspaceId: tx.workspaceId, timeZone, fromDay, untilDay, ...(customerIds ? { customerIds } : {}) });
  const rows = await tx.query<{ customer_id: string; days: number[]; counts: number[] }>(
    `SELECT customer_id, array_agg(day ORDER BY day) AS days, array_agg(n ORDER BY day) AS counts FROM (${sql}) matched GROUP BY customer_id`, parameters);
  return new Map(rows.map((row) => [row.customer_id, { days: Int32Array.from(row.days), counts: Int32Array.from(row.counts) }]));
}
