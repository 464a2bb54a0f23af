import type { Tx } from '../../platform/db/db.ts';
import { addForeignMoney } from './count-currencies.step.ts';

/** Counts events with money of other currencies anew: with another own currency, others are foreign. The caller holds the drain lock. */
export async function recountCurrencies(tx: Tx): Promise<void> {
  await tx.query('DELETE FROM foreign_money WHERE workspace_id = $1', [tx.workspaceId]);
  await addForeignMoney(tx, 'noise IS NULL', []);
}
