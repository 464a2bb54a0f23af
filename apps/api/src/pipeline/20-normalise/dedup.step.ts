import { idOf } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { NormalisedEvent } from './drain-items.shape.ts';

/**
 * Keeps the events that were never seen before and enters their keys. The first of several equal ones wins,
 * in this drain as across drains; sorted by key, so that two writers never wait for each other in a ring.
 */
export async function dedup(tx: Tx, events: readonly NormalisedEvent[]): Promise<{ fresh: NormalisedEvent[]; duplicates: NormalisedEvent[] }> {
  const first = new Map<string, NormalisedEvent>();
  const duplicates: NormalisedEvent[] = [];
  for (const event of events) {
    const key = keyOf(event);
    if (first.has(key)) duplicates.push(event);
    else first.set(key, event);
  }
  const inserted = await tx.query<{ key: string }>('INSERT INTO event_key (workspace_id, key) SELECT $1, k FROM unnest($2::uuid[]) AS t(k) ON CONFLICT DO NOTHING RETURNING key',
    [tx.workspaceId, [...first.keys()].sort()]);
  const isNew = new Set(inserted.map((row) => row.key));
  const fresh: NormalisedEvent[] = [];
  for (const [key, event] of first) (isNew.has(key) ? fresh : duplicates).push(event);
  return { fresh, duplicates };
}

/** Takes the keys of events back that were not kept after all, so that they can come again. */
export async function forgetKeys(tx: Tx, events: readonly NormalisedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query('DELETE FROM event_key WHERE workspace_id = $1 AND key = ANY($2::uuid[])', [tx.workspaceId, events.map(keyOf)]);
}

/** An event is its source's: two sources may use one message id. */
function keyOf({ delivery, messageKey }: NormalisedEvent): string {
  return idOf(delivery.sourceId + messageKey);
}
