import fc from 'fast-check';
import { gzipSync } from 'node:zlib';

/** One request of the fuzz test, and how many items it holds if it is taken. */
export interface FuzzRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
  readonly items: number;
  /** Id of a sound event beside the others, which must come through whenever the request is taken. */
  readonly neighbour: string | null;
}

const SINGLE_ROUTES = ['/v1/track', '/v1/t', '/v1/page', '/v1/p', '/v1/screen', '/v1/s', '/v1/identify', '/v1/i', '/v1/group', '/v1/g', '/v1/alias', '/v1/a'] as const;
const BATCH_ROUTES = ['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'] as const;
const POSTHOG_ROUTES = ['/batch/', '/e/', '/i/v0/e/', '/capture/'] as const;

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 }),
  fc.constantFrom('', ' ', '\u0000', 'a\u0000b', '\ud800', '\udc00x', '\uffff', '__proto__', 'constructor', 'null', 'info@example.com', 'a@b', '+7 900 000-00-00',
    'x'.repeat(300), 'я'.repeat(5_000), '\u202e', '💥'.repeat(200), "'; DROP TABLE event; --", '=1+1'),
);
const nastyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, 2 ** 53 + 2, 1e21, -1));
const nastyTime = fc.constantFrom<unknown>('9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '0000-00-00', '2026-02-30T00:00:00Z', '2026-11-23', 'yesterday', 1e20, -1, 0, 1_763_892_000, 1_763_892_000_000, {}, [], true, '+275760-09-13T00:00:00.001Z');
const nastyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, nastyText, nastyNumber, fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(nastyText, tie('value'), { maxKeys: 4 })),
})).value;
const soundTime = fc.constantFrom('2026-11-23T09:59:00.000Z', '2026-11-20T10:00:00+03:00', '2026-11-23T09:00:00Z');

/** A key whose value is sound, of the wrong kind, or not there. */
const either = (sound: fc.Arbitrary<unknown>) => fc.oneof({ weight: 5, arbitrary: sound }, { weight: 2, arbitrary: nastyValue }, { weight: 1, arbitrary: fc.constant(undefined) });
const message = fc.record({
  type: either(fc.constantFrom('track', 'page', 'screen', 'identify', 'group', 'alias')),
  event: either(fc.constantFrom('Order Completed', 'Product Viewed', 'Заказ оплачен')),
  userId: either(fc.integer({ min: 1, max: 500 }).map((n) => `user-${n}`)),
  anonymousId: either(fc.uuid()), messageId: either(fc.uuid()),
  timestamp: fc.oneof(soundTime, nastyTime), sentAt: fc.oneof(soundTime, nastyTime), previousId: either(fc.uuid()),
  properties: either(fc.record({ revenue: either(nastyNumber), orderId: either(nastyText), currency: either(fc.constant('EUR')), url: either(fc.webUrl()), any: nastyValue })),
  traits: either(fc.record({ email: either(fc.emailAddress()), phone: either(fc.constant('+4915112345678')), name: nastyText, any: nastyValue })),
  context: either(fc.record({ ip: either(fc.ipV4()), userAgent: nastyText, page: nastyValue, timezone: either(fc.constant('Europe/Berlin')) })),
  distinct_id: either(fc.integer({ min: 1, max: 500 }).map((n) => `user-${n}`)), uuid: either(fc.uuid()),
}, { requiredKeys: [] });
const item = fc.oneof({ weight: 6, arbitrary: message }, { weight: 1, arbitrary: nastyValue });

