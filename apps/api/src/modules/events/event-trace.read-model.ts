import type { EventTrace } from '@kelvin/contracts';
import { AppError, MS_PER_DAY } from '@kelvin/kernel';
import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { instantOf } from '../../platform/db/ids.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { liveEventSql, REFUSED_SQL, toLiveEvent, toRefusedEvent, type LiveRecord, type RefusedRecord } from './live-event.sql.ts';

type Band = EventTrace['trace'] extends { score: infer Score } ? NonNullable<Score> extends { afterBand: infer B } ? B : never : never;

/** One event from receipt to score. */
@Injectable()
export class EventTraceReadModel {
  constructor(private readonly db: Db) {}

  /** Opens `<delivery>.<message key>` or, for refused items, `<delivery>.<index>`. Throws `event.not_found`. */
  async get(ctx: RequestContext, id: string): Promise<EventTrace> {
    const dot = id.indexOf('.');
    const deliveryId = id.slice(0, dot);
    const rest = id.slice(dot + 1);
    if (!UUID.test(deliveryId)) throw notFound();
    return this.db.transaction(ctx, (tx) => (/^\d{1,9}$/.test(rest) ? traceRefused(tx, deliveryId, Number(rest)) : traceEvent(tx, deliveryId, rest)));
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The last moment whose date is written with four digits, less a day. */
const LAST_MS = Date.parse('9999-12-30T00:00:00Z');
const notFound = () => new AppError('not-found', 'event.not_found', 'There is no such event. Raw items are kept for some days only.');

/** The day on which a delivery came, by its id, and those beside it, because the id is made a moment earlier. */
function daysAround(ms: number): string[] {
  return ms > LAST_MS ? [] : [ms - MS_PER_DAY, ms, ms + MS_PER_DAY].map((at) => new Date(at).toISOString().slice(0, 10));
}

async function traceRefused(tx: Tx, deliveryId: string, index: number): Promise<EventTrace> {
  const [row] = await tx.query<RefusedRecord & { raw: Buffer; message: string; field: string | null }>(
    `SELECT * FROM (${REFUSED_SQL}) r WHERE r.delivery_id = $2 AND r.item_index = $3`, [tx.workspaceId, deliveryId, index]);
  if (!row) throw notFound();
  return {
    ...toRefusedEvent(row), payload: parse(row.raw.toString('utf8')), problems: [{ code: row.code, field: row.field, message: row.message }],
    trace: { receivedAt: row.received_at.toISOString(), processedAt: null, scoredAt: null, matchedBy: null, customer: null, score: null },
  };
}

async function traceEvent(tx: Tx, deliveryId: string, messageKey: string): Promise<EventTrace> {
  if (!UUID.test(messageKey)) throw notFound();
  const [row] = await tx.query<LiveRecord & { processed_at: Date; properties: unknown; context: unknown; message_id: string; profile_kind: string; profile_key: string; band: Band | null; is_visitor: boolean | null; scored_at: Date | null }>(`
    SELECT l.*, c.band, c.is_visitor, c.scored_at FROM (${liveEventSql(`(
      SELECT * FROM event WHERE workspace_id = $1 AND delivery_id = $2 AND message_key = $3
         AND received_at = (SELECT received_at FROM delivery WHERE workspace_id = $1 AND received_on = ANY($4::date[]) AND id = $2))`)}) l
      LEFT JOIN customer c ON c.workspace_id = $1 AND c.id = l.customer_id`, [tx.workspaceId, deliveryId, messageKey, daysAround(instantOf(deliveryId))]);
  if (!row) throw notFound();
  const [change] = await tx.query<{ at: Date; before_hundredths: number | null; after_hundredths: number; before_band: Band | null; after_band: Band }>(`
    SELECT at, before_hundredths, after_hundredths, before_band, after_band FROM score_change
     WHERE workspace_id = $1 AND customer_id = $2 AND at >= $3 ORDER BY at LIMIT 1`, [tx.workspaceId, row.customer_id, row.processed_at]);
  const scoredAt = change?.at ?? (row.scored_at && row.scored_at >= row.processed_at ? row.scored_at : null);
  return {
    ...toLiveEvent(row), payload: { messageId: row.message_id, properties: row.properties, context: row.context },
    problems: row.noise === null ? [] : [{ code: row.noise, field: null, message: '' }],
    trace: {
      receivedAt: row.received_at.toISOString(), processedAt: row.processed_at.toISOString(), scoredAt: scoredAt?.toISOString() ?? null,
      matchedBy: { kind: row.profile_kind, value: row.profile_key },
      customer: row.customer_id === null || row.band === null ? null : { id: row.customer_id, name: row.customer_name ?? '', band: row.band, isVisitor: row.is_visitor === true },
      score: change ? { before: change.before_hundredths, after: change.after_hundredths, beforeBand: change.before_band, afterBand: change.after_band } : null,
    },
  };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return raw;
  }
}
