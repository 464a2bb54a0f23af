import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** Items of one drain; imports get at most half of it, so that they never hold live events up for long. */
const MAX_ITEMS_PER_DRAIN = 6_000;
const MAX_BYTES_PER_DRAIN = 16_000_000;
const MAX_DELIVERIES_PER_DRAIN = 6_000;

interface PendingRow {
  delivery_id: string;
  received_on: string;
  items: number;
  bytes: number;
  is_import: boolean;
}

/**
 * Reads what this drain will work on: live deliveries first, oldest first, then import parts.
 * `shrink` (1, 4, 16, …) divides the batch after failures; in the end it is a single delivery.
 */
export async function claimDeliveries(tx: Tx, shrink: number): Promise<ClaimedDelivery[]> {
  const maxItems = Math.floor(MAX_ITEMS_PER_DRAIN / shrink);
  const live = await listPending(tx, false);
  const chosen = takeWhileFits(live, maxItems, MAX_BYTES_PER_DRAIN, true);
  if (chosen.length === live.length) {
    const imports = await listPending(tx, true);
    chosen.push(...takeWhileFits(imports, Math.min(Math.ceil(maxItems / 2), maxItems - sum(chosen)), MAX_BYTES_PER_DRAIN, chosen.length === 0));
  }
  if (chosen.length === 0) return [];
  const rows = await tx.query<{ id: string; source_id: string; received_at: Date; route: string; import_id: string | null; items: number; headers: Record<string, unknown> | null; body: Buffer }>(`
    SELECT id, source_id, received_at, route, import_id, items, headers, body FROM delivery
     WHERE workspace_id = $1 AND received_on = ANY($2::date[]) AND id = ANY($3::uuid[]) ORDER BY id`,
  [tx.workspaceId, [...new Set(chosen.map((row) => row.received_on))], chosen.map((row) => row.delivery_id)]);
  const pending = new Map(chosen.map((row) => [row.delivery_id, row]));
  return rows.map((row) => ({
    id: row.id, sourceId: row.source_id, receivedAt: row.received_at, route: row.route, importId: row.import_id, items: row.items,
    headers: row.headers, body: row.body, isImport: pending.get(row.id)!.is_import,
  }));
}

/** The claimed deliveries are done with: part of the drain's own transaction. */
export async function removePending(tx: Tx, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  await tx.query('DELETE FROM delivery_pending WHERE workspace_id = $1 AND is_import = ANY($2::bool[]) AND delivery_id = ANY($3::uuid[])',
    [tx.workspaceId, [...new Set(deliveries.map((delivery) => delivery.isImport))], deliveries.map((delivery) => delivery.id)]);
}

async function listPending(tx: Tx, isImport: boolean): Promise<PendingRow[]> {
  return tx.query<PendingRow>(`
    SELECT delivery_id, received_on::text AS received_on, items, bytes, is_import FROM delivery_pending
     WHERE workspace_id = $1 AND is_import = $2 ORDER BY delivery_id LIMIT $3`, [tx.workspaceId, isImport, isImport ? 50 : MAX_DELIVERIES_PER_DRAIN]);
}

function takeWhileFits(rows: readonly PendingRow[], maxItems: number, maxBytes: number, isFirstAlwaysTaken: boolean): PendingRow[] {
  const taken: PendingRow[] = [];
  let items = 0;
  let bytes = 0;
  for (const row of rows) {
    if ((items + row.items > maxItems || bytes + row.bytes > maxBytes) && (taken.length > 0 || !isFirstAlwaysTaken)) break;
    items += row.items;
    bytes += row.bytes;
    taken.push(row);
  }
  return taken;
}

function sum(rows: readonly PendingRow[]): number {
  return rows.reduce((total, row) => total + row.items, 0);
}
