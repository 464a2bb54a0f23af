import { readFormBody } from '@kelvin/connectors';
import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { createBadFormError, createBrokenGzipError, createNotJsonError, createNotUtf8Error, createTooLargeError } from './inbox.errors.ts';

/** A body that was understood as far as the inbox goes: its JSON bytes, to be kept, and what they say. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly json: unknown;
}

const unzip = promisify(gunzip);

/** True for gzip whatever the headers say: several clients compress without saying so. */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes of a body, unpacked when they are gzip; `Content-Encoding: gzip` over plain bytes is taken as plain.
 * More than `maxBytes` is refused before it is unpacked whole, so that a small body cannot fill the memory.
 */
export async function unpack(bytes: Buffer, maxBytes: number, tooLarge: 'invalid' | 'too-large'): Promise<Buffer> {
  if (!isGzip(bytes)) {
    if (bytes.length > maxBytes) throw createTooLargeError(tooLarge, kilobytes(maxBytes));
    return bytes;
  }
  try {
    return await unzip(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw createTooLargeError(tooLarge, kilobytes(maxBytes));
    throw createBrokenGzipError();
  }
}

/** Bytes that are no UTF-8 would be kept as one and the same replacement character, and ids that differ in them as one person. */
function utf8Of(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw createNotUtf8Error();
  return bytes.toString('utf8');
}

/** Parses JSON, which is UTF-8 whatever the content type says; a byte order mark is cut off. */
export function parseJsonBody(bytes: Buffer): JsonBody {
  const plain = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const text = utf8Of(plain);
  try {
    return { bytes: plain, json: JSON.parse(text) as unknown };
  } catch {
    throw createNotJsonError();
  }
}

/** A webhook's body: JSON whatever the content type says, else a form where it says so. */
export function parseHookBody(bytes: Buffer, contentType: string | undefined): JsonBody & { readonly isForm: boolean } {
  try {
    return { ...parseJsonBody(bytes), isForm: false };
  } catch (error) {
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) throw error;
    const form = readFormBody(utf8Of(bytes));
    if (!form.ok) throw createBadFormError(form.code);
    return { bytes, json: form.body, isForm: true };
  }
}

/** Older PostHog clients post a form whose field `data` holds the JSON, plain or in base64. */
export function parsePosthogBody(bytes: Buffer): JsonBody {
  const isForm = bytes.subarray(0, 5).toString('latin1') === 'data=';
  if (!isForm) return parseJsonBody(bytes);
  const text = utf8Of(bytes);
  const data = new URLSearchParams(text).get('data') ?? '';
  // The parser puts it in place of what is no UTF-8; a sender that means it writes it out.
  if (data.includes('\ufffd') && !/%ef%bf%bd|\ufffd/i.test(text)) throw createNotUtf8Error();
  return parseJsonBody(/^\s*[{[]/.test(data) ? Buffer.from(data) : Buffer.from(data, 'base64'));
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
