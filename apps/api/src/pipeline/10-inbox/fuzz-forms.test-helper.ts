import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { FuzzRequest } from './fuzz-bodies.test-helper.ts';

const keyPart = fc.oneof(
  fc.constantFrom('data', 'leads', 'status', 'email', 'id', 'FIELDS', 'auth', '__proto__', 'constructor', 'hasOwnProperty', '', ' ', '0', '7', '999', '100000', 'é', '%', '%5B', '\u0000', 'a.b', "'"),
  fc.string({ maxLength: 8 }),
);
const key = fc.array(keyPart, { minLength: 1, maxLength: 12 }).map(([first = 'a', ...rest]) => first + rest.map((part) => `[${part}]`).join(''));
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('anna@example.com', '1795169700', '9999-12-31', '+7 900 000-00-00', 'x'.repeat(400), '{"a":1}', '[1,2]', '%zz', '%ff', 'я'.repeat(2_000)),
);
const encode = fc.constantFrom((text: string) => encodeURIComponent(text.toWellFormed()), (text: string) => text.replaceAll('&', ''), (text: string) => text.replaceAll(' ', '+').replaceAll('&', ''));
const contentType = fc.constantFrom('application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=UTF-8', 'Application/X-WWW-Form-Urlencoded', 'text/plain', 'application/json');
const list = fc.array(fc.constantFrom<unknown>({ event: 'open', msg: { email: 'anna@example.com' } }, { type: 'a', user_id: 5 }, 7, null), { maxLength: 4 });

const form = fc.record({
  type: fc.constantFrom('subscribe', 'ONCRMCONTACTUPDATE', ''), who: fc.constantFrom('&data[email]=anna%40example.com', '&customer_id=5', ''),
  pairs: fc.array(fc.tuple(key, value, encode), { maxLength: 8 }), many: fc.constantFrom(0, 0, 0, 0, 6_000), isZipped: fc.boolean(), contentType,
}).map(({ type, who, pairs, many, isZipped, contentType: sent }) => {
  const fields = pairs.map(([name, text, encoded]) => `&${encoded(name)}=${encoded(text)}`).join('');
  const text = `type=${type}${who}${fields}${'&k=1'.repeat(many)}`;
  const payload = isZipped ? gzipSync(text, { level: 1 }) : Buffer.from(text);
  // Begins like no JSON and its first field is no JSON text, so whenever it is taken it is one item.
  return { payload, items: 1, contentType: sent };
});
const jsonInForm = list.map((items) => ({ payload: Buffer.from(`mandrill_events=${encodeURIComponent(JSON.stringify(items))}`), items: items.length, contentType: 'application/x-www-form-urlencoded' }));
const noise = fc.tuple(fc.uint8Array({ maxLength: 60 }), contentType).map(([bytes, sent]) => ({ payload: Buffer.concat([Buffer.from('a&'), bytes, Buffer.from('=')]), items: 1, contentType: sent }));

/** Forms as no sender should post them, to a secret address; the same ones for a seed. */
export function fuzzForms(url: string, count: number, seed: number): FuzzRequest[] {
  const one = fc.oneof({ weight: 6, arbitrary: form }, { weight: 1, arbitrary: jsonInForm }, { weight: 1, arbitrary: noise });
  return fc.sample(one, { numRuns: count, seed }).map(({ payload, items, contentType: sent }) => ({ url, headers: { 'content-type': sent }, payload, items, neighbour: null }));
}
