import type { Identifier } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { identifierKey, planIdentities, type IdentityEvent, type KnownIdentities } from './plan-identities.ts';

const NOTHING: KnownIdentities = { profiles: new Map(), customers: new Map(), blocked: new Set(), joinsBy: new Map() };
const user = (value: string): Identifier => ({ kind: 'userId', value });
const device = (value: string): Identifier => ({ kind: 'anonymousId', value });
const vendor = (value: string): Identifier => ({ kind: 'vendor', value });
const mail = (value: string): Identifier => ({ kind: 'email', value });
const event = (...identifiers: Identifier[]): IdentityEvent => ({ sourceId: 's1', identifiers, links: [], occurredAtMs: 1000 });
function plan(events: IdentityEvent[], known = NOTHING) {
  let n = 0;
  const result = planIdentities(events, known, () => `id${String((n += 1)).padStart(3, '0')}`);
  return { ...result, customers: result.profileIds.map((id) => result.customerOf(id)) };
}
const people = (events: IdentityEvent[]) => new Set(plan(events).customers).size;

describe('planIdentities', () => {
  it.each<[string, IdentityEvent[], number]>([
    ['one userId', [event(user('a')), event(user('a'))], 1],
    ['two userIds', [event(user('a')), event(user('b'))], 2],
    ['a device that signs in', [event(device('d')), event(user('a'), device('d'))], 1],
    ['two people on one device', [event(user('a'), device('d')), event(user('b'), device('d'))], 2],
    ['two userIds with one e-mail', [event(user('a'), mail('x@m.example')), event(user('b'), mail('x@m.example'))], 1],
    ['two userIds with a role mailbox', [event(user('a'), mail('info@m.example')), event(user('b'), mail('info@m.example'))], 2],
    ['placeholder ids beside real ones', [event(user('null'), device('d1')), event(user('null'), device('d2'))], 2],
    ['two userIds with one vendor id', [event(user('a'), vendor('crm:5')), event(user('b'), vendor('crm:5'))], 1],
    ['one number in two accounts', [event(vendor('crm-1:5')), event(vendor('crm-2:5'))], 2],
    ['a placeholder of an account', [event(user('a'), vendor('crm:0')), event(user('b'), vendor('crm:0'))], 2],
    ['an e-mail alone and the userId that has it', [event(mail('x@m.example')), event(user('a'), mail('x@m.example'))], 1],
  ])('%s', (_case, events, expected) => {
    expect(people(events)).toBe(expected);
  });

  it('lets an alias join two userIds', () => {
    const events: IdentityEvent[] = [event(user('a')), event(user('b')), { ...event(user('b')), links: [[user('b'), user('a')]] }];
    expect(new Set(plan(events).customers).size).toBe(1);
  });

  const alias = (current: Identifier, previous: Identifier): IdentityEvent => ({ ...event(current), links: [[current, previous]] });

  it('lets a device that is somebody’s be aliased onto by four people, and by no fifth', () => {
    const fifth = plan(['a', 'b', 'c', 'd', 'e'].map((id) => alias(user(id), device('d'))));
    expect(fifth.newBlocks).toEqual([{ kind: 'anonymousId', value: 'd', reason: 'too_many_people' }]);
    expect(new Set(fifth.customers).size).toBe(2);
    const known = { ...NOTHING, joinsBy: new Map([[identifierKey('anonymousId', 'd'), 4]]) };
    expect(plan([event(user('a'), device('d')), alias(user('b'), device('d'))], known).newBlocks).toHaveLength(1);
    // A deal that was mapped as the person's id.
    const deal = plan(['a', 'b', 'c', 'd', 'e'].map((id) => event(user(id), vendor('crm:deal'))));
    expect(deal.newBlocks).toEqual([{ kind: 'vendor', value: 'crm:deal', reason: 'too_many_people' }]);
    // Many devices of one person are no hub.
    expect(people(['1', '2', '3', '4', '5', '6'].map((id) => alias(user('a'), device(id))))).toBe(1);
  });

  it.each<[string, Identifier, Identifier, string, string]>([
    ['the device itself', user('a'), device('d'), 'anonymousId', 'd'],
    ['the alias, said the other way round', user('a'), user('b'), 'alias', 'userId:b=userId:a'],
    ['the previous id', user('a'), user('b'), 'userId', 'b'],
  ])('joins by no alias where %s is blocked', (_case, current, previous, kind, value) => {
    const blocked = { ...NOTHING, blocked: new Set([identifierKey(kind, value)]) };
    const events = [event(previous), alias(current, previous)];
    expect([new Set(plan(events).customers).size, new Set(plan(events, blocked).customers).size]).toEqual([1, 2]);
  });

  it('blocks an address with more than four people and joins nobody by it afterwards', () => {
    const events = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => event(user(id), mail('x@m.example')));
    const result = plan(events);
    expect(result.newBlocks).toEqual([{ kind: 'email', value: 'x@m.example', reason: 'too_many_people' }]);
    expect(new Set(result.customers).size).toBe(3);
  });

  it('keeps the known customer with a userId when a visitor turns out to be the same', () => {
    const known: KnownIdentities = {
      profiles: new Map([
        [identifierKey('userId', 'a'), [{ profileId: 'p1', customerId: 'c1', kind: 'userId' as const }]],
        [identifierKey('anonymousId', 'd'), [{ profileId: 'p2', customerId: 'c0', kind: 'anonymousId' as const }]],
      ]),
      customers: new Map([
        ['c1', { firstSeenMs: 500, hasUserId: true, isVisitor: false }],
        ['c0', { firstSeenMs: 100, hasUserId: false, isVisitor: true }],
      ]),
      blocked: new Set(), joinsBy: new Map(),
    };
    const result = plan([event(user('a'), device('d'))], known);
    expect(result.merges).toEqual([{ winnerId: 'c1', loserId: 'c0', reason: { kind: 'anonymousId', value: 'd' }, joined: { winner: 'p1', loser: 'p2' } }]);
    expect(result.newProfiles).toEqual([]);
  });

  it('records e-mail rows once and marks the customer as identified', () => {
    const result = plan([event(device('d'), mail('x@m.example')), event(device('d'), mail('x@m.example'))]);
    expect(result.newIdentifiers.filter((row) => row.kind === 'email')).toHaveLength(1);
    expect(result.identifiedCustomers).toEqual(new Set([result.customers[0]]));
  });
});
