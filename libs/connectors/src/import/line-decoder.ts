import type { ImportFormat } from '@kelvin/contracts';

const LF = 10;

/**
 * Texts of the lines of a buffer. Decoding line by line costs a call each, so a buffer whose complete lines decode to as
 * many characters as it has bytes (plain ASCII, single-byte encodings) is decoded once and cut up.
 */
export class LineDecoder {
  private readonly decoder: TextDecoder;
  private bytes: Uint8Array = new Uint8Array(0);
  private whole = '';
  private wholeStart = 0;
  private wholeEnd = 0;

  constructor(encoding: ImportFormat['encoding']) {
    // ignoreBOM: a mark that is not at the start of the file is a character of its cell.
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** The buffer that `textOf` cuts from, until the next call. */
  useBuffer(bytes: Uint8Array, start: number): void {
    this.bytes = bytes;
    this.wholeStart = start;
    this.wholeEnd = Math.max(start, bytes.lastIndexOf(LF) + 1);
    this.whole = this.decode(start, this.wholeEnd) ?? '';
    if (this.whole.length !== this.wholeEnd - start) this.wholeEnd = start;
  }

  /** The text of a range, null when its bytes are not valid in the encoding. */
  textOf(start: number, end: number): string | null {
    if (end <= this.wholeEnd) return this.whole.slice(start - this.wholeStart, end - this.wholeStart);
    return this.decode(start, end);
  }

  private decode(start: number, end: number): string | null {
    try {
      return this.decoder.decode(this.bytes.subarray(start, end));
    } catch {
      return null;
    }
  }
}
