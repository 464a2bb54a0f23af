import { MS_PER_HOUR, MS_PER_MINUTE } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { lowestIdOf } from '../../platform/db/ids.ts';

/** Items that the deliveries of one day brought to a source, by the hour of their receipt. */
export interface ReceivedRow {
  readonly day: string;
  readonly sourceId: string;
  readonly hour: Date;
  readonly items: number;
  readonly lastAt: Date;
}

/** A delivery is committed within seconds of getting its id; what is older than this is complete. */
const SETTLED_AFTER_MS = 2 * MS_PER_MINUTE;
const MAX_WORKSPACES = 200;

interface Settled { readonly before: string; readonly rows: Map<string, ReceivedRow> }

/**
 * Counts received items from the deliveries themselves, without reading all of them each time. Ids of deliveries
 * begin with the time they were written, so everything below an id of two minutes ago is counted once and remembered;
 * only what is newer is counted again.
 */
export class ReceivedTally {
  private readonly settled = new Map<string, Settled>();

  /** What is settled (brought up to date first), and the id from which the caller must count for himself. */
  async settle(tx: Tx, now: Date): Promise<{ days: string[]; from: string; rows: ReceivedRow[] }> {
    const known = this.settled.get(tx.workspaceId) ?? { before: NIL_ID, rows: new Map<string, ReceivedRow>() };
    const before = lowestIdOf(now.getTime() - SETTLED_AFTER_MS);
    const days = await listDays(tx);
    const rows = new Map(known.rows);
    if (before > known.before) {
      for (const row of await this.count(tx, days, known.before, before)) add(rows, row);
    }
    // Days that were dropped since are in intake_received now.
    for (const [key, row] of rows) if (!days.includes(row.day)) rows.delete(key);
    const settledBefore = before > known.before ? before : known.before;
    if (this.settled.size >= MAX_WORKSPACES) this.settled.clear();
    this.settled.set(tx.workspaceId, { before: settledBefore, rows });
    return { days, from: settledBefore, rows: [...rows.values()] };
  }

  private async count(tx: Tx, days: readonly string[], from: string, before: string): Promise<ReceivedRow[]> {
    const rows = await tx.query<{ day: string; source_id: string; hour: string; items: string; last_at: Date }>(
      `SELECT received_on::text AS day, source_id, floor(extract(epoch FROM received_at) / 3600)::bigint AS hour, sum(items) AS items, max(received_at) AS last_at
         FROM delivery WHERE workspace_id = $1 AND received_on = ANY($2::date[]) AND id >= $3 AND id < $4 GROUP BY 1, 2, 3`, [tx.workspaceId, days, from, before]);
    return rows.map((row) => ({ day: row.day, sourceId: row.source_id, hour: new Date(Number(row.hour) * MS_PER_HOUR), items: Number(row.items), lastAt: row.last_at }));
  }
}

const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** Days whose deliveries are still kept; each is a partition. */
async function listDays(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ day: string }>(`SELECT to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD')::text AS day FROM pg_inherits WHERE inhparent = 'delivery'::regclass`);
  return rows.map(({ day }) => day);
}

function add(rows: Map<string, ReceivedRow>, row: ReceivedRow): void {
  const key = `${row.day} ${row.sourceId} ${row.hour.getTime()}`;
  const known = rows.get(key);
  rows.set(key, known ? { ...row, items: known.items + row.items, lastAt: row.lastAt > known.lastAt ? row.lastAt : known.lastAt } : row);
}
