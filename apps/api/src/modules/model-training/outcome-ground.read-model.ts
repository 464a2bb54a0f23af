import { tellsContractEnd, type Meaning } from '@kelvin/kernel';
import { workspaceStatsSchema } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { OutcomeGround } from './propose-outcomes.ts';

/** No condition speaks of an event by a longer name. */
const LONGEST_NAME = 200;

/** What proposals are made of: which meanings have come in, how far apart orders usually lie, and by which event businesses leave. */
export async function loadGround(tx: Tx): Promise<OutcomeGround> {
  const { leavingDays, business } = await getWorkspaceFacts(tx);
  const types = await tx.query<{ name: string; kind: string; meaning: Meaning | null }>(
    'SELECT name, kind, meaning FROM event_type WHERE workspace_id = $1 AND event_count > 0 ORDER BY event_count DESC, name', [tx.workspaceId]);
  const meanings = new Set(types.map(({ meaning }) => meaning));
  // Of several the most frequent: the others are rarer ways to say it.
  const contractEnd = business === 'b2b' ? types.find(({ name, kind, meaning }) => kind === 'track' && name.length <= LONGEST_NAME && tellsContractEnd(name, meaning)) : undefined;
  const [row] = await tx.query<{ stats: unknown }>('SELECT stats FROM workspace_stats WHERE workspace_id = $1', [tx.workspaceId]);
  const stats = row ? workspaceStatsSchema.parse(row.stats) : null;
  return {
    leavingDays, orderGapDays: stats?.orderGapDays ?? null, hasOrders: meanings.has('order'), hasTickets: meanings.has('ticket_opened'), hasActivity: (stats?.customers ?? 0) > 0,
    contractEndEvent: contractEnd?.name ?? null,
  };
}
