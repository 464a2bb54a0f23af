import { EVENT_KINDS } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { countItems, trackingRouteOf } from './tracking-route.ts';

describe('trackingRouteOf', () => {
  it.each<[string, string | null]>([
    ...EVENT_KINDS.map((kind) => [`v1/${kind}`, kind] as [string, string]),
    ['v1/batch', 'batch'], ['posthog', 'posthog'], ['hook', null], ['import', null], ['v1/nothing', null], ['', null], ['constructor', null],
  ])('reads %s as %s', (path, expected) => {
    expect(trackingRouteOf(path)).toBe(expected);
  });
});

describe('countItems', () => {
  it.each([
    ['a batch', { batch: [1, 2, 3] }, 'v1/batch', 3],
    ['an empty batch', { batch: [] }, 'v1/batch', 0],
    ['a batch that is no list', { batch: 'x' }, 'v1/batch', 1],
    ['a bare list on a batch route', [{}, {}], 'v1/batch', 2],
    ['a single message, whatever it holds', { batch: [1, 2] }, 'v1/track', 1],
    ['null', null, 'v1/batch', 1],
    ['PostHog’s data', { data: [1, 2] }, 'posthog', 2],
    ['a webhook', { type: 'x' }, 'hook', 1],
    ['a webhook’s list', [1, 2], 'hook', 2],
    ['a webhook’s form', { a: '1' }, 'hook/form', 1],
  ])('counts %s', (_case, body, route, expected) => {
    expect(countItems(body, route)).toBe(expected);
  });
});
