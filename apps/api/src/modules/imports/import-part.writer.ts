import type { Tx } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import type { NumberedRecord } from './import-records.ts';

/** Enough of an unreadable line to recognise it. */
const MAX_UNREADABLE_CHARACTERS = 4_000;
const ROUTE = 'import';

/** An import as its parts name it. */
export interface PartOwner {
  readonly importId: string;
  readonly sourceId: string;
  readonly receivedAt: Date;
}

/**
 * Writes lines as one delivery: `[lineNumber, messageId, cells]`, for NDJSON `[lineNumber, messageId, text]`, and for a
 * line that cannot be read its reason as a fourth element. The caller moves the cursor in the same transaction.
 */
export async function writePart(tx: Tx, now: Date, owner: PartOwner, records: readonly NumberedRecord[], isNdjson: boolean): Promise<void> {
  const body = Buffer.from(JSON.stringify(records.map(({ record, messageId }) => {
    if (record.reason) return [record.lineNumber, messageId, record.text || decodeLossy(record.bytes), record.reason];
    return [record.lineNumber, messageId, isNdjson ? record.text : record.cells];
  })));
  await tx.query(`
    WITH part AS (
      INSERT INTO delivery (workspace_id, received_on, id, source_id, received_at, route, import_id, items, body)
      VALUES ($1, ($4::timestamptz AT TIME ZONE 'UTC')::date, $2, $3, $4, $5, $6, $7, $8)
      RETURNING workspace_id, id, received_on, source_id, received_at, items
    )
    INSERT INTO delivery_pending (workspace_id, is_import, delivery_id, received_on, source_id, received_at, items, bytes)
    SELECT workspace_id, true, id, received_on, source_id, received_at, items, $9 FROM part`,
  [tx.workspaceId, newId(now.getTime()), owner.sourceId, owner.receivedAt, ROUTE, owner.importId, records.length, body, body.length]);
}

/** Parts of an import that no drain has taken up yet. */
export async function countPendingParts(tx: Tx, owner: PartOwner): Promise<{ parts: number; items: number }> {
  const [row] = await tx.query<{ parts: string; items: string }>(
    'SELECT count(*) AS parts, coalesce(sum(items), 0) AS items FROM delivery_pending WHERE workspace_id = $1 AND is_import AND source_id = $2 AND received_at = $3',
    [tx.workspaceId, owner.sourceId, owner.receivedAt]);
  return { parts: Number(row?.parts ?? 0), items: Number(row?.items ?? 0) };
}

/** Whether anything of the source still waits, whichever import it is of. */
export async function hasPendingParts(tx: Tx, sourceId: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM delivery_pending WHERE workspace_id = $1 AND is_import AND source_id = $2 LIMIT 1', [tx.workspaceId, sourceId])).length > 0;
}

function decodeLossy(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes).slice(0, MAX_UNREADABLE_CHARACTERS);
}
