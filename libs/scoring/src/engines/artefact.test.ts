import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { packArtefact, unpackArtefact, unpackArtefactOf } from './artefact.ts';

const PARTS = {
  engine: 'logistic' as const, facts: { names: ['a', 'ж'], format: 'x' },
  arrays: { weights: Float64Array.of(0.1, -0, NaN, 1e300), places: Int32Array.of(-1, 2, 3), flags: Uint8Array.of(1, 0, 255) },
};

describe('artefacts', () => {
  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['as they were packed', (bytes) => bytes],
    ['as the database hands them over', (bytes) => Buffer.from(bytes)],
    ['from the middle of a larger buffer', (bytes) => Buffer.concat([Buffer.from([9, 9, 9]), bytes, Buffer.from([7])]).subarray(3, 3 + bytes.length)],
  ])('are read back to the bit: %s', (_case, hand) => {
    expect(unpackArtefact(hand(packArtefact(PARTS)))).toEqual(PARTS);
  });

  it('are refused where one byte is another, and where some are missing', () => {
    const bytes = packArtefact(PARTS);
    for (let at = 0; at < bytes.length; at++) {
      const broken = bytes.slice();
      broken[at]! ^= 0x10;
      expect(() => unpackArtefact(broken)).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
    }
    expect(() => unpackArtefact(bytes.subarray(0, -1))).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
    expect(() => unpackArtefact(new Uint8Array(3))).toThrow(expect.objectContaining({ code: 'model.artefact_corrupt' }));
  });

  it('of one engine are no artefacts of another', () => {
    expect(() => unpackArtefactOf('gbdt', packArtefact(PARTS))).toThrow(expect.objectContaining({ code: 'model.artefact_foreign' }));
  });
});
