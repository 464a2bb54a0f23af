import type { NormalisedItem } from '@kelvin/contracts';
import { isObject } from '../json.ts';
import { atIndex, isProblem, rejection } from '../outcome.ts';
import { normaliseItem } from '../segment/normalise-item.ts';
import { ownMessageId } from '../segment/own-message-id.ts';
import type { RecordPlace } from './map-record.ts';

export interface NdjsonOptions {
  readonly receivedAt: Date;
  readonly defaultCountry?: string;
}

/**
 * One line of an NDJSON file, which is one Segment message, as a canonical event. Times stand as they are written: a file
 * is history, so there is no clock to correct. A line without a messageId gets the line's own id.
 */
export function readNdjsonLine(text: string, place: RecordPlace, options: NdjsonOptions): NormalisedItem {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return atIndex(rejection('invalid_json', null, 'The line is not JSON.'), place.lineNumber);
  }
  if (isObject(message)) message = { ...message, sentAt: null };
  const frame = { context: {}, integrations: null, sentAt: null, kind: null, options: { ...options, hash: () => place.messageId } };
  const event = normaliseItem(message, frame, place.lineNumber);
  if (isProblem(event)) return atIndex(event, place.lineNumber);
  const hasOwnId = isObject(message) && ownMessageId(message['messageId']) !== null;
  return { status: 'ok', index: place.lineNumber, event: hasOwnId ? event : { ...event, messageId: place.messageId } };
}
