import { AppError, currencyRates, type CurrencyRates } from '@kelvin/kernel';
import type { Tx } from './db.ts';

/** What every stage needs to know of a workspace. */
export interface WorkspaceFacts {
  readonly timeZone: string;
  readonly currency: string;
  readonly business: 'b2c' | 'b2b';
  /** Null: scored as at now. */
  readonly asOf: Date | null;
  readonly leavingDays: number;
}

/** What counting needs besides. */
export interface CountingFacts extends WorkspaceFacts {
  /** What other currencies are worth in the workspace's own. */
  readonly rates: CurrencyRates;
}

/** Reads the transaction's workspace. Throws `workspace.not_found` when it was deleted meanwhile. */
export async function getWorkspaceFacts(tx: Tx): Promise<CountingFacts> {
  const [row] = await tx.query<{ time_zone: string; currency: string; currency_rates: Record<string, number>; business: 'b2c' | 'b2b'; as_of: Date | null; leaving_days: number }>(
    'SELECT time_zone, currency, currency_rates, business, as_of, leaving_days FROM workspace WHERE id = $1', [tx.workspaceId]);
  if (!row) throw new AppError('not-found', 'workspace.not_found', 'This workspace does not exist any more.', { workspaceId: tx.workspaceId });
  const { currency } = row;
  return { timeZone: row.time_zone, currency, rates: currencyRates(currency, row.currency_rates), business: row.business, asOf: row.as_of, leavingDays: row.leaving_days };
}
