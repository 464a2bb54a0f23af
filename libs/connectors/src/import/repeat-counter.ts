import type { FileRecord } from './file-record.ts';

/** 128 million bits: 16 MB, at ten million lines one line in two hundred is taken for a repeat by mistake. */
const DEFAULT_FILTER_BITS = 2 ** 27;
const FILTER_PROBES = 4;
/** Counters of lines the filter has seen before: 4 MB. */
const COUNTERS = 2 ** 20;
const COUNTER_PROBES = 3;

/**
 * Which occurrence of a line this is (1, 2, …), in constant memory however long the file.
 *
 * A Bloom filter answers "never seen" for nearly all lines; only lines it has seen are counted, in a count-min sketch,
 * whose smallest counter grows with each occurrence. Both may take a line for a repeat that is none. That is harmless:
 * the number is only the second half of an id whose first half is the line's hash, so ids stay unique, and they are
 * stable, because the same bytes in the same order (or a file that only grew at its end) always give the same numbers.
 */
export class RepeatCounter {
  private readonly filter: Uint32Array;
  private readonly counters = new Uint32Array(COUNTERS);

  /** @param filterBits a power of two, at least 32. */
  constructor(private readonly filterBits = DEFAULT_FILTER_BITS) {
    this.filter = new Uint32Array(filterBits / 32);
  }

  /** Notes one more occurrence of the line with this digest (16 bytes at least, of sha-256) and says which it is. */
  next(digest: Uint8Array): number {
    let isNew = false;
    for (let probe = 0; probe < FILTER_PROBES; probe++) {
      const bit = wordAt(digest, probe * 4) & (this.filterBits - 1);
      const mask = 1 << (bit & 31);
      if ((this.filter[bit >>> 5]! & mask) === 0) {
        isNew = true;
        this.filter[bit >>> 5]! |= mask;
      }
    }
    return isNew ? 1 : this.countRepeat(digest);
  }

  private countRepeat(digest: Uint8Array): number {
    let least = 0xffff_ffff;
    for (let probe = 0; probe < COUNTER_PROBES; probe++) {
      // Other bytes of the digest than the filter's probes, in another order, so that the two fail apart.
      const at = (wordAt(digest, probe * 4 + 1) ^ (wordAt(digest, 12 - probe * 4) >>> 7)) & (COUNTERS - 1);
      const count = this.counters[at]! + 1;
      this.counters[at] = count;
      if (count < least) least = count;
    }
    return least + 1;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Id of a line without one of its own: 128 bits of its hash and its nth occurrence in the file, so that true repeats count
 * and importing the same file again adds nothing.
 */
export function lineMessageId(digest: Uint8Array, nth: number): string {
  let hex = '';
  for (let at = 0; at < 16; at++) hex += HEX[digest[at]!]!;
  return `line-${hex}-${nth}`;
}

/** The id of a record: its bytes hashed, its repeats counted. Call it for every record of the file, in order. */
export function recordMessageId(record: Pick<FileRecord, 'bytes'>, digest: (bytes: Uint8Array) => Uint8Array, repeats: RepeatCounter): string {
  const hash = digest(record.bytes);
  return lineMessageId(hash, repeats.next(hash));
}
