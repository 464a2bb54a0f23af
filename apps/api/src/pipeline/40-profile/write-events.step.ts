import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';

/** Months that are known to have a partition, so that it is asked about once per process. */
const monthsReady = new Set<string>();

/** Writes the events themselves. Their month's partition must be there: see {@link ensureEventMonths}. */
export async function writeEvents(tx: Tx, events: readonly FlaggedEvent[], processedAt: Date): Promise<void> {
  const rows = events.map(({ event, delivery, ...item }) => ({
    profile_id: item.profileId, occurred_at: event.occurredAt, source_id: delivery.sourceId, message_key: item.messageKey, message_id: event.messageId,
    event_type_id: item.eventTypeId, received_at: delivery.receivedAt, delivery_id: delivery.id, noise: item.noise, amount: event.amount,
    currency: event.currency, order_id: event.orderId, properties: Object.keys(event.traits).length > 0 && event.kind === 'identify' ? event.traits : event.properties, context: event.context,
  }));
  await tx.query(`
    INSERT INTO event (workspace_id, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, processed_at, delivery_id, noise, amount, currency, order_id, properties, context)
    SELECT $1, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, $3, delivery_id, noise, amount, currency, order_id, properties, context
      FROM json_to_recordset($2) AS e(profile_id uuid, occurred_at timestamptz, source_id uuid, message_key uuid, message_id text, event_type_id int, received_at timestamptz,
        delivery_id uuid, noise text, amount float8, currency text, order_id text, properties jsonb, context jsonb)`,
  [tx.workspaceId, JSON.stringify(rows), processedAt]);
}

/**
 * Makes the partitions that these events need, before their transaction begins: attaching a partition inside it
 * would hold a lock on the parent for as long as the drain takes.
 */
export function missingMonths(occurred: Iterable<Date>): string[] {
  const months = new Set<string>();
  for (const at of occurred) {
    const month = at.toISOString().slice(0, 7);
    if (!monthsReady.has(month)) months.add(month);
  }
  return [...months];
}

export async function ensureMonth(tx: Tx, month: string): Promise<void> {
  await tx.query(`SELECT ensure_partition('event', $1::date)`, [`${month}-01`]);
}

export function rememberMonth(month: string): void {
  monthsReady.add(month);
}
