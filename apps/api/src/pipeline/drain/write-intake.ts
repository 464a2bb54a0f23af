import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** What became of one item. */
export type ItemFate = 'processed' | 'rejected' | 'parked' | 'duplicates';

const HOUR_MS = 3_600_000;

/** Adds up what became of every item, by source and hour of receipt: the right side of the no-loss equation. */
export async function writeIntake(tx: Tx, fates: Iterable<readonly [ClaimedDelivery, ItemFate]>): Promise<void> {
  const sums = new Map<string, { source_id: string; hour: string } & Record<ItemFate, number>>();
  for (const [delivery, fate] of fates) {
    const hour = new Date(Math.floor(delivery.receivedAt.getTime() / HOUR_MS) * HOUR_MS).toISOString();
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
