import { MS_PER_DAY, MS_PER_HOUR } from '@kelvin/kernel';
import { findSilentPeriods } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { listEarlierEvents, listFirstHours, listSendingSources, replaceSilences } from './silence.repository.ts';
import { toVolumes } from './watch-sources.ts';

/** As far back as scores of the past reach, and the weeks that say what is usual. */
const LOOK_BACK_MS = 400 * MS_PER_DAY;

/**
 * Looks for silences in the time before each source's first delivery: history that was sent in later, as the demo's is.
 * Nobody received anything in those hours, so they are judged by when the events occurred; events that a client kept and
 * sent after an outage therefore count where they belong. Reads every such event once: for scoring the past, after
 * which the past is judged anew. Sources that are filled from files are left out: nobody knows what a file leaves out.
 */
export async function judgePastSilences(tx: Tx, now: Date): Promise<void> {
  const sending = new Set(await listSendingSources(tx));
  const firstHours = new Map([...await listFirstHours(tx)].filter(([sourceId]) => sending.has(sourceId)));
  if (firstHours.size === 0) return;
  const items = await listEarlierEvents(tx, firstHours, new Date(now.getTime() - LOOK_BACK_MS));
  const found = new Map([...firstHours].map(([sourceId, firstHour]) => {
    const volume = toVolumes(items.filter((item) => item.sourceId === sourceId), firstHour).get(sourceId);
    const end = firstHour.getTime() / MS_PER_HOUR;
    // What was silent until the first delivery ended with it.
    const periods = volume ? findSilentPeriods(volume).map(({ fromHour, toHour }) => ({ fromHour, toHour: Math.min(toHour ?? end, end) })) : [];
    return [sourceId, periods] as const;
  }));
  await replaceSilences(tx, 'occurred', new Date(0), found);
}
