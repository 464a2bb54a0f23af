import type { Tx } from '../../platform/db/db.ts';
import type { RefusedItem } from './drain-items.shape.ts';
import { createEnvelopeMaker } from './parked-envelope.ts';

const MAX_RAW_CHARACTERS = 4_000;

function toRows(items: readonly RefusedItem[]) {
  return items.map(({ delivery, itemIndex, reason, raw }) => ({
    delivery_id: delivery.id, item_index: itemIndex, source_id: delivery.sourceId, import_id: delivery.importId,
    line_number: delivery.importId === null ? null : itemIndex, code: reason.code, field: reason.field, message: reason.message,
    raw, received_at: delivery.receivedAt,
  }));
}

/** Writes items that can never become events, with their reasons; the raw text is cut, because the delivery holds it whole. */
export async function writeRejected(tx: Tx, items: readonly RefusedItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = toRows(items).map((row) => ({ ...row, raw: row.raw.slice(0, MAX_RAW_CHARACTERS).replaceAll('\u0000', '\uFFFD').toWellFormed() }));
  await tx.query(`
    INSERT INTO rejected_item (workspace_id, delivery_id, item_index, source_id, import_id, line_number, code, field, message, raw, received_at)
    SELECT $1, delivery_id, item_index, source_id, import_id, line_number, code, field, message, raw, received_at
      FROM json_to_recordset($2) AS r(delivery_id uuid, item_index int, source_id uuid, import_id uuid, line_number bigint, code text, field text, message text, raw text, received_at timestamptz)
    ON CONFLICT DO NOTHING`, [tx.workspaceId, JSON.stringify(rows)]);
}

/**
 * Sets items aside that somebody can mend. They keep a whole copy of their own, because deliveries are dropped after some days.
 * An item that was played again and waits once more takes its old row up.
 */
export async function writeParked(tx: Tx, items: readonly RefusedItem[], parkedAt: Date): Promise<void> {
  if (items.length === 0) return;
  const envelopeOf = createEnvelopeMaker();
  const rows = toRows(items).map((row, index) => {
    const { delivery, place, missing, occurredAt } = items[index]!;
    return { ...row, occurred_at: occurredAt, raw: Buffer.from(row.raw, 'utf8').toString('base64'), envelope: JSON.stringify({ ...envelopeOf(delivery, row.item_index, row.code, place), missing }) };
  });
  await tx.query(`
    INSERT INTO parked_item (workspace_id, delivery_id, item_index, source_id, import_id, line_number, code, field, message, raw, received_at, parked_at, envelope, occurred_at)
    SELECT $1, delivery_id, item_index, source_id, import_id, line_number, code, field, message, decode(raw, 'base64'), received_at, $3, envelope, occurred_at
      FROM json_to_recordset($2) AS r(delivery_id uuid, item_index int, source_id uuid, import_id uuid, line_number bigint, code text, field text, message text, raw text, received_at timestamptz, envelope text, occurred_at timestamptz)
    ON CONFLICT (workspace_id, delivery_id, item_index) DO UPDATE SET code = excluded.code, field = excluded.field, message = excluded.message,
       raw = excluded.raw, parked_at = excluded.parked_at, envelope = excluded.envelope, occurred_at = excluded.occurred_at, resolved_at = NULL WHERE parked_item.resolved_at IS NOT NULL`,
  [tx.workspaceId, JSON.stringify(rows), parkedAt]);
}
