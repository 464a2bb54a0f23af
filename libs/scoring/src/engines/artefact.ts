import { AppError } from '@kelvin/kernel';
import { ENGINES, type EngineCode } from './model.ts';

type Numbers = Float64Array | Int32Array | Uint8Array;

/** What a model is made of: small facts as JSON, numbers as they lie in memory, so that loading gives the same bits. */
export interface ArtefactParts {
  readonly engine: EngineCode;
  /** Plain JSON without numbers that must survive to the bit. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly arrays: Readonly<Record<string, Numbers>>;
}

const MAGIC = 0x4b4d_4431;
const HEAD_BYTES = 12;
const ALIGNMENT = 8;
const KINDS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
type Kind = keyof typeof KINDS;

interface Head {
  engine: string;
  facts: Record<string, unknown>;
  arrays: { name: string; kind: Kind; length: number }[];
}

/**
 * Layout: magic, CRC-32 of all that follows byte 8, length of the head, head as JSON, then every array, each part
 * filled up to eight bytes. Numbers are little-endian, as on every machine that Node runs on.
 */
export function packArtefact({ engine, facts, arrays }: ArtefactParts): Uint8Array {
  const named = Object.entries(arrays);
  const head: Head = { engine, facts: { ...facts }, arrays: named.map(([name, numbers]) => ({ name, kind: kindOf(numbers), length: numbers.length })) };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const size = named.reduce((sum, [, numbers]) => sum + filledUp(numbers.byteLength), filledUp(HEAD_BYTES + headBytes.length));
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, headBytes.length, true);
  bytes.set(headBytes, HEAD_BYTES);
  let at = filledUp(HEAD_BYTES + headBytes.length);
  for (const [, numbers] of named) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += filledUp(numbers.byteLength);
  }
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}

/** @throws AppError `model.artefact_corrupt` when a byte is not as it was written. */
export function unpackArtefact(bytes: Uint8Array): ArtefactParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWhole = bytes.length >= HEAD_BYTES && view.getUint32(0, true) === MAGIC && view.getUint32(4, true) === crc32(bytes.subarray(8));
  if (!isWhole) throw new AppError('invalid', 'model.artefact_corrupt', 'The stored model is damaged: its checksum does not match. Train it again or go back to an earlier version.');
  const headLength = view.getUint32(8, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + headLength))) as Head;
  if (!(ENGINES as readonly string[]).includes(head.engine)) throw foreignArtefact(head.engine);
  const arrays: Record<string, Numbers> = {};
  let at = filledUp(HEAD_BYTES + headLength);
  for (const { name, kind, length } of head.arrays) {
    const byteLength = length * KINDS[kind].BYTES_PER_ELEMENT;
    // A copy, because typed arrays want an alignment that a part of a larger buffer need not have; not `slice`, which copies nothing where the bytes are Node's own.
    arrays[name] = new KINDS[kind](new Uint8Array(bytes.subarray(at, at + byteLength)).buffer);
    at += filledUp(byteLength);
  }
  return { engine: head.engine as EngineCode, facts: head.facts, arrays };
}

/** Unpacks an artefact of one engine. @throws AppError `model.artefact_foreign` for another engine's. */
export function unpackArtefactOf(engine: EngineCode, bytes: Uint8Array): ArtefactParts {
  const parts = unpackArtefact(bytes);
  if (parts.engine !== engine) throw foreignArtefact(parts.engine);
  return parts;
}

function foreignArtefact(engine: string): AppError {
  return new AppError('invalid', 'model.artefact_foreign', `The stored model was made by “${engine}”, which cannot be read here.`);
}

function kindOf(numbers: Numbers): Kind {
  if (numbers instanceof Float64Array) return 'f64';
  return numbers instanceof Int32Array ? 'i32' : 'u8';
}

function filledUp(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_unused, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 as in ISO 3309 (the one of zip and PNG). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
