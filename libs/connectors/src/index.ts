/**
 * Reads what the outside world sends and turns it into canonical events. Pure: no network, no clock, no crypto; time,
 * hash and signature functions are arguments, so that the same bytes always give the same outcomes.
 *
 * ```ts
 * const hash = (text: string) => createHash('sha256').update(text).digest('hex');
 * const items = normaliseSegment(JSON.parse(body), { route: '/v1/batch', receivedAt, hash, defaultCountry: 'RU' });
 * // one outcome per item, in order: items.length === countItems(JSON.parse(body), '/v1/batch')
 * for (const item of items) if (item.status === 'ok') keep(item.event); else note(item.status, item.reason);
 * ```
 */
export { normaliseSegment, type NormaliseSegmentOptions } from './segment/normalise-segment.ts';
export { countItems, trackingRouteOf, type TrackingRoute } from './segment/tracking-route.ts';
export type { NormaliseOptions } from './item-options.ts';
export { TRACKING_LIMITS } from './item-limits.ts';
export { sanitise, sanitiseText, DEFAULT_SANITISE_LIMITS, type Sanitised, type SanitiseLimits } from './sanitise.ts';
export { guessMeaning, normaliseEventName, type MeaningGuess } from './meaning/guess-meaning.ts';
export { isPricePage, PRICE_PAGE_NAME } from './meaning/price-page.ts';
export { normaliseEmail } from './identifiers.ts';
export { normalisePhone } from './phone.ts';
export { amountOf, currencyOf, MAX_AMOUNT, orderIdOf, parseAmount } from './money.ts';
export { parseInstant, parseIsoInstant, parseUnixInstant } from './instant.ts';
export { canonicalJson } from './json.ts';
export { RecordSplitter, type SplitPosition } from './import/record-splitter.ts';
export { MAX_RECORD_BYTES, type FileRecord } from './import/file-record.ts';
export { lineMessageId, recordMessageId, RepeatCounter } from './import/repeat-counter.ts';
export { compileImportMap, type CompiledImportMap, type CompileOptions } from './import/compile-import-map.ts';
export { mapRecord, type RecordPlace } from './import/map-record.ts';
export { readNdjsonLine, type NdjsonOptions } from './import/read-ndjson-line.ts';
export { compileDateFormat, type InstantParser } from './import/date-format.ts';
export { detectFormat, type DetectedFormat } from './import/detect-format.ts';
export { guessImportMap, type GuessOptions, type ImportMapGuess, type ImportQuestion } from './import/guess-import-map.ts';
export { normaliseWebhook, type NormaliseWebhookOptions } from './webhook/normalise-webhook.ts';
export { compileWebhookMapping, type WebhookMapping, type WebhookPart } from './webhook/webhook-mapping.ts';
export {
  secretBytes, signStandardWebhook, verifyStandardWebhook, WEBHOOK_TOLERANCE_MS,
  type StandardWebhookKeys, type StandardWebhookRequest, type WebhookVerdict,
} from './webhook/verify-standard-webhook.ts';
