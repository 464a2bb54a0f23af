import { MS_PER_DAY, MS_PER_HOUR } from '@kelvin/kernel';
import { findSilentPeriods, type SilentPeriod, type SourceVolume } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { endSilences, listReceivedItems, listSendingSources, replaceSilences, tellSilences, type HourlyItems } from './silence.repository.ts';

/** Silences that began longer ago are settled: they last two weeks at most. */
const RECONCILE_MS = 21 * MS_PER_DAY;
/** Before those: a silence that reaches into them, and the four weeks that say what is usual. */
const LOOK_BACK_MS = RECONCILE_MS + 42 * MS_PER_DAY;
/** Hours that must have been watched as they passed before anybody is told: otherwise it was Kelvin that was away. */
const WATCHED_MS = 3 * MS_PER_HOUR;

interface Watch {
  readonly judgedUntil: Date | null;
  readonly watchedSince: Date;
  readonly hasOpen: boolean;
}

/**
 * Looks for sources of one workspace that fell silent or came back, writes it down, tells the admins and the live
 * screens. Asked every minute; works once per hour, and every minute while a source is silent, so that its return is
 * seen at once. Several processes may ask: one of them does it.
 */
export async function watchSources(tx: Tx, now: Date): Promise<void> {
  const thisHour = new Date(Math.floor(now.getTime() / MS_PER_HOUR) * MS_PER_HOUR);
  const watch = await takeWatch(tx, now);
  if (!watch) return;
  const isJudged = watch.judgedUntil !== null && watch.judgedUntil >= thisHour;
  if (isJudged && !watch.hasOpen) return;
  const hasGap = watch.judgedUntil === null || thisHour.getTime() - watch.judgedUntil.getTime() > MS_PER_HOUR;
  const watchedSince = hasGap ? now : watch.watchedSince;

  const sending = await listSendingSources(tx);
  const volumes = toVolumes(await listReceivedItems(tx, new Date(thisHour.getTime() - LOOK_BACK_MS)), thisHour);
  const since = new Date(thisHour.getTime() - RECONCILE_MS);
  const found = new Map(sending.map((id) => [id, periodsSince(volumes.get(id), since)]));
  const isReplaced = await replaceSilences(tx, 'received', since, found);
  const isEnded = await endSilences(tx, sending, since, now);
  const told = thisHour.getTime() - watchedSince.getTime() >= WATCHED_MS ? await tellSilences(tx, now) : [];
  for (const { sourceId, name, beganAt } of told) await appendNotification(tx, now, { kind: 'source.silent', payload: { sourceId, name, since: beganAt.toISOString() } });
  if (isReplaced || isEnded) await appendChange(tx, now, 'sources', {});
  await tx.query('UPDATE source_watch SET judged_until = $2, watched_since = $3 WHERE workspace_id = $1', [tx.workspaceId, thisHour, watchedSince]);
}

/** How far the workspace has been judged, held for this transaction; null while another process has it. */
async function takeWatch(tx: Tx, now: Date): Promise<Watch | null> {
  const [row] = await tx.query<{ judged_until: Date; watched_since: Date; has_open: boolean }>(`
    SELECT judged_until, watched_since, EXISTS (SELECT 1 FROM source_silence s WHERE s.workspace_id = $1 AND s.ended_at IS NULL) AS has_open
      FROM source_watch WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED`, [tx.workspaceId]);
  if (row) return { judgedUntil: row.judged_until, watchedSince: row.watched_since, hasOpen: row.has_open };
  const made = await tx.query('INSERT INTO source_watch (workspace_id, judged_until, watched_since) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING RETURNING 1', [tx.workspaceId, now]);
  return made.length > 0 ? { judgedUntil: null, watchedSince: now, hasOpen: false } : null;
}

/** Series without gaps, one per source, from its first item to the hour that runs now. Items must be in order of time. */
export function toVolumes(items: readonly HourlyItems[], thisHour: Date): Map<string, SourceVolume> {
  const running = thisHour.getTime() / MS_PER_HOUR;
  const volumes = new Map<string, { firstHour: number; received: number[]; running: number }>();
  for (const { sourceId, hour, items: n } of items) {
    let volume = volumes.get(sourceId);
    if (!volume) volumes.set(sourceId, (volume = { firstHour: hour, received: Array.from({ length: Math.max(0, running - hour) }, () => 0), running: 0 }));
    if (hour < running) volume.received[hour - volume.firstHour] = n;
    else volume.running += n;
  }
  return volumes;
}

function periodsSince(volume: SourceVolume | undefined, since: Date): SilentPeriod[] {
  return volume ? findSilentPeriods(volume).filter(({ fromHour }) => fromHour * MS_PER_HOUR >= since.getTime()) : [];
}
