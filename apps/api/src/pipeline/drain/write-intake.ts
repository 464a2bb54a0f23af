import { MS_PER_HOUR } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';

/** What became of one item. */
export type ItemFate = 'processed' | 'rejected' | 'parked' | 'duplicates';
/** What became of items, by their delivery. */
export type ItemFates = readonly (readonly [ClaimedDelivery, ItemFate])[];

/**
 * Adds up what became of every item, by source and hour of receipt: the right side of the no-loss equation. `fannedOut` has
 * a delivery once for each item that was made of it beyond those received, which the left side is short of.
 */
export async function writeIntake(tx: Tx, fates: ItemFates, fannedOut: readonly ClaimedDelivery[]): Promise<void> {
  const sums = new Map<string, { source_id: string; hour: string } & Record<ItemFate | 'fanned_out', number>>();
  const count = (delivery: ClaimedDelivery, figure: ItemFate | 'fanned_out'): void => {
    const hour = hourOf(delivery);
    const key = delivery.sourceId + hour;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { source_id: delivery.sourceId, hour, processed: 0, rejected: 0, parked: 0, duplicates: 0, fanned_out: 0 }));
    sum[figure] += 1;
  };
  for (const [delivery, fate] of fates) count(delivery, fate);
  for (const delivery of fannedOut) count(delivery, 'fanned_out');
  await tx.query(`
    INSERT INTO intake_outcome (workspace_id, source_id, hour, processed, rejected, parked, duplicates, fanned_out)
    SELECT $1, source_id, hour, processed, rejected, parked, duplicates, fanned_out
      FROM json_to_recordset($2) AS s(source_id uuid, hour timestamptz, processed int, rejected int, parked int, duplicates int, fanned_out int) ORDER BY source_id, hour
    ON CONFLICT (workspace_id, source_id, hour) DO UPDATE SET processed = intake_outcome.processed + excluded.processed, rejected = intake_outcome.rejected + excluded.rejected,
       parked = intake_outcome.parked + excluded.parked, duplicates = intake_outcome.duplicates + excluded.duplicates, fanned_out = intake_outcome.fanned_out + excluded.fanned_out`, [tx.workspaceId, JSON.stringify([...sums.values()])]);
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
  return new Date(Math.floor(receivedAt.getTime() / MS_PER_HOUR) * MS_PER_HOUR).toISOString();
}
