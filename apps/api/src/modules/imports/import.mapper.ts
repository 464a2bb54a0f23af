import type { Import } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { readFailure } from '../../platform/jobs/failure.ts';
import type { ImportRow, OutcomeCounts } from './import.repository.ts';
import { endOfDay } from './end-of-day.ts';

/** Data that ends longer ago than this is history: its customers should be scored as at its end. */
const OLD_AFTER_DAYS = 30;

/** Its job has it. */
export const OPEN: ReadonlySet<Import['status']> = new Set(['queued', 'reading', 'draining']);

/** What became of the lines so far: the frozen counts of an import that ended, else what the tally gained since it began. */
export function outcomeOf(row: ImportRow): OutcomeCounts {
  const { counts, baseline } = row.cursor;
  if (counts) return counts;
  if (!baseline) return { processed: 0, rejected: 0, parked: 0, duplicates: 0 };
  return {
    processed: Number(row.processed) - baseline.processed, rejected: Number(row.rejected) - baseline.rejected,
    parked: Number(row.parked) - baseline.parked, duplicates: Number(row.duplicates) - baseline.duplicates,
  };
}

/** Where an import stands. A job that was cancelled before it began, or that failed for good, never got to write its import's row. */
export function statusOf(row: ImportRow): Import['status'] {
  return isGivenUp(row) ? (row.job_status as 'cancelled' | 'failed') : row.status;
}

function isGivenUp(row: ImportRow): boolean {
  return OPEN.has(row.status) && (row.job_status === 'cancelled' || row.job_status === 'failed');
}

/** An import as the screen sees it. `workspace` decides whether its end is proposed as the date of the scores. */
export function toImport(row: ImportRow, now: Date, workspace: { readonly timeZone: string; readonly asOf: Date | null }): Import {
  const isOld = row.last_at !== null && now.getTime() - row.last_at.getTime() > OLD_AFTER_DAYS * MS_PER_DAY;
  return {
    id: row.id, sourceId: row.source_id, sourceName: row.source_name, jobId: row.job_id, fileName: row.file_name, bytes: Number(row.bytes),
    status: statusOf(row),
    map: row.map, lines: Number(row.lines), ...outcomeOf(row), pending: row.cursor.counts ? 0 : Number(row.pending),
    firstAt: row.first_at?.toISOString() ?? null, lastAt: row.last_at?.toISOString() ?? null,
    proposedAsOf: isOld && workspace.asOf === null ? endOfDay(row.last_at!, workspace.timeZone).toISOString() : null,
    error: readFailure(row.error ?? (isGivenUp(row) ? row.job_error : null)),
    createdAt: row.created_at.toISOString(), finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
