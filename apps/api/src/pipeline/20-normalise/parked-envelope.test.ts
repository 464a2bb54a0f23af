import { compileImportMap, mapRecord, normaliseSegment, normaliseWebhook, readNdjsonLine, type WebhookItem } from '@kelvin/connectors';
import { importMapSchema, type NormalisedItem } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../platform/db/ids.ts';
import type { ClaimedDelivery } from '../10-inbox/claimed-delivery.shape.ts';
import { rawOf } from './item-raw.ts';
import { bodyOfParked, createEnvelopeMaker, placeOf } from './parked-envelope.ts';

const receivedAt = new Date('2026-11-20T10:00:00Z');
const track = (n: number) => ({ type: 'track', event: `E${n}`, userId: 'u', timestamp: '2026-11-19T10:00:00Z', messageId: `m${n}`, note: 'a\u0000"b' });
const posthog = (n: number) => ({ event: `E${n}`, distinct_id: 'u', timestamp: '2026-11-19T10:00:00Z', uuid: `00000000-0000-4000-8000-00000000000${n}` });
const map = importMapSchema.parse({ userId: 'who', timestamp: { column: 'at', format: 'iso' }, event: { constant: 'E' } });
const compiled = compileImportMap(map, ['who', 'at'], { receivedAt });

function read(route: string, headers: Record<string, unknown> | null, text: string): (NormalisedItem | WebhookItem)[] {
  const parsed = JSON.parse(text) as unknown;
  if (route === 'hook') return normaliseWebhook(parsed, { receivedAt, hash: sha256Hex, webhookId: (headers?.['webhook-id'] as string | undefined) ?? null, place: placeOf(headers) });
  if (route !== 'import') return normaliseSegment(parsed, { receivedAt, hash: sha256Hex, route });
  return (parsed as [number, string, string | string[]][]).map(([lineNumber, messageId, content]) => (
    typeof content === 'string' ? readNdjsonLine(content, { lineNumber, messageId }, { receivedAt }) : mapRecord(content, compiled, { lineNumber, messageId })));
}

describe('an item taken out of its delivery', () => {
  it.each([
    ['a batch with a clock of its own', 'v1/batch', null, { batch: [track(1), track(2)], sentAt: '2026-11-19T12:00:00Z', context: { locale: 'de' }, writeKey: 'wk' }],
    ['a bare list', 'v1/batch', null, [track(1), track(2)]], ['a batch that is none', 'v1/batch', null, track(1)], ['a single message', 'v1/track', null, track(1)],
    ['a message with a batch inside', 'v1/track', null, { ...track(1), batch: [1] }], ['PostHog', 'posthog', null, { api_key: 'k', batch: [posthog(1), posthog(2)], sentAt: '2026-11-19T12:00:00Z' }],
    ['PostHog’s older list', 'posthog', null, { data: [posthog(1), posthog(2)] }], ['one of PostHog', 'posthog', null, posthog(1)],
    ['a webhook', 'hook', { 'webhook-id': 'w' }, { type: 'x', user_id: 1, batch: [1] }], ['a list of webhooks', 'hook', { 'webhook-id': 'w' }, [{ type: 'x', user_id: 1 }, { type: 'y', user_id: 2 }]],
    ['a list of webhooks without an id', 'hook', null, [{ type: 'x', user_id: 1 }, { type: 'x', user_id: 1 }]],
    ['lines of cells', 'import', null, [[7, 'm7', ['u', '2026-11-19T10:00:00Z']], [9, 'm9', ['v', '2026-11-19T10:00:00Z']]]], ['lines of messages', 'import', null, [[7, 'm7', JSON.stringify(track(1))], [8, 'm8', JSON.stringify(track(2))]]],
  ])('of %s is read as it was in it', (_case, route, headers, body) => {
    const text = JSON.stringify(body);
    const delivery: ClaimedDelivery = { id: 'd', sourceId: 's', receivedAt, route, importId: route === 'import' ? 'i' : null, isImport: route === 'import', items: 1, headers, body: Buffer.from(text) };
    const envelopeOf = createEnvelopeMaker();
    const together = read(route, headers, text);
    expect(together.map(({ status }) => status)).not.toContain('rejected');
    const alone = together.flatMap((item) => {
      const envelope = envelopeOf(delivery, item.index, 'timestamp_out_of_range', 'place' in item ? item.place : null);
      return read(envelope.route, envelope.headers, bodyOfParked(rawOf(delivery, JSON.parse(text), item.index), item.index, envelope)).map((one) => ({ ...one, index: item.index }));
    });
    expect(alone).toEqual(together);
  });

  it('keeps no key of the sender', () => {
    const delivery = { id: 'd', sourceId: 's', receivedAt, route: 'v1/batch', importId: null, isImport: false, items: 1, headers: null, body: Buffer.from(JSON.stringify({ batch: [track(1)], writeKey: 'wk_secret' })) };
    expect(JSON.stringify(createEnvelopeMaker()(delivery, 0, 'x'))).not.toContain('wk_secret');
  });
});
