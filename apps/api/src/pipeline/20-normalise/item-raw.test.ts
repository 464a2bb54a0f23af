import { describe, expect, it } from 'vitest';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import { rawOf } from './item-raw.ts';

const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

function aDelivery(route: string, body: string): ClaimedDelivery {
  return { id: 'd', sourceId: 's', receivedAt: new Date(0), route, importId: null, isImport: false, items: 1, headers: null, body: Buffer.from(body) };
}

describe('rawOf', () => {
  it.each([['an item of a list', 'hook', '[{"a":1},{"b":2}]', 1, '{"b":2}'], ['an item of a batch', 'v1/batch', '{"batch":[{"a":1}]}', 0, '{"a":1}'], ['a body that is the item', 'hook', '{"a":1}', 0, '{"a":1}']])('%s', (_case, route, body, index, expected) => {
    expect(rawOf(aDelivery(route, body), JSON.parse(body), index)).toBe(expected);
  });

  it('is one value, not the whole list, for an item that is nested deeper than can be written', () => {
    const body = `[{"a":1},${DEEP}]`;
    const raw = rawOf(aDelivery('hook', body), JSON.parse(body), 1);
    expect(typeof JSON.parse(raw)).toBe('string');
  });

  it('is the body itself where that is the item', () => {
    const body = `{"a":${DEEP}}`;
    expect(rawOf(aDelivery('hook', body), JSON.parse(body), 0)).toBe(body);
  });
});
