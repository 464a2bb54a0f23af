import { describe, expect, it } from 'vitest';
import { countItems, trackingRouteOf } from './tracking-route.ts';

describe('trackingRouteOf', () => {
  it.each([
    ['/v1/track', 'track'], ['/v1/t', 'track'], ['/v1/i', 'identify'], ['/v1/p', 'page'], ['/v1/s', 'screen'], ['/v1/g', 'group'], ['/v1/a', 'alias'],
    ['/v1/batch', 'batch'], ['/v1/b', 'batch'], ['/v1/batch/', 'batch'], ['/v1/import', 'batch'], ['/beacon/v1/batch?writeKey=k', 'batch'],
    ['/batch/', 'posthog'], ['/e/?ip=1', 'posthog'], ['/capture/', 'posthog'], ['/i/v0/e/', 'posthog'], ['track', 'track'], ['b', 'batch'], ['posthog', 'posthog'],
    ['/v1/nothing', null], ['', null], ['/v1/constructor', null],
  ])('reads %s as %s', (path, expected) => {
    expect(trackingRouteOf(path)).toBe(expected);
  });
});

describe('countItems', () => {
  it.each([
    ['a batch', { batch: [1, 2, 3] }, '/v1/batch', 3],
    ['an empty batch', { batch: [] }, '/v1/batch', 0],
    ['a batch that is no list', { batch: 'x' }, '/v1/batch', 1],
    ['a bare list on a batch route', [{}, {}], '/v1/b', 2],
    ['a single message, whatever it holds', { batch: [1, 2] }, '/v1/track', 1],
    ['null', null, '/v1/batch', 1],
    ['PostHog’s data', { data: [1, 2] }, '/e/', 2],
    ['a webhook', { type: 'x' }, 'hook', 1],
    ['a webhook’s list', [1, 2], '/hooks/42', 2],
  ])('counts %s', (_case, body, route, expected) => {
    expect(countItems(body, route)).toBe(expected);
  });
});
