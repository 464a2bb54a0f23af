import type { ListEvents, LiveEvent, LiveEvents } from '@kelvin/contracts';
import { MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { lowestIdOf } from '../../platform/db/ids.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { liveEventSql, REFUSED_SQL, toLiveEvent, toRefusedEvent, type LiveRecord, type RefusedRecord } from './live-event.sql.ts';

/** How far back the live view looks, step by step: raw deliveries do not live longer. The first is short, for imports at full speed. */
const WINDOWS_MINUTES = [0.1, 2, 60, 6 * 60, 24 * 60, 72 * 60];
/** Deliveries looked through for when the newest items came; each has at least one. */
const NEWEST_DELIVERIES = 2_000;
/** Some of what came was known already, or is left out by a filter. */
const ROOM_FOR_OTHERS = 4;
const RATE_MINUTES = 30;

/** What was received lately, newest first. A sample: the view holds five hundred rows at most. */
@Injectable()
export class LiveEventsReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  async list(ctx: RequestContext, filter: ListEvents): Promise<LiveEvents> {
    const now = this.clock.now();
    return this.db.transaction(ctx, async (tx) => ({ items: await this.newest(tx, filter, now), perMinute: await perMinute(tx, now) }));
  }

  /** Looks into ever longer windows until the page is full; where the newest deliveries tell that enough came is one of them. */
  private async newest(tx: Tx, filter: ListEvents, now: Date): Promise<LiveEvent[]> {
    const after = filter.after === undefined ? 0 : Date.parse(filter.after);
    const windows = [...await newestDeliveries(tx, filter), ...WINDOWS_MINUTES.map((minutes) => now.getTime() - minutes * MS_PER_MINUTE)].sort((a, b) => b - a);
    let found: LiveEvent[] = [];
    for (const from of windows) {
      found = await listSince(tx, filter, new Date(Math.max(after, from)));
      if (found.length >= filter.limit || from <= after) break;
    }
    return found;
  }
}

/** Moments since when about as many items came as are wanted, and some times as many; none where fewer came than are looked through. */
async function newestDeliveries(tx: Tx, filter: ListEvents): Promise<number[]> {
  const deliveries = await tx.query<{ received_at: Date; items: number; source_id: string }>(
    'SELECT received_at, items, source_id FROM delivery WHERE workspace_id = $1 ORDER BY received_on DESC, id DESC LIMIT $2', [tx.workspaceId, NEWEST_DELIVERIES]);
  const since: number[] = [];
  let items = 0;
  for (const delivery of deliveries) {
    if (filter.sourceId !== undefined && delivery.source_id !== filter.sourceId) continue;
    items += delivery.items;
    // All that came in one moment is looked at together.
    if (items >= filter.limit * ROOM_FOR_OTHERS ** since.length) since.push(delivery.received_at.getTime() - 1);
    if (since.length === 2) break;
  }
  return since;
}

async function listSince(tx: Tx, filter: ListEvents, since: Date): Promise<LiveEvent[]> {
  const wantsEvents = filter.status === undefined || filter.status === 'accepted' || filter.status === 'flagged';
  const wantsRefused = (filter.status === undefined || filter.status === 'rejected' || filter.status === 'parked') && !filter.q;
  const events = wantsEvents ? await listEvents(tx, filter, since) : [];
  const refused = wantsRefused ? await tx.query<RefusedRecord>(`
    SELECT * FROM (${REFUSED_SQL}) r WHERE r.received_at > $2 AND ($3::uuid IS NULL OR r.source_id = $3) AND ($5::boolean IS NULL OR r.is_parked = $5)
     ORDER BY r.received_at DESC, r.item_index LIMIT $4`, [tx.workspaceId, since, filter.sourceId ?? null, filter.limit, filter.status === undefined ? null : filter.status === 'parked']) : [];
  return [...events.map(toLiveEvent), ...refused.map(toRefusedEvent)].sort(byNewest).slice(0, filter.limit);
}

const NEWEST_FIRST = 'ORDER BY e.received_at DESC, e.occurred_at DESC, e.message_key LIMIT $4';

/** Only where a word is looked for are names wanted of more events than are shown. */
async function listEvents(tx: Tx, filter: ListEvents, since: Date): Promise<LiveRecord[]> {
  const parameters = [tx.workspaceId, since, filter.sourceId ?? null, filter.limit, filter.status === undefined ? null : filter.status === 'flagged'];
  const events = 'SELECT * FROM event e WHERE e.workspace_id = $1 AND e.received_at > $2 AND ($3::uuid IS NULL OR e.source_id = $3) AND ($5::boolean IS NULL OR (e.noise IS NOT NULL) = $5)';
  if (!filter.q) return tx.query<LiveRecord>(`${liveEventSql(`(${events} ${NEWEST_FIRST})`)} ${NEWEST_FIRST}`, parameters);
  return tx.query<LiveRecord>(`
    ${liveEventSql(`(${events})`)} WHERE t.name ILIKE '%' || $6 || '%' OR c.name ILIKE '%' || $6 || '%' OR c.email ILIKE '%' || $6 || '%' OR p.key ILIKE '%' || $6 || '%' ${NEWEST_FIRST}`,
  [...parameters, filter.q.replace(/[%_\\]/g, '\\$&')]);
}

/** What came in together keeps the order in which the database gave it, so that rows do not change places between two looks. */
function byNewest(a: LiveEvent, b: LiveEvent): number {
  if (a.receivedAt === b.receivedAt) return 0;
  return a.receivedAt < b.receivedAt ? 1 : -1;
}

/** Items received in each of the last thirty minutes, oldest first. */
async function perMinute(tx: Tx, now: Date): Promise<number[]> {
  const since = new Date(now.getTime() - RATE_MINUTES * MS_PER_MINUTE);
  const rows = await tx.query<{ minute: number; items: number }>(`
    SELECT floor(extract(epoch FROM received_at - $2::timestamptz) / 60)::int AS minute, sum(items)::int AS items FROM delivery
     WHERE workspace_id = $1 AND received_on >= $3::date AND id >= $4 AND received_at >= $2 GROUP BY 1`, [tx.workspaceId, since, since.toISOString().slice(0, 10), lowestIdOf(since.getTime())]);
  const counts = new Array<number>(RATE_MINUTES).fill(0);
  for (const row of rows) if (row.minute >= 0 && row.minute < RATE_MINUTES) counts[row.minute] = row.items;
  return counts;
}
