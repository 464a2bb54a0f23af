import { AppError } from '@kelvin/kernel';

/** Told to each of thousands of senders at once: the reason is logged once, where it is found. */
const TRY_AGAIN = { retryAfterSeconds: 1, isLogged: true };

export const createInboxFullError = () =>
  new AppError('unavailable', 'inbox.full', 'More is arriving than can be kept at the moment. Send it again in a second.', TRY_AGAIN);
export const createTooFastError = () =>
  new AppError('too-many', 'inbox.too_fast', 'This source sends more requests in a second than it may. Send batches, or go on in a second.', { retryAfterSeconds: 1 });
export const createNotKeptError = (cause: unknown) =>
  new AppError('unavailable', 'inbox.not_kept', 'The delivery could not be kept. Send it again in a second.', TRY_AGAIN, { cause });
export const createMissingKeyError = () =>
  new AppError('unauthenticated', 'inbox.missing_key', 'No write key. Send it as the user name of Basic authentication, as "writeKey" in the body, or as ?writeKey=.');
export const createUnknownKeyError = () =>
  new AppError('unauthenticated', 'inbox.unknown_key', 'This write key belongs to no source. Copy it again from the Sources screen.');
export const createSourceOffError = () =>
  new AppError('forbidden', 'inbox.source_off', 'This source is switched off. Switch it on on the Sources screen.');
export const createNotJsonError = () => new AppError('invalid', 'inbox.not_json', 'The body is not JSON.');
export const createNotUtf8Error = () => new AppError('invalid', 'inbox.not_utf8', 'The body is not valid UTF-8. Send it as UTF-8, whatever its content type says: bytes of another encoding would make different ids one.');
export const createBadFormError = (code: 'not_a_form' | 'form_too_complex') => (code === 'not_a_form'
  ? new AppError('invalid', 'inbox.not_a_form', 'The body is marked as a form, but is neither a form nor JSON.')
  : new AppError('invalid', 'inbox.form_too_complex', 'The form has more than 5,000 fields, lists longer than 1,000, or is nested deeper than 10 levels.'));
export const createBrokenGzipError = () => new AppError('invalid', 'inbox.broken_gzip', 'The body is marked as gzip but cannot be unpacked.');
/** Segment's clients know 400 for what is too large, PostHog's know 413 and halve their batch. */
export const createTooLargeError = (kind: 'invalid' | 'too-large', limit: string) =>
  new AppError(kind, 'inbox.too_large', `The batch is larger than ${limit}. Send it in smaller parts.`);
export const createUnknownHookError = () => new AppError('not-found', 'inbox.unknown_hook', 'There is no webhook at this address.');
export const createBadSignatureError = (reason: string) =>
  new AppError('unauthenticated', 'inbox.bad_signature', 'The signature of this webhook does not hold. It needs webhook-id, webhook-timestamp (within five minutes) and webhook-signature.', { reason });
