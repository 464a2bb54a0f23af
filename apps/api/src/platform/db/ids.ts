import { hash, randomBytes } from 'node:crypto';

/** A UUID version 7: time-ordered, so that index pages of new rows stay together. `nowMs` is the caller's clock. */
export function newId(nowMs: number): string {
  const bytes = random16();
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return asUuid(bytes);
}

/** Random bytes are drawn for many ids at once: asking for sixteen costs nearly as much as for thousands. */
const POOL_BYTES = 8_192;
let pool = Buffer.alloc(0);
let taken = 0;
function random16(): Buffer {
  if (taken + 16 > pool.length) {
    pool = randomBytes(POOL_BYTES);
    taken = 0;
  }
  taken += 16;
  return pool.subarray(taken - 16, taken);
}

/** The smallest id (UUID version 7) that can have been made at an instant. */
export function lowestIdOf(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The instant, in ms, at which an id (UUID version 7) was made. */
export function instantOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A stable id made of text: the first 16 bytes of its SHA-256 in UUID form. The same text gives the same id everywhere. */
export function idOf(text: string): string {
  return asUuid(hash('sha256', text, 'buffer'));
}

/** SHA-256 in hexadecimal. */
export function sha256Hex(text: string | Uint8Array): string {
  return hash('sha256', text, 'hex');
}

function asUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
