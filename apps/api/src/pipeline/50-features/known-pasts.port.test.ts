import { describe, expect, it } from 'vitest';
import { KnownPasts } from './known-pasts.port.ts';

const past = (profileId: string, version: string, bytes: number) => ({ profileId, version, packed: Buffer.alloc(bytes) });

describe('packed pasts that are known', () => {
  it('are told by version, and a newer version takes the place of an older', () => {
    const known = new KnownPasts();
    known.keep('ann', [past('p1', '7', 10), past('p2', '8', 10)]);
    known.keep('ann', [past('p1', '9', 12), past('p2', '8', 10)]);
    const found = known.of(['ann', 'nobody']);
    expect([...found].map(([profileId, { version }]) => [profileId, version])).toEqual([['p1', '9'], ['p2', '8']]);
    expect(found.get('p1')!.packed).toHaveLength(12);
  });

  it('hold their own bytes only, not the memory of whatever was read with them', () => {
    const known = new KnownPasts();
    const packed = Buffer.from('0a0b0c', 'hex');
    expect(packed.buffer.byteLength).toBeGreaterThan(3);
    known.keep('ann', [{ profileId: 'p1', version: '1', packed }]);
    const held = known.of(['ann']).get('p1')!.packed;
    expect([held.toString('hex'), held.buffer.byteLength]).toEqual(['0a0b0c', 3]);
    known.keep('ann', [{ profileId: 'p1', version: '1', packed: held }]);
    expect(known.of(['ann']).get('p1')!.packed).toBe(held);
  });

  it('stay below their limit, and who was used last stays', () => {
    const known = new KnownPasts(100);
    known.keep('ann', [past('p1', '1', 40)]);
    known.keep('ben', [past('p2', '1', 40)]);
    known.keep('ann', [past('p1', '1', 40)]);
    known.keep('cem', [past('p3', '1', 40)]);
    expect([...known.of(['ann', 'ben', 'cem']).keys()]).toEqual(['p1', 'p3']);
  });

  it('are none where one is larger than all may be', () => {
    const known = new KnownPasts(100);
    known.keep('ann', [past('p1', '1', 500)]);
    expect([...known.of(['ann']).keys()]).toEqual([]);
  });

  it('of a profile that went over to another customer are asked for again', () => {
    const known = new KnownPasts();
    known.keep('ann', [past('p1', '1', 10)]);
    expect([...known.of(['ben']).keys()]).toEqual([]);
    known.keep('ben', [past('p1', '1', 10)]);
    expect([...known.of(['ben']).keys()]).toEqual(['p1']);
  });
});
