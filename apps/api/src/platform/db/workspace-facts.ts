import { AppError } from '@kelvin/kernel';
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

/** Reads the transaction's workspace. Throws `workspace.not_found` when it was deleted meanwhile. */
export async function getWorkspaceFacts(tx: Tx): Promise<WorkspaceFacts> {
  const [row] = await tx.query<{ time_zone: string; currency: string; business: 'b2c' | 'b2b'; as_of: Date | null; leaving_days: number }>(
    'SELECT time_zone, currency, business, as_of, leaving_days FROM workspace WHERE id = $1', [tx.workspaceId]);
  if (!row) throw new AppError('not-found', 'workspace.not_found', 'This workspace does not exist any more.', { workspaceId: tx.workspaceId });
  return { timeZone: row.time_zone, currency: row.currency, business: row.business, asOf: row.as_of, leavingDays: row.leaving_days };
}
