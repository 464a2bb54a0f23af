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
    const key = event.delivery.sourceId + event.messageKey;
    if (first.has(key)) duplicates.push(event);
    else first.set(key, event);
  }
  const candidates = [...first.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  const inserted = await tx.query<{ key: string }>(`
    INSERT INTO event_key (workspace_id, source_id, message_key)
    SELECT $1, s, k FROM unnest($2::uuid[], $3::uuid[]) AS t(s, k)
    ON CONFLICT DO NOTHING RETURNING source_id::text || message_key::text AS key`,
  [tx.workspaceId, candidates.map((event) => event.delivery.sourceId), candidates.map((event) => event.messageKey)]);
  const isNew = new Set(inserted.map((row) => row.key));
  const fresh: NormalisedEvent[] = [];
  for (const [key, event] of first) (isNew.has(key) ? fresh : duplicates).push(event);
  return { fresh, duplicates };
}

/** Takes the keys of events back that were not kept after all, so that they can come again. */
export async function forgetKeys(tx: Tx, events: readonly NormalisedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query('DELETE FROM event_key e USING unnest($2::uuid[], $3::uuid[]) AS t(s, k) WHERE e.workspace_id = $1 AND e.source_id = t.s AND e.message_key = t.k',
    [tx.workspaceId, events.map((event) => event.delivery.sourceId), events.map((event) => event.messageKey)]);
}
