import type { CanonicalEvent, NormalisedItem } from '@kelvin/contracts';

/** A small stand-in for sha-256 in tests (FNV-1a, eight rounds): equal texts give equal digests, and tests need no more. */
export function testHash(text: string): string {
  let hex = '';
  for (let round = 0; round < 8; round++) {
    let state = 0x811c9dc5 ^ round;
    for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
    hex += (state >>> 0).toString(16).padStart(8, '0');
  }
  return hex;
}

/** The event of an outcome that must be one. */
export function eventOf(item: NormalisedItem | undefined): CanonicalEvent {
  if (item?.status !== 'ok') throw new Error(`Expected an event, got ${JSON.stringify(item)}`);
  return item.event;
}

/** `status:code` of an outcome, for tables. */
export function verdictOf(item: NormalisedItem | undefined): string {
  return item === undefined ? 'none' : item.status === 'ok' ? 'ok' : `${item.status}:${item.reason.code}`;
}

/** A text as UTF-16 bytes, lone surrogates included; a byte order mark only where the text begins with one. */
export function utf16(text: string, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}
