import type { LiveEvent } from '@kelvin/contracts';
import { BEST_ID_SQL } from '../customers/best-id.read-model.ts';

export interface LiveRecord {
  delivery_id: string; message_key: string; received_at: Date; occurred_at: Date; name: string; kind: string; properties: Record<string, unknown>; meaning: string | null; source: string | null;
  customer_id: string | null; customer_name: string | null; noise: string | null;
}
export interface RefusedRecord {
  delivery_id: string; item_index: number; received_at: Date; source: string | null; code: string; is_parked: boolean;
}

/** Rows of `event`, as a query or the table itself, with their type, source and customer; `$1` is the workspace. */
export const liveEventSql = (events: string): string => `
  SELECT e.delivery_id, e.message_key, e.received_at, e.occurred_at, t.name, t.kind, t.meaning, s.name AS source, p.customer_id, coalesce(nullif(c.name, ''), c.email, ${BEST_ID_SQL}) AS customer_name, e.noise,
         e.processed_at, e.properties, e.context, e.message_id, p.kind AS profile_kind, p.key AS profile_key
    FROM ${events} e
    JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id
    LEFT JOIN source s ON s.workspace_id = $1 AND s.id = e.source_id
    LEFT JOIN profile p ON p.workspace_id = $1 AND p.id = e.profile_id
    LEFT JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id`;

/** Rejected items and those that wait for repair, in one shape, with the bytes that came; `$1` is the workspace. */
export const REFUSED_SQL = `
  SELECT r.delivery_id, r.item_index, r.received_at, s.name AS source, r.code, r.field, r.message, convert_to(r.raw, 'UTF8') AS raw, false AS is_parked, r.source_id
    FROM rejected_item r LEFT JOIN source s ON s.workspace_id = $1 AND s.id = r.source_id WHERE r.workspace_id = $1
  UNION ALL
  SELECT k.delivery_id, k.item_index, k.received_at, s.name, k.code, k.field, k.message, k.raw, true, k.source_id
    FROM parked_item k LEFT JOIN source s ON s.workspace_id = $1 AND s.id = k.source_id WHERE k.workspace_id = $1 AND k.resolved_at IS NULL`;

/** What names a page or a screen, best first. */
const VIEWED = ['title', 'path', 'name', 'url'] as const;
const LONGEST_TITLE = 200;

function viewedOf({ kind, properties }: LiveRecord): string | null {
  if (kind !== 'page' && kind !== 'screen') return null;
  const named = VIEWED.map((key) => properties[key]).find((value): value is string => typeof value === 'string' && value.trim() !== '');
  return named?.slice(0, LONGEST_TITLE) ?? null;
}

export function toLiveEvent(row: LiveRecord): LiveEvent {
  return {
    id: `${row.delivery_id}.${row.message_key}`, status: row.noise === null ? 'accepted' : 'flagged', receivedAt: row.received_at.toISOString(), occurredAt: row.occurred_at.toISOString(),
    name: row.name, title: viewedOf(row), meaning: row.meaning, source: row.source ?? '', customerId: row.customer_id, customerName: row.customer_name, reason: row.noise,
  };
}

export function toRefusedEvent(row: RefusedRecord): LiveEvent {
  return {
    id: `${row.delivery_id}.${row.item_index}`, status: row.is_parked ? 'parked' : 'rejected', receivedAt: row.received_at.toISOString(), occurredAt: null,
    name: '', title: null, meaning: null, source: row.source ?? '', customerId: null, customerName: null, reason: row.code,
  };
}
