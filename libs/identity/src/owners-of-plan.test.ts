import type { Identifier } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { ownersOfPlan } from './owners-of-plan.ts';
import { planIdentities, type IdentityEvent } from './plan-identities.ts';

const user = (value: string): Identifier => ({ kind: 'userId', value });
const device = (value: string): Identifier => ({ kind: 'anonymousId', value });
const mail = (value: string): Identifier => ({ kind: 'email', value });
const vendor = (value: string): Identifier => ({ kind: 'vendor', value });
const event = (...identifiers: Identifier[]): IdentityEvent => ({ sourceId: 's', identifiers, links: [], occurredAtMs: 1_000 });

/** Keys of profiles that belong together. */
function peopleOf(events: readonly IdentityEvent[]): string[] {
  let made = 0;
  const plan = planIdentities(events, { profiles: new Map(), customers: new Map(), blocked: new Set(), joinsBy: new Map() }, () => String((made += 1)));
  const owners = ownersOfPlan(plan);
  const byOwner = new Map<string, string[]>();
  for (const { id, key } of plan.newProfiles) byOwner.set(owners.get(id)!, [...byOwner.get(owners.get(id)!) ?? [], key]);
  return [...byOwner.values()].map((keys) => keys.sort().join(' ')).sort();
}

describe('whose profiles are once a plan was carried out', () => {
  it.each<[string, IdentityEvent[], string[]]>([
    ['nobody is joined', [event(user('a')), event(device('d'))], ['a', 'd']],
    ['joined', [event(user('a'), device('d')), event(device('e'), mail('x@m.example')), event(user('a'), mail('x@m.example'))], ['a d e']],
    ['up to four people of one address are one', ['a', 'b', 'c', 'd'].map((id) => event(user(id), mail('x@m.example'))), ['a b c d']],
    ['a fifth takes them apart, each with what else is his', [
      ...['a', 'b', 'c', 'd'].flatMap((id) => [event(user(id), mail('x@m.example')), event(user(id), device(`${id}1`))]), event(user('e'), mail('x@m.example')),
    ], ['a a1', 'b b1', 'c c1', 'd d1', 'e']],
    ['what another identifier joined stays', [
      ...['a', 'b', 'c', 'd'].map((id) => event(user(id), mail('x@m.example'))), event(user('f'), mail('y@m.example')), event(user('d'), mail('y@m.example')), event(user('e'), mail('x@m.example')),
    ], ['a', 'b', 'c', 'd f', 'e']],
    ['two hubs among the same people', [
      ...['a', 'b', 'c', 'd'].map((id) => event(user(id), mail('x@m.example'))), ...['d', 'e', 'f', 'g', 'h'].map((id) => event(user(id), vendor('crm:1'))), event(user('i'), mail('x@m.example')), event(user('j'), vendor('crm:1')),
    ], ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']],
  ])('%s', (_case, events, expected) => expect(peopleOf(events).flatMap((keys) => keys.replace(' crm:1', '').replace(/^crm:1 ?/, '')).filter((keys) => keys !== '')).toEqual(expected));
});
