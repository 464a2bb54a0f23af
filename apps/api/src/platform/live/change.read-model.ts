import type { Tx } from '../db/db.ts';

/** Place in the feed. Transactions commit out of order, so it is the transaction first and the row second. */
export interface ChangeCursor {
  readonly xact: bigint;
  readonly id: bigint;
}

export interface ChangeRow {
  readonly cursor: ChangeCursor;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
}

const MAX_ROWS = 1_000;
const MAX_XID8 = 2n ** 64n - 1n;
const MAX_BIGINT = 2n ** 63n - 1n;

/** Where a new listener begins: after everything that is settled now. */
export async function findFeedEnd(tx: Tx): Promise<ChangeCursor> {
  const [row] = await tx.query<{ xmin: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin');
  return { xact: BigInt(row!.xmin), id: -1n };
}

/**
 * Changes after a cursor, in its order, of transactions below the snapshot's horizon only: everything older has
 * committed or never will, so that a slow transaction cannot slip in behind the cursor.
 */
export async function listChangesAfter(tx: Tx, after: ChangeCursor): Promise<ChangeRow[]> {
  const rows = await tx.query<{ id: string; xact: string; kind: string; payload: Record<string, unknown> }>(
    `SELECT id::text, xact::text, kind, payload FROM change
      WHERE workspace_id = $1 AND xact < pg_snapshot_xmin(pg_current_snapshot()) AND (xact > $2::xid8 OR (xact = $2::xid8 AND id > $3))
      ORDER BY change.xact, change.id LIMIT ${MAX_ROWS}`,
    [tx.workspaceId, after.xact.toString(), after.id.toString()]);
  return rows.map((row) => ({ cursor: { xact: BigInt(row.xact), id: BigInt(row.id) }, kind: row.kind, payload: row.payload }));
}

/** Forgets changes older than a moment. Whoever was away longer loads the screen anew. */
export async function trimChanges(tx: Tx, before: Date): Promise<void> {
  await tx.query('DELETE FROM change WHERE workspace_id = $1 AND at < $2', [tx.workspaceId, before]);
}

export function isAfter(left: ChangeCursor, right: ChangeCursor): boolean {
  return left.xact > right.xact || (left.xact === right.xact && left.id > right.id);
}

/** `Last-Event-ID` of the stream. */
export function cursorToText(cursor: ChangeCursor): string {
  return `${cursor.xact}.${cursor.id}`;
}

/** Null for anything that we did not write ourselves. */
export function cursorFromText(text: string | undefined): ChangeCursor | null {
  const match = /^(\d{1,20})\.(-1|\d{1,19})$/.exec(text ?? '');
  if (!match) return null;
  const cursor = { xact: BigInt(match[1]!), id: BigInt(match[2]!) };
  // One that the database cannot read would end the reading for everybody who listens with him.
  return cursor.xact <= MAX_XID8 && cursor.id <= MAX_BIGINT ? cursor : null;
}
