import { workspaceStatsSchema } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { OutcomeGround } from './propose-outcomes.ts';

/** What proposals are made of: which meanings have come in, and how far apart orders usually lie. */
export async function loadGround(tx: Tx): Promise<OutcomeGround> {
  const { leavingDays } = await getWorkspaceFacts(tx);
  const meanings = new Set((await tx.query<{ meaning: string }>(
    'SELECT DISTINCT meaning FROM event_type WHERE workspace_id = $1 AND meaning IS NOT NULL AND event_count > 0', [tx.workspaceId])).map((row) => row.meaning));
  const [row] = await tx.query<{ stats: unknown }>('SELECT stats FROM workspace_stats WHERE workspace_id = $1', [tx.workspaceId]);
  const stats = row ? workspaceStatsSchema.parse(row.stats) : null;
  return { leavingDays, orderGapDays: stats?.orderGapDays ?? null, hasOrders: meanings.has('order'), hasTickets: meanings.has('ticket_opened'), hasActivity: (stats?.customers ?? 0) > 0 };
}
