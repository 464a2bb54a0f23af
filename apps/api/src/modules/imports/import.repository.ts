import type { Failure, Import, ImportMap } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import type { StoredFailure } from '../../platform/jobs/failure.ts';
import type { ChosenSource } from './import-source.ts';
import { createImportNotFoundError } from './import.errors.ts';

/** What became of items, as the drain tallies it. */
export interface OutcomeCounts {
  readonly processed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly duplicates: number;
}

/** How far an import is; written in the transaction that brings it there, so that a kill loses nothing and repeats nothing. */
export interface ImportCursor {
  /** Names of the columns as the file gives them, for the drain. */
  readonly header?: readonly string[] | null;
  /** Receipt of all its lines: one instant, so that the drain's tally of it stands in one row. */
  readonly receivedAt?: string;
  /** The tally of that row before the first line. */
  readonly baseline?: OutcomeCounts;
  /** Lines of the whole file, from the reading before. */
  readonly total?: number;
  /** Bytes (unpacked) whose records are committed as deliveries. */
  readonly offset?: number;
  readonly isRead?: boolean;
  /** It set or ended the date that the workspace is scored as at, so the past is scored even if no line was new. */
  readonly hasMovedAsOf?: boolean;
  /** Name of the source that its first line makes. */
  readonly newSourceName?: string | null;
  /** The upload that may write pieces of the file, while one is under way. */
  readonly upload?: string;
  /** What became of its lines, once it has ended; later imports go on in the same tally. */
  readonly counts?: OutcomeCounts;
}

export interface ImportRow {
  id: string; source_id: string; source_name: string; job_id: string | null; job_status: string | null; job_error: StoredFailure | null;
  file_name: string; bytes: string; map: ImportMap | null; status: Import['status']; lines: string; cursor: ImportCursor;
  first_at: Date | null; last_at: Date | null; error: StoredFailure | null; created_at: Date; finished_at: Date | null;
  processed: string; rejected: string; parked: string; duplicates: string; pending: string;
}

/** Its tally row is the one of its source and the hour of its receipt; what still waits is in `delivery_pending`. */
const SELECT = `
  SELECT i.id, i.source_id, coalesce(s.name, i.cursor ->> 'newSourceName', '') AS source_name, i.job_id, j.status AS job_status, j.error AS job_error, i.file_name, i.bytes, i.map, i.status, i.lines, i.cursor,
         i.first_at, i.last_at, i.error, i.created_at, i.finished_at,
         coalesce(o.processed, 0) AS processed, coalesce(o.rejected, 0) AS rejected, coalesce(o.parked, 0) AS parked, coalesce(o.duplicates, 0) AS duplicates,
         coalesce(p.pending, 0) AS pending
    FROM import i
    LEFT JOIN source s ON s.workspace_id = i.workspace_id AND s.id = i.source_id
    LEFT JOIN job_progress j ON j.workspace_id = i.workspace_id AND j.id = i.job_id
    LEFT JOIN intake_outcome o ON o.workspace_id = i.workspace_id AND o.source_id = i.source_id AND o.hour = date_trunc('hour', (i.cursor->>'receivedAt')::timestamptz, 'UTC')
    LEFT JOIN LATERAL (
      SELECT sum(items) AS pending FROM delivery_pending p
       WHERE p.workspace_id = i.workspace_id AND p.is_import AND p.source_id = i.source_id AND p.received_at = (i.cursor->>'receivedAt')::timestamptz
    ) p ON true
   WHERE i.workspace_id = $1`;

export function listImportRows(tx: Tx, limit: number): Promise<ImportRow[]> {
  return tx.query<ImportRow>(`${SELECT} ORDER BY i.created_at DESC, i.id DESC LIMIT $2`, [tx.workspaceId, limit]);
}

export async function getImportRow(tx: Tx, id: string): Promise<ImportRow> {
  const [row] = await tx.query<ImportRow>(`${SELECT} AND i.id = $2`, [tx.workspaceId, id]);
  if (!row) throw createImportNotFoundError();
  return row;
}

