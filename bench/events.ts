import { createZipf, type Random } from '../tools/rig/random.ts';

export const CUSTOMERS = 10_000;
/** Names that Kelvin knows the meaning of without being told. */
export const EVENT_NAMES = ['Page Viewed', 'Product Viewed', 'Product Added', 'Order Completed', 'Support Requested'] as const;

/**
 * Bodies of the path load: 10,000 customers by a Zipf law with exponent 1, five event types, about 300 bytes of
 * properties and context. `run` keeps the message ids of several runs apart. `batch` 1: the body of `/v1/track`.
 */
export function createEventMaker(batch: number, random: Random, run: string): () => string {
  const zipf = createZipf(CUSTOMERS, random);
  let made = 0;
  const makeOne = (type: string): string => {
    const name = random.pick(EVENT_NAMES);
    const order = name === 'Order Completed' ? `"order_id":"${run}-${made}","revenue":${10 + random.below(200)},"currency":"EUR",` : '';
    return `{${type}"messageId":"${run}-${(made += 1)}","userId":"user-${zipf()}","event":"${name}","timestamp":"${new Date().toISOString()}",`
      + `"properties":{${order}"product_id":"sku-${random.below(500)}","category":"shoes","variant":"blue, size 42","coupon":"SUMMER-2026","position":${random.below(20)}},`
      + `"context":{"locale":"en-GB","timezone":"Europe/London","page":{"path":"/shop/shoes/blue","referrer":"https://www.example.com/search","title":"Shoes in blue"}}}`;
  };
  if (batch === 1) return () => makeOne('');
  return () => `{"batch":[${Array.from({ length: batch }, () => makeOne('"type":"track",')).join(',')}]}`;
}

/** One event for each of the customers, so that all of them exist: bodies of batches of 500. */
export function oneEventEach(run: string): string[] {
  const bodies: string[] = [];
  for (let from = 0; from < CUSTOMERS; from += 500) {
    bodies.push(JSON.stringify({ batch: Array.from({ length: 500 }, (_unused, n) => ({ type: 'track', messageId: `${run}-${from + n}`, userId: `user-${from + n}`, event: 'Page Viewed', properties: {} })) }));
  }
  return bodies;
}
