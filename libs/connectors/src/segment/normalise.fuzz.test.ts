import { canonicalEventSchema } from '@kelvin/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testHash, verdictOf } from '../items.test-helper.ts';
import { normaliseWebhook } from '../webhook/normalise-webhook.ts';
import { normaliseSegment } from './normalise-segment.ts';
import { countItems } from './tracking-route.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const ROUTES = ['v1/track', 'v1/identify', 'v1/page', 'v1/screen', 'v1/group', 'v1/alias', 'v1/batch', 'posthog', 'hook', 'nonsense'];

/** Any JSON, and values that real clients get wrong: odd surrogates, NUL, infinite numbers, absurd dates, prototype keys. */
const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ depthSize: 'medium' }) },
  fc.constantFrom<unknown>('\0', '\ud800', 'a\udc00b', 1e308, Number.POSITIVE_INFINITY, -0, 'null', '9999-12-31', '1970-01-01', 1_795_169_697, 'x'.repeat(300), JSON.parse('{"__proto__":{"a":1}}')),
);
const message = fc.record({
  type: fc.oneof(fc.constantFrom<unknown>('track', 'identify', 'page', 'screen', 'group', 'alias'), nasty),
  event: fc.oneof(fc.constantFrom<unknown>('Order Completed', '$identify', '$pageview', 'Вход'), nasty),
  userId: fc.oneof(fc.constantFrom<unknown>('u1', 42, null), nasty), anonymousId: nasty, previousId: nasty, distinct_id: nasty, name: nasty, messageId: nasty,
  properties: fc.oneof(fc.dictionary(fc.constantFrom('revenue', 'price', 'quantity', 'path', 'email', 'orderId', '$set', '$device_id', 'products'), nasty), nasty),
  traits: fc.oneof(fc.dictionary(fc.constantFrom('email', 'phone', 'firstName', 'address', '__proto__'), nasty), nasty),
  context: fc.oneof(fc.dictionary(fc.constantFrom('page', 'traits', 'ip', 'campaign'), nasty), nasty),
  integrations: nasty, timestamp: nasty, sentAt: nasty, status: nasty, reason: nasty, data: nasty,
}, { requiredKeys: [] });
const item = fc.oneof(message, nasty);
const body = fc.oneof(item, fc.record({ batch: fc.oneof(fc.array(item, { maxLength: 6 }), nasty), context: nasty, integrations: nasty, sentAt: nasty }, { requiredKeys: ['batch'] }), fc.array(item, { maxLength: 4 }));

const normalise = (value: unknown, route: string) =>
  route === 'hook' ? normaliseWebhook(value, { webhookId: 'w1', receivedAt, hash: testHash }) : normaliseSegment(value, { route, receivedAt, hash: testHash });

describe('whatever JSON comes', () => {
  it('is answered by one outcome per item, each event valid and storable', () => {
    fc.assert(fc.property(body, fc.constantFrom(...ROUTES), (value, route) => {
      const items = normalise(value, route);
      expect(items).toHaveLength(countItems(value, route));
      items.forEach((outcome, index) => {
        expect(outcome.index).toBe(index);
        if (outcome.status !== 'ok') return void expect(outcome.reason.message).toMatch(/\.$/);
        expect(canonicalEventSchema.safeParse(outcome.event).error).toBeUndefined();
        expect(JSON.stringify(outcome.event)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      });
    }), { numRuns: 3_000 });
  }, 60_000);

  it('never changes what becomes of its neighbours', () => {
    const good = { type: 'track', event: 'Order Completed', userId: 'u', messageId: 'good', timestamp: '2026-11-20T10:00:00Z', properties: { revenue: 5 } };
    const alone = normalise({ batch: [good] }, 'v1/batch')[0];
    fc.assert(fc.property(fc.array(item, { maxLength: 4 }), fc.array(item, { maxLength: 4 }), (before, after) => {
      const outcome = normalise({ batch: [...before, good, ...after] }, 'v1/batch')[before.length];
      expect(outcome).toEqual({ ...alone, index: before.length });
    }), { numRuns: 300 });
  }, 60_000);

  it('reads the same twice', () => {
    fc.assert(fc.property(body, (value) => {
      expect(normalise(value, 'v1/batch').map(verdictOf)).toEqual(normalise(value, 'v1/batch').map(verdictOf));
    }), { numRuns: 300 });
  }, 60_000);
});
