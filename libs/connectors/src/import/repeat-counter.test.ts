import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMessageId, recordMessageId, RepeatCounter } from './repeat-counter.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const idsOf = (lines: readonly string[], counter = new RepeatCounter()): string[] => lines.map((line) => recordMessageId({ bytes: bytesOf(line) }, sha256, counter));

describe('RepeatCounter', () => {
  it('counts true repeats', () => {
    const counter = new RepeatCounter();
    const [a, b] = [sha256(bytesOf('a')), sha256(bytesOf('b'))];
    expect([a, b, a, a, b].map((digest) => counter.next(digest))).toEqual([1, 1, 2, 3, 2]);
  });

  it('gives every line of a file its own id, the same each time, and for a file that grew', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }), fc.array(fc.constantFrom('a', 'e'), { maxLength: 5 }), (lines, more) => {
      const ids = idsOf(lines, new RepeatCounter(2 ** 12));
      expect(new Set(ids).size).toBe(lines.length);
      expect(idsOf([...lines, ...more], new RepeatCounter(2 ** 12)).slice(0, lines.length)).toEqual(ids);
    }), { numRuns: 25 });
  });

  it('keeps ids apart even when its filter is full', () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => `line ${at % 1_000}`);
    expect(new Set(idsOf(lines, new RepeatCounter(32))).size).toBe(3_000);
  });

  it('writes ids of a fixed form', () => {
    expect(lineMessageId(Uint8Array.from({ length: 32 }, (_, at) => at), 3)).toBe('line-000102030405060708090a0b0c0d0e0f-3');
  });
});
