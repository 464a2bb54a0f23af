import type { Tx } from '../../platform/db/db.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { putPreviousInUse } from './model-version.repository.ts';

/**
 * Puts a damaged version aside and lets the one that was in use before it serve again; without one, chances come from
 * rules. Answers the number of the version that serves now.
 */
export async function replaceDamaged(tx: Tx, now: Date, damaged: { outcomeId: string; outcomeName: string; versionId: string; number: number }): Promise<number | null> {
  const servesInstead = await putPreviousInUse(tx, now, { id: damaged.versionId, outcomeId: damaged.outcomeId }, 'damaged');
  await appendNotification(tx, now, { kind: 'model.damaged', payload: { outcomeId: damaged.outcomeId, name: damaged.outcomeName, number: damaged.number, servesInstead } });
  await appendChange(tx, now, 'models', {});
  // Whoever was scored by the damaged one before is scored again.
  await markAllStale(tx, 'definition', now);
  return servesInstead;
}
