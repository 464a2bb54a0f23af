import { noiseOf } from '@kelvin/profile';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent, IdentifiedEvent } from '../20-normalise/drain-items.shape.ts';
import { listLifted } from './lift-noise.port.ts';

const MAIL_MEANINGS = new Set(['email_sent', 'email_opened', 'email_clicked']);

/**
 * Flags what programs and testers made, but for profiles that somebody said are people. Opens and clicks are compared with the last
 * mail sent to the same profile.
 */
export async function flagNoise(tx: Tx, events: readonly IdentifiedEvent[]): Promise<FlaggedEvent[]> {
  const sent = await loadSentTimes(tx, events);
  const flagged = events.map((item) => ({ ...item, noise: noiseOf(item.event, item.meaning, lastBefore(sent.get(item.profileId), item.event.occurredAt.getTime())) }));
  const suspects = new Set(flagged.filter(({ noise }) => noise !== null).map(({ profileId }) => profileId));
  if (suspects.size === 0) return flagged;
  const lifted = await listLifted(tx, [...suspects]);
  return lifted.size === 0 ? flagged : flagged.map((item) => (lifted.has(item.profileId) ? { ...item, noise: null } : item));
}

function lastBefore(times: readonly number[] | undefined, instantMs: number): number | null {
  let last: number | null = null;
  for (const time of times ?? []) if (time <= instantMs && (last === null || time > last)) last = time;
  return last;
}

async function loadSentTimes(tx: Tx, events: readonly IdentifiedEvent[]): Promise<Map<string, number[]>> {
  const sent = new Map<string, number[]>();
  const mails = events.filter((item) => item.meaning !== null && MAIL_MEANINGS.has(item.meaning));
  const reactions = mails.filter((item) => item.meaning !== 'email_sent');
  if (reactions.length === 0) return sent;
  const add = (profileId: string, at: number): void => void (sent.get(profileId)?.push(at) ?? sent.set(profileId, [at]));
  for (const item of mails) if (item.meaning === 'email_sent') add(item.profileId, item.event.occurredAt.getTime());
  const times = reactions.map((item) => item.event.occurredAt.getTime());
  const rows = await tx.query<{ profile_id: string; occurred_at: Date }>(`
    SELECT e.profile_id, e.occurred_at FROM event e
      JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id AND t.meaning = 'email_sent'
     WHERE e.workspace_id = $1 AND e.profile_id = ANY($2::uuid[]) AND e.occurred_at BETWEEN $3::timestamptz - interval '1 minute' AND $4`,
  [tx.workspaceId, [...new Set(reactions.map((item) => item.profileId))], new Date(Math.min(...times)), new Date(Math.max(...times))]);
  for (const row of rows) add(row.profile_id, row.occurred_at.getTime());
  return sent;
}
