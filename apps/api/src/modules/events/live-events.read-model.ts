import type { ListEvents, LiveEvent, LiveEvents } from '@kelvin/contracts';
import { MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { LIVE_EVENT_SQL, REFUSED_SQL, toLiveEvent, toRefusedEvent, type LiveRecord, type RefusedRecord } from './live-event.sql.ts';

/** How far back the live view looks, step by step: raw deliveries do not live longer. The first is short, for imports at full speed. */
const WINDOWS_MINUTES = [0.1, 2, 60, 24 * 60, 72 * 60];
const RATE_MINUTES = 30;

/** What was received lately, newest first. A sample: the view holds five hundred rows at most. */
@Injectable()
export class LiveEventsReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  async list(ctx: RequestContext, filter: ListEvents): Promise<LiveEvents> {
    const now = this.clock.now();
    return this.db.transaction(ctx, async (tx) => ({ items: await this.newest(tx, filter, now), perMinute: await perMinute(tx, now) }));
  }

  /** Looks into ever longer windows until the page is full: a received-at range index serves a short one in a blink. */
  private async newest(tx: Tx, filter: ListEvents, now: Date): Promise<LiveEvent[]> {
    const after = filter.after === undefined ? 0 : Date.parse(filter.after);
    let found: LiveEvent[] = [];
    for (const minutes of WINDOWS_MINUTES) {
      const from = now.getTime() - minutes * MS_PER_MINUTE;
      found = await listSince(tx, filter, new Date(Math.max(after, from)));
      if (found.length >= filter.limit || from <= after) break;
    }
    return found;
  }
}

async function listSince(tx: Tx, filter: ListEvents, since: Date): Promise<LiveEvent[]> {
  const wantsEvents = filter.status === undefined || filter.status === 'accepted' || filter.status === 'flagged';
  const wantsRefused = (filter.status === undefined || filter.status === 'rejected' || filter.status === 'parked') && !filter.q;
  const parameters = [tx.workspaceId, since, filter.sourceId ?? null, filter.limit] as const;
  const events = wantsEvents ? await tx.query<LiveRecord>(`
    ${LIVE_EVENT_SQL} AND e.received_at > $2 AND ($3::uuid IS NULL OR e.source_id = $3)
       AND ($5::boolean IS NULL OR (e.noise IS NOT NULL) = $5) AND ($6::text IS NULL OR t.name ILIKE '%' || $6 || '%' OR c.name ILIKE '%' || $6 || '%' OR c.email ILIKE '%' || $6 || '%' OR p.key ILIKE '%' || $6 || '%')
     ORDER BY e.received_at DESC, e.occurred_at DESC, e.message_key LIMIT $4`,
  [...parameters, filter.status === undefined ? null : filter.status === 'flagged', filter.q?.replace(/[%_\\]/g, '\\$&') ?? null]) : [];
  const refused = wantsRefused ? await tx.query<RefusedRecord>(`
    SELECT * FROM (${REFUSED_SQL}) r WHERE r.received_at > $2 AND ($3::uuid IS NULL OR r.source_id = $3) AND ($5::boolean IS NULL OR r.is_parked = $5)
     ORDER BY r.received_at DESC, r.item_index LIMIT $4`, [...parameters, filter.status === undefined ? null : filter.status === 'parked']) : [];
  return [...events.map(toLiveEvent), ...refused.map(toRefusedEvent)].sort(byNewest).slice(0, filter.limit);
}

/** What came in together keeps the order in which the database gave it, so that rows do not change places between two looks. */
function byNewest(a: LiveEvent, b: LiveEvent): number {
  if (a.receivedAt === b.receivedAt) return 0;
  return a.receivedAt < b.receivedAt ? 1 : -1;
}

/** The smallest id that a delivery received at this moment or later can have: ids begin with their time, and the key of the table ends with them. */
function firstIdOf(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Items received in each of the last thirty minutes, oldest first. */
async function perMinute(tx: Tx, now: Date): Promise<number[]> {
  const since = new Date(now.getTime() - RATE_MINUTES * MS_PER_MINUTE);
  const rows = await tx.query<{ minute: number; items: number }>(`
    SELECT floor(extract(epoch FROM received_at - $2::timestamptz) / 60)::int AS minute, sum(items)::int AS items FROM delivery
     WHERE workspace_id = $1 AND received_on >= $3::date AND id >= $4 AND received_at >= $2 GROUP BY 1`, [tx.workspaceId, since, since.toISOString().slice(0, 10), firstIdOf(since)]);
  const counts = new Array<number>(RATE_MINUTES).fill(0);
  for (const row of rows) if (row.minute >= 0 && row.minute < RATE_MINUTES) counts[row.minute] = row.items;
  return counts;
}
