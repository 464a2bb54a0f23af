import type { Tx } from '../../platform/db/db.ts';
import { createCustomerMergedError, createCustomerNotFoundError } from './customer.errors.ts';

/**
 * Somebody who may be changed: he is there and was not joined with another. The caller holds the drain lock, so that he stays so.
 * @throws AppError `customer.not_found`, `customer.merged`
 */
export async function getOpenCustomer(tx: Tx, id: string): Promise<{ isExcluded: boolean }> {
  const [customer] = await tx.query<{ merged_into: string | null; is_excluded: boolean }>('SELECT merged_into, is_excluded FROM customer WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
  if (!customer) throw createCustomerNotFoundError();
  if (customer.merged_into !== null) throw createCustomerMergedError();
  return { isExcluded: customer.is_excluded };
}
