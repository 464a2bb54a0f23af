import { describe, expect, it } from 'vitest';
import { eventOf, testHash, verdictOf } from '../items.test-helper.ts';
import { normaliseSegment } from './normalise-segment.ts';

const receivedAt = new Date('2026-11-20T10:15:00.000Z');
const read = (body: unknown, route = 'posthog') => normaliseSegment(body, { route, receivedAt, hash: testHash });
const one = (item: object) => read({ api_key: 'k', batch: [{ distinct_id: 'cus_1', uuid: 'u-1', timestamp: '2026-11-20T10:14:59.000Z', ...item }] })[0];

describe('PostHog bodies', () => {
  it('reads $identify as identify, beside the id that the person had before', () => {
    const event = eventOf(one({ event: '$identify', properties: { $set: { email: 'm@example.org' }, $set_once: { source: 'ad' }, $anon_distinct_id: 'anon-9' } }));
    expect(event).toMatchObject({ kind: 'identify', messageId: 'u-1', traits: { email: 'm@example.org', source: 'ad' } });
    expect(event.identifiers.filter(({ kind }) => kind !== 'email')).toEqual([{ kind: 'userId', value: 'cus_1' }, { kind: 'anonymousId', value: 'anon-9' }]);
    expect(event.links).toEqual([]);
  });
  it('links the ids of $create_alias', () => {
    expect(eventOf(one({ event: '$create_alias', properties: { alias: 'anon-2' } })).links).toEqual([[{ kind: 'userId', value: 'cus_1' }, { kind: 'anonymousId', value: 'anon-2' }]]);
  });
  it('reads other names as track and keeps own properties only', () => {
    const event = eventOf(one({ event: 'report exported', properties: { format: 'pdf', $lib: 'posthog-node', $groups: { company: 'org_8' }, token: 'k' } }));
    expect(event).toMatchObject({ kind: 'track', name: 'report exported', properties: { format: 'pdf', groups: { company: 'org_8' } }, context: { library: { name: 'posthog-node' } } });
    expect(event.properties).not.toHaveProperty('token');
  });
  it.each([
    ['$pageview', { $current_url: 'https://x.test/pricing', $pathname: '/pricing' }, 'page', 'page: prices'],
    ['$screen', { $screen_name: 'Home' }, 'screen', 'screen'],
    ['$create_alias', { alias: 'anon-2' }, 'alias', 'alias'],
    ['$groupidentify', { $group_key: 'g', $group_set: { name: 'Acme' } }, 'group', 'group'],
    ['$set', { $set: { plan: 'pro' } }, 'identify', 'identify'],
  ])('reads %s', (event, properties, kind, name) => {
    expect(eventOf(one({ event, properties }))).toMatchObject({ kind, name });
  });
  it('leaves the client’s bookkeeping out, but counted', () => {
    expect(verdictOf(one({ event: '$feature_flag_called' }))).toBe('rejected:ignored');
  });
  it.each([
    ['equal to the device', 'anonymousId', { $device_id: 'cus_1' }], ['not identified', 'anonymousId', { $is_identified: false }],
    ['identified on its device', 'userId', { $device_id: 'cus_1', $is_identified: true }], ['anything else', 'userId', {}],
  ])('takes a distinct id that is %s for the %s', (_case, kind, properties) => {
    expect(eventOf(one({ event: 'x', properties })).identifiers).toEqual([{ kind, value: 'cus_1' }]);
  });
  it('corrects by sent_at and understands the age of queued events', () => {
    const [timed] = read({ sent_at: '2026-11-20T10:10:00.000Z', batch: [{ event: 'x', distinct_id: 'a', timestamp: '2026-11-20T10:09:00.000Z' }] });
    expect(eventOf(timed).occurredAt.toISOString()).toBe('2026-11-20T10:14:00.000Z');
    const [aged] = read([{ event: 'x', offset: 30_000, properties: { distinct_id: 'a', token: 'k' } }]);
    expect(eventOf(aged).occurredAt.toISOString()).toBe('2026-11-20T10:14:30.000Z');
  });
  it('lets a Segment client that posts here through', () => {
    expect(eventOf(read({ batch: [{ type: 'track', event: 'A', userId: 'u' }] })[0]).name).toBe('A');
  });
  it('rejects an event of nobody', () => {
    expect(verdictOf(read({ event: 'x', properties: {} })[0])).toBe('rejected:no_identifier');
  });
});
