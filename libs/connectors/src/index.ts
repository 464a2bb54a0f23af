/**
 * Reads what the outside world sends and turns it into canonical events. Pure: no network, no clock, no crypto; time,
 * hash and signature functions are arguments, so that the same bytes always give the same outcomes.
 *
 * ```ts
 * const hash = (text: string) => createHash('sha256').update(text).digest('hex');
 * const items = normaliseSegment(JSON.parse(body), { route: 'v1/batch', receivedAt, hash, defaultCountry: 'RU' });
 * // one outcome per item, in order: items.length === countItems(JSON.parse(body), 'v1/batch')
 * for (const item of items) if (item.status === 'ok') keep(item.event); else note(item.status, item.reason);
 * ```
 *
 * Files: `detectFormat` (first bytes) → `RecordSplitter` (records with raw bytes, line numbers, offsets) → `guessImportMap`
 * (a proposal and its questions) → `compileImportMap` once → for each record, in order, `recordMessageId` and `mapRecord`.
 *
 * ```ts
 * const splitter = new RecordSplitter(map.format);
 * const repeats = new RepeatCounter();
 * let compiled = map.format.header ? null : compileImportMap(map, null, options);
 * for await (const chunk of file) for (const record of splitter.push(chunk)) {     // and once more over splitter.end()
 *   if (compiled === null) compiled = compileImportMap(map, record.cells, options); // the header
 *   else {
 *     const messageId = recordMessageId(record, sha256, repeats);                  // also for records with a reason
 *     if (record.reason) refuse(record); else keep(mapRecord(record.cells, compiled, { lineNumber: record.lineNumber, messageId }));
 *   }
 * }
 * ```
 * To go on after a kill, read the file from its start again, counting repeats, and keep records with `endOffset` beyond the
 * last one kept; or, where the file brings its own ids, start the splitter at that offset.
 */
export { normaliseSegment, type NormaliseSegmentOptions } from './segment/normalise-segment.ts';
export { countItems } from './segment/tracking-route.ts';
export type { NormaliseOptions } from './item-options.ts';
export { normalisePhone } from './phone.ts';
export { TRACKING_LIMITS } from './item-limits.ts';
export { guessMeaning, type MeaningGuess } from './meaning/guess-meaning.ts';
export { renewalDayOf } from './meaning/renewal-day.ts';
export { isPricePage, PRICE_PAGE_NAME } from './meaning/price-page.ts';
export { unreadAmount } from './unread-amount.ts';
export { unreadAmountIn, unreadProductIn } from './money.ts';
export { amountFieldOf, amountIn, proposeAmountFields } from './missing-amount.ts';
export { RecordSplitter } from './import/record-splitter.ts';
export type { FileRecord } from './import/file-record.ts';
export { recordMessageId, RepeatCounter } from './import/repeat-counter.ts';
export { compileImportMap, type CompiledImportMap, type CompileOptions } from './import/compile-import-map.ts';
export { mapRecord, type RecordPlace } from './import/map-record.ts';
export { readNdjsonLine, type NdjsonOptions } from './import/read-ndjson-line.ts';
export { detectFormat, type DetectedFormat } from './import/detect-format.ts';
export { readDateColumn } from './import/date-column.ts';
export { guessImportMap, type GuessOptions, type ImportMapGuess, type ImportQuestion } from './import/guess-import-map.ts';
export { normaliseWebhook, type NormaliseWebhookOptions, type WebhookItem } from './webhook/normalise-webhook.ts';
export { listReadableItems } from './webhook/split-body.ts';
export type { ListPlace } from './webhook/message-id.ts';
export { readFormBody, type FormReading } from './webhook/form-body.ts';
export { listPayloadFields, type PayloadField } from './webhook/payload-fields.ts';
export { findUsualPaths, suggestItemsPath, suggestWebhookMapping } from './webhook/suggest-webhook-mapping.ts';
export { signStandardWebhook, verifyStandardWebhook, type StandardWebhookKeys, type StandardWebhookRequest, type WebhookVerdict } from './webhook/verify-standard-webhook.ts';
