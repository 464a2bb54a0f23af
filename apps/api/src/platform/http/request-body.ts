import { AppError } from '@kelvin/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';

/** Largest body of one request; files are streamed and have their own limits. */
const BODY_LIMIT_BYTES = 1_048_576;
/** A body over the limit is read to its end and thrown away up to here: the connection is closed with the answer, which a sender who is still writing would not get to hear. */
const DISCARDED_BYTES = 64 * 1_048_576;
/** Deepest nesting of a JSON body of the api. */
const MAX_DEPTH = 64;

const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/;

/**
 * One reader for every body, chosen by the path and never by the content type, because senders mislabel it:
 * - `/api/…/file`: the raw stream, which the handler reads as it comes;
 * - `/api/…`: JSON, refused with a sentence when it is not;
 * - anything else (tracking, webhooks): the bytes as they were sent, in a Buffer.
 */
export function installBodyReader(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  // Fastify refuses a malformed type before any parser is asked; without one it asks ours.
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.raw.headers['content-type'];
    if (type !== undefined && !MEDIA_TYPE.test(type)) delete request.raw.headers['content-type'];
    done();
  });
  fastify.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (request, payload, done) => {
    const path = pathOf(request);
    const isApi = path.startsWith('/api/');
    if (isApi && path.endsWith('/file')) return done(null, payload);
    readBytes(payload as IncomingMessage, (error, bytes) => {
      // Segment's clients know 400 for what is too large, and keep trying after most others.
      if (error) return done(path.startsWith('/v1/') && error instanceof AppError && error.kind === 'too-large' ? new AppError('invalid', error.code, error.message) : error);
      if (!isApi) return done(null, bytes);
      try {
        done(null, parseJson(request, bytes));
      } catch (invalid) {
        done(invalid as Error);
      }
    });
  });
}

function pathOf(request: FastifyRequest): string {
  const query = request.url.indexOf('?');
  return query === -1 ? request.url : request.url.slice(0, query);
}

function readBytes(payload: IncomingMessage, done: (error: Error | null, bytes: Buffer) => void): void {
  const none = Buffer.alloc(0);
  const announced = Number(payload.headers['content-length']);
  if (announced > DISCARDED_BYTES) return done(tooLarge(), none);
  const chunks: Buffer[] = [];
  let length = 0;
  const stop = () => {
    payload.off('data', onData);
    payload.off('end', onEnd);
    payload.off('error', onError);
    payload.off('close', onClose);
  };
  const onData = (chunk: Buffer) => {
    length += chunk.length;
    if (length <= BODY_LIMIT_BYTES) return void chunks.push(chunk);
    chunks.length = 0;
    if (length <= DISCARDED_BYTES) return;
    stop();
    payload.resume();
    done(tooLarge(), none);
  };
  const onEnd = () => {
    stop();
    if (length > BODY_LIMIT_BYTES) return done(tooLarge(), none);
    done(null, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
  };
  const onError = (error: Error) => {
    stop();
    done(cutShort(error), none);
  };
  const onClose = () => {
    stop();
    done(cutShort(), none);
  };
  payload.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
}

function parseJson(request: FastifyRequest, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  // A form of another site can post text, but not this type: part of the protection against forged requests.
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw new AppError('invalid', 'http.not_json', 'Send the body as JSON, with the header Content-Type: application/json.');
  }
  const text = bytes.toString('utf8');
  if (isTooDeep(text)) throw new AppError('invalid', 'http.too_deep', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('invalid', 'http.broken_json', 'The body is not valid JSON.', {}, { cause: error });
  }
}

/** Whether brackets outside strings nest deeper than anything we read or store; what lies deeper breaks whoever walks it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (isString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) isString = false;
    } else if (char === 0x22) isString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}

function tooLarge(): AppError {
  return new AppError('too-large', 'inbox.too_large', 'The body is larger than 1 MB. Send it in smaller batches, or import it as a file.');
}

function cutShort(cause?: Error): AppError {
  return new AppError('invalid', 'http.cut_short', 'The request ended before its body did.', {}, { cause });
}
