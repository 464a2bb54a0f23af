/**
 * UTF-16 bytes to the UTF-8 bytes of the same text, piece by piece, holding at most three bytes between pieces.
 *
 * Half a surrogate pair becomes the three bytes that would be its own, and an odd byte at the end 0xFF. Neither is valid
 * UTF-8, so that the line it stands in is refused, where the engine's decoder would put a question mark into the data.
 */
export class Utf16Transcoder {
  private odd = -1;
  private high = 0;

  constructor(private readonly isLittleEndian: boolean) {}

  push(chunk: Uint8Array): Uint8Array {
    // A unit of two bytes takes at most three; one half of a pair may be left from before.
    const out = new Uint8Array(((chunk.length + 2) >> 1) * 3 + 3);
    let length = 0;
    let at = 0;
    const put = (unit: number): void => {
      length = this.write(out, length, unit);
    };
    if (this.odd >= 0 && chunk.length > 0) {
      put(this.unit(this.odd, chunk[0]!));
      at = 1;
      this.odd = -1;
    }
    for (; at + 1 < chunk.length; at += 2) put(this.unit(chunk[at]!, chunk[at + 1]!));
    if (at < chunk.length) this.odd = chunk[at]!;
    return out.subarray(0, length);
  }

  /** What the last piece left unfinished. */
  end(): Uint8Array {
    const out = new Uint8Array(4);
    let length = this.high === 0 ? 0 : putThree(out, 0, this.high);
    if (this.odd >= 0) out[length++] = 0xff;
    this.high = 0;
    this.odd = -1;
    return out.subarray(0, length);
  }

  private unit(first: number, second: number): number {
    return this.isLittleEndian ? first | (second << 8) : (first << 8) | second;
  }

  private write(out: Uint8Array, start: number, unit: number): number {
    let length = start;
    const { high } = this;
    if (high !== 0) {
      this.high = 0;
      if (unit >= 0xdc00 && unit <= 0xdfff) return putFour(out, length, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      length = putThree(out, length, high);
    }
    if (unit < 0x80) {
      out[length] = unit;
      return length + 1;
    }
    if (unit < 0x800) {
      out[length] = 0xc0 | (unit >> 6);
      out[length + 1] = 0x80 | (unit & 0x3f);
      return length + 2;
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.high = unit;
      return length;
    }
    return putThree(out, length, unit);
  }
}

function putThree(out: Uint8Array, at: number, unit: number): number {
  out[at] = 0xe0 | (unit >> 12);
  out[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
  out[at + 2] = 0x80 | (unit & 0x3f);
  return at + 3;
}

function putFour(out: Uint8Array, at: number, point: number): number {
  out[at] = 0xf0 | (point >> 18);
  out[at + 1] = 0x80 | ((point >> 12) & 0x3f);
  out[at + 2] = 0x80 | ((point >> 6) & 0x3f);
  out[at + 3] = 0x80 | (point & 0x3f);
  return at + 4;
}

export type Utf16 = 'utf-16le' | 'utf-16be';
const SAMPLE_BYTES = 4_096;
/** Of Russian text only digits, blanks and separators have a zero byte; a table has plenty of them. */
const MIN_ZERO_SHARE = 0.1;

/**
 * Whether bytes begin a UTF-16 text: by its mark or, without one, because every second byte of an alphabet's letters is
 * the same and that of digits and separators is zero. Null for anything else.
 */
export function utf16Of(bytes: Uint8Array): Utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const enough = (length / 2) * MIN_ZERO_SHARE;
  if (length < 4) return null;
  return odd >= enough && even * 10 < odd ? 'utf-16le' : even >= enough && odd * 10 < even ? 'utf-16be' : null;
}