/** Ways to break a text of JSON, and some that leave it whole but odd. */
const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  { weight: 2, arbitrary: fc.nat(1_000).map((n) => (text: string) => text.slice(0, n % Math.max(1, text.length))) },
  { weight: 1, arbitrary: fc.constant((text: string) => text.replace('{', '{"type":"page","type":"track","userId":1,')) },
  { weight: 1, arbitrary: fc.constant((text: string) => text.replace('{', `{"deep":${'['.repeat(100)}${']'.repeat(100)},`)) },
  { weight: 1, arbitrary: fc.constant((text: string) => text.replace('{', `{"deep":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},`)) },
  { weight: 1, arbitrary: fc.constant((text: string) => text.replace('{', '{"huge":1e400,"long":123456789012345678901234567890,"escape":"\\u0000\\ud800","__proto__":{"a":1},')) },
  { weight: 1, arbitrary: fc.constant((text: string) => `\ufeff ${text}\n`) },
  { weight: 1, arbitrary: nastyText.map((text) => () => text) },
);
const wrapping = fc.oneof(
  { weight: 6, arbitrary: fc.constant((bytes: Buffer) => bytes) }, { weight: 2, arbitrary: fc.constant((bytes: Buffer) => gzipSync(bytes, { level: 1 })) },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => { const zipped = gzipSync(bytes, { level: 1 }); return zipped.subarray(0, zipped.length >> 1); }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 20 }).map((noise) => (bytes: Buffer) => Buffer.concat([bytes, noise])) },
);
const contentType = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense', '');
const shape = fc.constantFrom('single', 'batch', 'posthog', 'wrong') as fc.Arbitrary<'single' | 'batch' | 'posthog' | 'wrong'>;
const keyPlace = fc.oneof({ weight: 8, arbitrary: fc.constant('basic') }, { weight: 3, arbitrary: fc.constant('body') }, { weight: 2, arbitrary: fc.constant('query') }, { weight: 1, arbitrary: fc.constantFrom('none', 'unknown') });

/** Requests as no client should send them, the same ones for a seed. */
export function fuzzRequests(writeKey: string, count: number, seed: number): FuzzRequest[] {
  const request = fc.record({ shape, items: fc.array(item, { maxLength: 6 }), damage, wrapping, contentType, keyPlace, route: fc.nat(1_000), encoded: fc.constantFrom('', 'gzip', 'br') });
  return fc.sample(request, { numRuns: count, seed }).map((parts, n) => {
    const routes = parts.shape === 'single' ? SINGLE_ROUTES : parts.shape === 'posthog' ? POSTHOG_ROUTES : parts.shape === 'batch' ? BATCH_ROUTES : [...SINGLE_ROUTES, ...BATCH_ROUTES, ...POSTHOG_ROUTES];
    const url = routes[parts.route % routes.length]!;
    const neighbour = parts.shape === 'batch' ? `neighbour-${seed}-${n}` : null;
    const keyInBody = parts.keyPlace === 'body' ? { writeKey, api_key: writeKey } : {};
    const sound = { type: 'track', event: 'Neighbour', userId: `neighbour-${n % 50}`, messageId: neighbour, timestamp: '2026-11-23T09:59:00.000Z', sentAt: '2026-11-23T10:00:00.000Z' };
    const body = parts.shape === 'single' ? withKey(parts.items[0] ?? {}, keyInBody)
      : parts.shape === 'wrong' ? parts.items : { batch: neighbour === null ? parts.items : [...parts.items, sound], sentAt: '2026-11-23T10:00:00.000Z', ...keyInBody };
    const text = parts.damage(JSON.stringify(body));
    const payload = parts.wrapping(Buffer.from(text));
    return {
      url: parts.keyPlace === 'query' ? `${url}?writeKey=${writeKey}` : url, payload, items: itemsIn(text, url), neighbour: text.includes(`"${neighbour}"`) && isJson(text) ? neighbour : null,
      headers: {
        ...(parts.contentType && { 'content-type': parts.contentType }), ...(parts.encoded && { 'content-encoding': parts.encoded }),
        ...((parts.keyPlace === 'basic' || parts.keyPlace === 'unknown') && { authorization: `Basic ${Buffer.from(`${parts.keyPlace === 'basic' ? writeKey : 'wk_unknown'}:`).toString('base64')}` }),
      },
    };
  });
}

function withKey(value: unknown, key: object): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, ...key } : value;
}

/** The count by its definition, told apart from the product's own code: the batch's length, else 1. */
function itemsIn(text: string, url: string): number {
  const isSingle = (SINGLE_ROUTES as readonly string[]).includes(url);
  const parsed = parse(text);
  if (isSingle || parsed === undefined) return 1;
  if (Array.isArray(parsed)) return parsed.length;
  const { batch, data } = (parsed ?? {}) as { batch?: unknown; data?: unknown };
  const list = batch ?? ((POSTHOG_ROUTES as readonly string[]).includes(url) ? data : undefined);
  return Array.isArray(list) ? list.length : 1;
}

function isJson(text: string): boolean {
  return parse(text) !== undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}
