import { consentsOf } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';

const MAX_TRAITS_PER_PROFILE = 200;

/**
 * Keeps attributes and consent: of two values the one with the later event time wins, whichever arrived first.
 * Answers the profiles that got one.
 */
export async function foldTraits(tx: Tx, events: readonly FlaggedEvent[]): Promise<Set<string>> {
  const newest = new Map<string, { profile_id: string; name: string; value: unknown; at: Date; source_id: string }>();
  const consents = new Map<string, { profile_id: string; channel: string; is_granted: boolean; at: Date; source_id: string }>();
  for (const item of events) {
    const at = item.event.occurredAt;
    const names = Object.keys(item.event.traits);
    for (const name of names.slice(0, MAX_TRAITS_PER_PROFILE)) {
      const value = item.event.traits[name];
      if (value === undefined || value === null) continue;
      const key = `${item.profileId}/${name}`;
      const before = newest.get(key);
      if (!before || before.at <= at) newest.set(key, { profile_id: item.profileId, name: name.slice(0, 100), value, at, source_id: item.delivery.sourceId });
    }
    if (names.length === 0 && item.meaning !== 'unsubscribed' && item.meaning !== 'spam_complaint') continue;
    for (const { channel, isGranted } of consentsOf(item.event, item.meaning)) {
      const key = `${item.profileId}/${channel}`;
      const before = consents.get(key);
      if (!before || before.at <= at) consents.set(key, { profile_id: item.profileId, channel, is_granted: isGranted, at, source_id: item.delivery.sourceId });
    }
  }
  if (newest.size > 0) {
    await tx.query(`
      INSERT INTO trait (workspace_id, profile_id, name, value, occurred_at, source_id)
      SELECT DISTINCT ON (profile_id, name COLLATE "C") $1, profile_id, name, value, at, source_id
        FROM json_to_recordset($2) AS t(profile_id uuid, name text, value jsonb, at timestamptz, source_id uuid) ORDER BY profile_id, name COLLATE "C", at DESC
      ON CONFLICT (workspace_id, profile_id, name) DO UPDATE SET value = excluded.value, occurred_at = excluded.occurred_at, source_id = excluded.source_id
       WHERE trait.occurred_at <= excluded.occurred_at`, [tx.workspaceId, JSON.stringify([...newest.values()])]);
  }
  if (consents.size > 0) {
    await tx.query(`
      INSERT INTO consent (workspace_id, profile_id, channel, is_granted, occurred_at, source_id)
      SELECT $1, profile_id, channel, is_granted, at, source_id FROM json_to_recordset($2) AS c(profile_id uuid, channel text, is_granted boolean, at timestamptz, source_id uuid)
       ORDER BY profile_id, channel
      ON CONFLICT (workspace_id, profile_id, channel) DO UPDATE SET is_granted = excluded.is_granted, occurred_at = excluded.occurred_at, source_id = excluded.source_id
       WHERE consent.occurred_at <= excluded.occurred_at`, [tx.workspaceId, JSON.stringify([...consents.values()])]);
  }
  return new Set([...newest.values()].map((row) => row.profile_id));
}
