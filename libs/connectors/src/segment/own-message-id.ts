import { isExact, isWhole } from '../identifiers.ts';
import { TRACKING_LIMITS } from '../item-limits.ts';
import { rejection, wrongType, type Problem } from '../outcome.ts';

/**
 * The id that a message brings, as text. Null where it brings none, or one that others may have as well: a blank, a number whose
 * last digits are lost, a text with a lost character. Other types and over-long ids are problems.
 */
export function ownMessageId(given: unknown): string | null | Problem {
  if (given === undefined || given === null) return null;
  if (typeof given === 'number') return isExact(given) ? String(given) : null;
  if (typeof given !== 'string') return wrongType('messageId', 'a text');
  if (given === '' || !isWhole(given)) return null;
  if (given.length <= TRACKING_LIMITS.messageIdLength) return given;
  return rejection('message_id_too_long', 'messageId', `"messageId" is longer than ${TRACKING_LIMITS.messageIdLength} characters.`);
}
