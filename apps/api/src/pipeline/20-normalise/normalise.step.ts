import { compileImportMap, countItems, mapRecord, normaliseSegment, normaliseWebhook, readFormBody, readNdjsonLine, type CompiledImportMap, type WebhookItem } from '@kelvin/connectors';
import { importMapSchema, webhookMappingSchema, type ItemReason, type NormalisedItem, type WebhookMapping } from '@kelvin/contracts';
import { defaultCountryOf } from '@kelvin/profile';
import { idOf, sha256Hex } from '../../platform/db/ids.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { checkAmount, loadAmountFacts } from './check-amounts.step.ts';
import type { NormalisedEvent, RefusedItem } from './drain-items.shape.ts';
import { rawOf } from './item-raw.ts';
import { placeOf } from './parked-envelope.ts';

export interface NormaliseOutcome {
  readonly events: NormalisedEvent[];
  readonly rejected: RefusedItem[];
  readonly parked: RefusedItem[];
  /** Deliveries out of which a mapping made more items than were counted at receipt, once for each further one. */
  readonly fannedOut: ClaimedDelivery[];
}

/** What of a workspace tells where its times and phone numbers belong. */
export type PlaceFacts = Pick<WorkspaceFacts, 'timeZone' | 'currency'>;

interface Place {
  readonly timeZone: string;
  readonly defaultCountry: string | undefined;
}

/** Reader of an import's records; null when its map is gone, which parks the part. */
type ImportReaders = ReadonlyMap<string, CompiledImportMap | 'ndjson'>;

/** Raw bytes → canonical events, or the reason why not. Every item of every delivery is answered for; one that a mapping divides, by each of its parts. */
export async function normalise(tx: Tx, deliveries: readonly ClaimedDelivery[], facts: PlaceFacts): Promise<NormaliseOutcome> {
  const place: Place = { timeZone: facts.timeZone, defaultCountry: defaultCountryOf(facts) };
  const readers = await loadImportReaders(tx, deliveries, place);
  const mappings = await loadWebhookMappings(tx, deliveries);
  const amounts = await loadAmountFacts(tx);
  const outcome: NormaliseOutcome = { events: [], rejected: [], parked: [], fannedOut: [] };
  for (const delivery of deliveries) {
    const parsed = parseBody(delivery);
    if (parsed === undefined) {
      for (let itemIndex = 0; itemIndex < delivery.items; itemIndex += 1) {
        outcome.parked.push({ delivery, itemIndex, reason: { code: 'invalid_json', field: null, message: 'The body is not JSON.' }, raw: delivery.body.toString('utf8') });
      }
      continue;
    }
    const items: readonly (NormalisedItem | WebhookItem)[] = delivery.importId === null ? readTracking(delivery, parsed, mappings, place) : readImportPart(delivery, parsed, readers, place);
    if (isHook(delivery)) for (let further = countItems(parsed, delivery.route); further < items.length; further += 1) outcome.fannedOut.push(delivery);
    for (const item of items) {
      // An import's map says which column is the amount, so its lines are taken at their word.
      const checked = item.status === 'ok' && delivery.importId === null ? checkAmount(amounts, delivery.sourceId, item) : item;
      if ('event' in checked) {
        outcome.events.push({ delivery, itemIndex: item.index, event: checked.event, messageKey: idOf(checked.event.messageId) });
        continue;
      }
      const listed = 'place' in item ? item : null;
      const refused: RefusedItem = {
        delivery, itemIndex: item.index, reason: checked.reason, raw: rawOf(delivery, parsed, item.index, listed?.part?.()), place: listed?.place ?? null,
        ...('occurredAt' in checked && { missing: checked.missing, occurredAt: checked.occurredAt }),
      };
      (item.status === 'rejected' ? outcome.rejected : outcome.parked).push(refused);
    }
  }
  return outcome;
}

function isHook(delivery: ClaimedDelivery): boolean {
  return delivery.route === 'hook' || delivery.route === 'hook/form';
}

function parseBody({ route, body }: ClaimedDelivery): unknown {
  const text = body.toString('utf8');
  if (route === 'hook/form') {
    const form = readFormBody(text);
    return form.ok ? form.body : undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readTracking(delivery: ClaimedDelivery, parsed: unknown, mappings: ReadonlyMap<string, WebhookMapping>, { defaultCountry }: Place): readonly (NormalisedItem | WebhookItem)[] {
  const options = { receivedAt: delivery.receivedAt, hash: sha256Hex, sourceId: delivery.sourceId, defaultCountry };
  if (!isHook(delivery)) return normaliseSegment(parsed, { ...options, route: delivery.route });
  const webhookId = delivery.headers?.['webhook-id'];
  return normaliseWebhook(parsed, { ...options, webhookId: typeof webhookId === 'string' ? webhookId : null, mapping: mappings.get(delivery.sourceId) ?? {}, place: placeOf(delivery.headers) });
}

/** Records of an import part: `[lineNumber, messageId, cells | text]`, with a reason as fourth when the line could not be read. The item's index is the line number. */
function readImportPart(delivery: ClaimedDelivery, parsed: unknown, readers: ImportReaders, { defaultCountry }: Place): NormalisedItem[] {
  const reader = readers.get(delivery.importId!);
  return (parsed as [number, string, string[] | string, ItemReason?][]).map(([lineNumber, messageId, content, reason]): NormalisedItem => {
    if (reason) return { status: 'rejected', index: lineNumber, reason };
    if (reader === undefined) return { status: 'parked', index: lineNumber, reason: { code: 'import_gone', field: null, message: 'The import that this line belongs to has no map any more.' } };
    const line = { lineNumber, messageId };
    return typeof content === 'string' || reader === 'ndjson'
      ? readNdjsonLine(String(content), line, { receivedAt: delivery.receivedAt, defaultCountry })
      : mapRecord(content, reader, line);
  });
}

/** Mappings of the webhook sources among these deliveries, as they are now. */
async function loadWebhookMappings(tx: Tx, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, WebhookMapping>> {
  const ids = [...new Set(deliveries.filter(isHook).map(({ sourceId }) => sourceId))];
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; mapping: unknown }>(
    `SELECT id, settings -> 'mapping' AS mapping FROM source WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND settings ? 'mapping'`, [tx.workspaceId, ids]);
  return new Map(rows.map((row) => [row.id, webhookMappingSchema.parse(row.mapping)]));
}

async function loadImportReaders(tx: Tx, deliveries: readonly ClaimedDelivery[], place: Place): Promise<ImportReaders> {
  const ids = [...new Set(deliveries.flatMap((delivery) => delivery.importId ?? []))];
  const readers = new Map<string, CompiledImportMap | 'ndjson'>();
  if (ids.length === 0) return readers;
  const rows = await tx.query<{ id: string; source_id: string; map: unknown; cursor: { header?: string[] }; created_at: Date }>(
    'SELECT id, source_id, map, cursor, created_at FROM import WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND map IS NOT NULL', [tx.workspaceId, ids]);
  for (const row of rows) {
    const map = importMapSchema.parse(row.map);
    readers.set(row.id, map.format.type === 'ndjson' ? 'ndjson' : compileImportMap(map, row.cursor.header ?? null, { receivedAt: row.created_at, ...place, sourceId: row.source_id }));
  }
  return readers;
}
