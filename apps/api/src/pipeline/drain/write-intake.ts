import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** What became of one item. */
export type ItemFate = 'processed' | 'rejected' | 'parked' | 'duplicates';
/** What became of items, by their delivery. */
export type ItemFates = readonly (readonly [ClaimedDelivery, ItemFate])[];

const HOUR_MS = 3_600_000;

/** Adds up what became of every item, by source and hour of receipt: the right side of the no-loss equation. */
export async function writeIntake(tx: Tx, fates: ItemFates): Promise<void> {
  const sums = new Map<string, { source_id: string; hour: string } & Record<ItemFate, number>>();
  for (const [delivery, fate] of fates) {
    const hour = hourOf(delivery);
    const key = delivery.sourceId + hour;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { source_id: delivery.sourceId, hour, processed: 0, rejected: 0, parked: 0, duplicates: 0 }));
    sum[fate] += 1;
  }
  await tx.query(`
    INSERT INTO intake_outcome (workspace_id, source_id, hour, processed, rejected, parked, duplicates)
    SELECT $1, source_id, hour, processed, rejected, parked, duplicates
      FROM json_to_recordset($2) AS s(source_id uuid, hour timestamptz, processed int, rejected int, parked int, duplicates int) ORDER BY source_id, hour
    ON CONFLICT (workspace_id, source_id, hour) DO UPDATE SET processed = intake_outcome.processed + excluded.processed, rejected = intake_outcome.rejected + excluded.rejected,
       parked = intake_outcome.parked + excluded.parked, duplicates = intake_outcome.duplicates + excluded.duplicates`, [tx.workspaceId, JSON.stringify([...sums.values()])]);
}

/** Takes items back that were parked: the first half of playing them again, whose second half is `writeIntake` in the same transaction. */
export async function takeBackParked(tx: Tx, items: readonly { readonly delivery: ClaimedDelivery }[]): Promise<void> {
  const sums = new Map<string, { source_id: string; hour: string; n: number }>();
  for (const { delivery } of items) {
    const hour = hourOf(delivery);
    const key = delivery.sourceId + hour;
    const sum = sums.get(key) ?? { source_id: delivery.sourceId, hour, n: 0 };
    sum.n += 1;
    sums.set(key, sum);
  }
  await tx.query(`
    UPDATE intake_outcome o SET parked = o.parked - s.n FROM json_to_recordset($2) AS s(source_id uuid, hour timestamptz, n int)
     WHERE o.workspace_id = $1 AND o.source_id = s.source_id AND o.hour = s.hour`, [tx.workspaceId, JSON.stringify([...sums.values()])]);
}

function hourOf({ receivedAt }: ClaimedDelivery): string {
  return new Date(Math.floor(receivedAt.getTime() / HOUR_MS) * HOUR_MS).toISOString();
}
