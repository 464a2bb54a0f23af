import { describe, expect, it } from 'vitest';
import type { NormalisedEvent } from './drain-items.shape.ts';
import { locate } from './locate.step.ts';

const countryOf = (address: string): string | null => ({ '203.0.113.7': 'NL', '198.51.100.9': 'RU' })[address] ?? null;
const item = (context: Record<string, unknown>, headers: Record<string, unknown> | null = null) => ({ event: { context }, delivery: { headers } }) as unknown as NormalisedEvent;
const locationOf = (one: NormalisedEvent): unknown => locate([one], countryOf)[0]!.event.context['location'];

describe('locate', () => {
  it.each([
    ['the address in the context', item({ ip: '203.0.113.7' }), { country: 'NL' }],
    ['the request of a browser client', item({ library: { name: 'analytics.js' } }, { ip: '198.51.100.9' }), { country: 'RU' }],
    ['not the request of a server client', item({ library: { name: '@segment/analytics-node' } }, { ip: '198.51.100.9' }), undefined],
    ['what the client says itself', item({ ip: '203.0.113.7', location: { country: 'DE' } }), { country: 'DE' }],
    ['nothing for an unknown address', item({ ip: '10.0.0.1' }), undefined],
  ])('takes %s', (_case, input, expected) => {
    expect(locationOf(input)).toEqual(expected);
  });
});
