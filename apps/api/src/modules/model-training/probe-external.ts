import type { Tx } from '../../platform/db/db.ts';
import { markStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { findProbe } from './external-model.repository.ts';

/**
 * Has one customer scored anew where an outside model has rested long enough, which asks it. So it comes back within a minute
 * of its rest although nobody did anything, and an outage costs one question a time.
 */
export async function probeExternal(tx: Tx, now: Date): Promise<void> {
  const customerId = await findProbe(tx, now);
  if (customerId !== null) await markStale(tx, [customerId], 'definition', now);
}