/** The same, held until the transaction ends, so that what was decided by its status still holds at the commit. */
export async function holdImport(tx: Tx, id: string): Promise<ImportRow> {
  await tx.query('SELECT 1 FROM import WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [tx.workspaceId, id]);
  return getImportRow(tx, id);
}

export async function insertImport(tx: Tx, now: Date, row: { id: string; source: ChosenSource; fileName: string; userId: string }): Promise<void> {
  const cursor: ImportCursor = row.source.newName === null ? {} : { newSourceName: row.source.newName };
  await tx.query(`INSERT INTO import (workspace_id, id, source_id, file_name, status, cursor, created_by, created_at) VALUES ($1, $2, $3, $4, 'uploading', $5, $6, $7)`,
    [tx.workspaceId, row.id, row.source.id, row.fileName, JSON.stringify(cursor), row.userId, now]);
}

/** Columns that change on the way of an import. Those left out stay. */
export interface ImportChange {
  readonly status?: Import['status'];
  readonly bytes?: number;
  readonly lines?: number;
  readonly map?: ImportMap;
  readonly jobId?: string;
  /** Merged into the cursor. */
  readonly cursor?: ImportCursor;
  readonly firstAt?: Date | null;
  readonly lastAt?: Date | null;
  readonly error?: Failure | null;
  readonly finishedAt?: Date | null;
}

export async function updateImport(tx: Tx, id: string, change: ImportChange): Promise<void> {
  await tx.query(`
    UPDATE import SET status = coalesce($3, status), bytes = coalesce($4, bytes), lines = coalesce($5, lines), map = coalesce($6, map), job_id = coalesce($7, job_id),
           cursor = cursor || $8::jsonb, first_at = coalesce($9, first_at), last_at = coalesce($10, last_at),
           error = CASE WHEN $11 THEN $12::jsonb ELSE error END, finished_at = coalesce($13, finished_at)
     WHERE workspace_id = $1 AND id = $2`,
  [tx.workspaceId, id, change.status ?? null, change.bytes ?? null, change.lines ?? null, change.map ? JSON.stringify(change.map) : null, change.jobId ?? null,
    JSON.stringify(change.cursor ?? {}), change.firstAt ?? null, change.lastAt ?? null,
    change.error !== undefined, change.error ? JSON.stringify(change.error) : null, change.finishedAt ?? null]);
}

/** Lets an import that failed begin again. The header stays, because parts of the first try may still wait for the drain. */
export async function resetImport(tx: Tx, id: string): Promise<void> {
  await tx.query(`UPDATE import SET cursor = jsonb_build_object('header', cursor->'header', 'newSourceName', cursor->'newSourceName'), lines = 0, finished_at = NULL WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id]);
}

/** Closes the books of earlier imports of a source, none of whose lines waits any more: what is tallied from now on is not theirs. */
export async function freezeEarlierImports(tx: Tx, sourceId: string, exceptId: string): Promise<void> {
  await tx.query(`
    UPDATE import i SET cursor = i.cursor || jsonb_build_object('counts', jsonb_build_object(
             'processed', o.processed - (i.cursor->'baseline'->>'processed')::bigint, 'rejected', o.rejected - (i.cursor->'baseline'->>'rejected')::bigint,
             'parked', o.parked - (i.cursor->'baseline'->>'parked')::bigint, 'duplicates', o.duplicates - (i.cursor->'baseline'->>'duplicates')::bigint))
      FROM intake_outcome o
     WHERE i.workspace_id = $1 AND i.source_id = $2 AND i.id <> $3 AND i.cursor ? 'baseline' AND NOT i.cursor ? 'counts'
       AND o.workspace_id = i.workspace_id AND o.source_id = i.source_id AND o.hour = date_trunc('hour', (i.cursor->>'receivedAt')::timestamptz, 'UTC')`,
  [tx.workspaceId, sourceId, exceptId]);
}

export async function deleteImport(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM import_chunk WHERE workspace_id = $1 AND import_id = $2', [tx.workspaceId, id]);
  await tx.query('DELETE FROM import WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
}
