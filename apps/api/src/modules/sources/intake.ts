import type { Intake } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { INTAKE_BY_HOUR } from './intake.sql.ts';
import type { ReceivedTally } from './received-tally.ts';

export type IntakeCounts = Record<'received' | 'processed' | 'rejected' | 'parked' | 'duplicates' | 'pending' | 'fannedOut', number>;

/** What one source received in one hour and what became of it. */
export interface IntakeCell {
  readonly sourceId: string;
  readonly hour: Date;
  readonly lastReceivedAt: Date | null;
  readonly counts: IntakeCounts;
}

interface SqlCell {
  source_id: string; hour: Date; last_at: Date | null;
  received: string; processed: string; rejected: string; parked: string; duplicates: string; pending: string; fanned_out: string;
}

/** Every source and hour with something in it, since an hour, in no order. */
export async function countIntake(tx: Tx, now: Date, tally: ReceivedTally, since: Date): Promise<IntakeCell[]> {
  const settled = await tally.settle(tx, now);
  const rows = await tx.query<SqlCell>(INTAKE_BY_HOUR, [tx.workspaceId, settled.days, settled.from, since]);
  const cells = new Map<string, IntakeCell>();
  for (const row of rows) {
    cells.set(keyOf(row.source_id, row.hour), {
      sourceId: row.source_id, hour: row.hour, lastReceivedAt: row.last_at,
      counts: {
        received: Number(row.received), processed: Number(row.processed), rejected: Number(row.rejected), parked: Number(row.parked),
        duplicates: Number(row.duplicates), pending: Number(row.pending), fannedOut: Number(row.fanned_out),
      },
    });
  }
  for (const { sourceId, hour, items, lastAt } of settled.rows) {
    if (hour < since) continue;
    const key = keyOf(sourceId, hour);
    const cell = cells.get(key) ?? { sourceId, hour, lastReceivedAt: null, counts: { ...NOTHING } };
    cells.set(key, {
      ...cell, lastReceivedAt: cell.lastReceivedAt && cell.lastReceivedAt > lastAt ? cell.lastReceivedAt : lastAt,
      counts: { ...cell.counts, received: cell.counts.received + items },
    });
  }
  return [...cells.values()];
}

/** Adds cells up; an empty list is all zeros and balanced. */
export function sumIntake(cells: readonly IntakeCell[]): Intake {
  const total = { ...NOTHING };
  for (const { counts } of cells) for (const field of FIELDS) total[field] += counts[field];
  return { ...total, isBalanced: total.received + total.fannedOut === total.processed + total.rejected + total.parked + total.duplicates + total.pending };
}

const NOTHING: Readonly<IntakeCounts> = { received: 0, processed: 0, rejected: 0, parked: 0, duplicates: 0, pending: 0, fannedOut: 0 };
const FIELDS = Object.keys(NOTHING) as (keyof IntakeCounts)[];

export function keyOf(sourceId: string, hour: Date): string {
  return `${sourceId} ${hour.toISOString()}`;
}
