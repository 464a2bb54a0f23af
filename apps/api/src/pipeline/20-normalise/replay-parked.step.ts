import { canonicalEventSchema, type CanonicalEvent } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { idOf } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import type { NormalisedEvent, RefusedItem } from './drain-items.shape.ts';
import { normalise, type NormaliseOutcome, type PlaceFacts } from './normalise.step.ts';
import { bodyOfParked, type ParkedEnvelope } from './parked-envelope.ts';

/** Which parked items: one reason of one source, parked no later than an instant, so that none is played twice in a run. */
export interface ParkedSelection {
  readonly sourceId: string;
  readonly code: string;
  readonly before: Date;
}

/** A parked item taken up. */
export interface TakenItem {
  readonly delivery: ClaimedDelivery;
  readonly itemIndex: number;
  readonly message: string;
  readonly raw: string;
  readonly envelope: ParkedEnvelope;
}

interface ParkedRow {
  delivery_id: string; item_index: number; source_id: string; import_id: string | null; message: string; raw: Buffer; received_at: Date; envelope: string | null;
}

/** Items of one transaction. Deliveries are taken whole, because some of their items only mean something together. */
const MAX_ITEMS = 1_000;
const MAX_DELIVERIES = 200;
const MAX_BYTES = 16_000_000;
/** Items that left are kept this long, as a trace of what became of them. */
const RESOLVED_KEPT_MS = 30 * MS_PER_DAY;
const UNKNOWN: ParkedEnvelope = { route: '', headers: null, frame: {}, messageId: null, isText: false, kind: 'item' };

/** The next deliveries with such items after a delivery's id, in order; empty at the end. */
export async function listParkedDeliveries(tx: Tx, selection: ParkedSelection, after: string): Promise<string[]> {
  const rows = await tx.query<{ delivery_id: string; n: number; bytes: string }>(`
    SELECT delivery_id, count(*)::int AS n, sum(length(raw)) AS bytes FROM parked_item
     WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL AND parked_at <= $4 AND delivery_id > $5
     GROUP BY delivery_id ORDER BY delivery_id LIMIT $6`, [tx.workspaceId, selection.sourceId, selection.code, selection.before, after, MAX_DELIVERIES]);
  const ids: string[] = [];
  let items = 0;
  let bytes = 0;
  for (const row of rows) {
    items += row.n;
    bytes += Number(row.bytes);
    if ((items > MAX_ITEMS || bytes > MAX_BYTES) && ids.length > 0) break;
    ids.push(row.delivery_id);
  }
  return ids;
}

/** Takes the items of some deliveries out of those that wait; what becomes of them has to be written in the same transaction. */
export async function takeParked(tx: Tx, selection: ParkedSelection, deliveryIds: readonly string[], now: Date): Promise<TakenItem[]> {
  const rows = await tx.query<ParkedRow>(`
    UPDATE parked_item SET resolved_at = $5 WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL AND parked_at <= $4 AND delivery_id = ANY($6::uuid[])
     RETURNING delivery_id, item_index, source_id, import_id, message, raw, received_at, envelope`,
  [tx.workspaceId, selection.sourceId, selection.code, selection.before, now, deliveryIds]);
  rows.sort((a, b) => (a.delivery_id < b.delivery_id ? -1 : a.delivery_id > b.delivery_id ? 1 : a.item_index - b.item_index));
  return rows.map((row) => {
    const raw = row.raw.toString('utf8');
    const envelope = row.envelope === null ? UNKNOWN : (JSON.parse(row.envelope) as ParkedEnvelope);
    return { delivery: toDelivery(row, raw, envelope), itemIndex: row.item_index, message: row.message, raw, envelope };
  });
}

function toDelivery(row: ParkedRow, raw: string, envelope: ParkedEnvelope): ClaimedDelivery {
  return {
    id: row.delivery_id, sourceId: row.source_id, receivedAt: row.received_at, route: envelope.route, importId: row.import_id, isImport: row.import_id !== null,
    items: 1, headers: envelope.headers, body: Buffer.from(bodyOfParked(raw, row.item_index, envelope)),
  };
}

/**
 * Reads parked items again, by the mapping and the rules of now: exactly one outcome for each, and those that a mapping
 * divides by now named in `fannedOut`.
 * @throws when there are more or fewer, because then something would be lost or counted twice.
 */
export async function normaliseParked(tx: Tx, taken: readonly TakenItem[], facts: PlaceFacts): Promise<NormaliseOutcome> {
  const events: NormalisedEvent[] = [];
  const places = new Map<ClaimedDelivery, number | null>();
  const wholes = new Map<string, { delivery: ClaimedDelivery; items: number }>();
  const parked: RefusedItem[] = [];
  for (const item of taken) {
    if (item.envelope.route === UNKNOWN.route) {
      parked.push({ delivery: item.delivery, itemIndex: item.itemIndex, raw: item.raw, reason: { code: 'too_old', field: null, message: 'It was parked by an older version, which kept too little to read it again.' } });
    } else if (item.envelope.kind === 'event') {
      const event = readEvent(item.raw);
      events.push({ delivery: item.delivery, itemIndex: item.itemIndex, event, messageKey: idOf(event.messageId) });
    } else if (item.envelope.kind === 'item') places.set(item.delivery, item.itemIndex);
    else {
      const whole = wholes.get(item.delivery.id);
      if (whole) whole.items += 1;
      else wholes.set(item.delivery.id, { delivery: item.delivery, items: 1 });
    }
  }
  for (const { delivery, items } of wholes.values()) places.set({ ...delivery, items }, null);
  const outcome = await normalise(tx, [...places.keys()], facts);
  // Parts of a webhook's item are numbered from its own place on; everything else is one item at the place it had.
  const inPlace = <Item extends { delivery: ClaimedDelivery; itemIndex: number }>(item: Item): Item => {
    const place = places.get(item.delivery) ?? null;
    return place === null ? item : { ...item, itemIndex: item.delivery.route === 'hook' ? place + item.itemIndex : place };
  };
  const all = { events: [...events, ...outcome.events.map(inPlace)], rejected: outcome.rejected.map(inPlace), parked: [...parked, ...outcome.parked.map(inPlace)], fannedOut: outcome.fannedOut };
  const found = all.events.length + all.rejected.length + all.parked.length - all.fannedOut.length;
  if (found !== taken.length) throw new Error(`${taken.length} parked items became ${found}.`);
  return all;
}

/** Forgets items that were played again or given up some weeks ago. */
export async function deleteResolved(tx: Tx, now: Date): Promise<void> {
  await tx.query('DELETE FROM parked_item WHERE workspace_id = $1 AND resolved_at < $2', [tx.workspaceId, new Date(now.getTime() - RESOLVED_KEPT_MS)]);
}

function readEvent(raw: string): CanonicalEvent {
  const json = JSON.parse(raw) as { occurredAt: string };
  return canonicalEventSchema.parse({ ...json, occurredAt: new Date(json.occurredAt) });
}
