import type { CanonicalEvent, Identifier } from '@kelvin/contracts';
import { ownersOfPlan, planIdentities, type IdentityEvent, type IdentityPlan, type KnownIdentities } from '@kelvin/identity';
import { connectedGroups } from './connected-groups.ts';

/** Whose an event is. */
export interface Place {
  readonly customer: string;
  /** What of him the event is counted by: pages and lines of an order are told apart by profile. */
  readonly profile: string;
  /** Nothing but a device is known of him. */
  readonly isVisitor: boolean;
}

/** All events of a file come from one source. */
const SOURCE = 'file';
const NOBODY: KnownIdentities = { profiles: new Map(), customers: new Map(), blocked: new Set(), joinsBy: new Map() };
/** Ids of a plan are compared as texts. */
const ID_DIGITS = 9;

/**
 * Reads who the people of a file are by the rules of the product. An event with one id joins nobody, so only sets of
 * identifiers are kept, each once: as texts, because as objects they would take several times the memory.
 */
export class FileIdentities {
  private readonly sets = new Map<string, number>();
  private readonly places = new Map<string, Place>();
  /** Whether anybody is more than a visitor. */
  hasKnown = false;

  note(event: CanonicalEvent): void {
    this.hasKnown ||= event.identifiers.some(({ kind }) => kind !== 'anonymousId');
    const key = keyOf(event);
    if (isSet(key) && !this.sets.has(key)) this.sets.set(key, event.occurredAt.getTime());
  }

  /** Decides who is whom; before, everybody is a customer for each id. Those who share no identifier are decided apart, which takes less room at once. */
  join(): void {
    const keys = [...this.sets.keys()];
    for (const group of connectedGroups(keys.length, (at) => namesOf(keys[at]!))) this.joinGroup(group.map((at) => keys[at]!));
    this.sets.clear();
  }

  placeOf(event: CanonicalEvent): Place {
    return this.places.get(keyOf(event)) ?? this.placeOfFirst(event.identifiers[0]!);
  }

  private joinGroup(keys: readonly string[]): void {
    let made = 0;
    const plan = planIdentities(keys.map((key) => eventOf(key, this.sets.get(key)!)), NOBODY, () => String((made += 1)).padStart(ID_DIGITS, '0'));
    const byProfile = placesOf(plan);
    for (const place of byProfile.values()) if (!isOwnPlace(place)) this.places.set(place.profile, place);
    keys.forEach((key, at) => {
      const place = byProfile.get(plan.profileIds[at]!)!;
      // Most sets are of whom their strongest identifier names, which need not be kept twice.
      if (this.placeOfFirst(eventOf(key, 0).identifiers[0]!).profile !== place.profile) this.places.set(key, place);
    });
  }

  /** Where nothing else is known, everybody is who his strongest identifier says. */
  private placeOfFirst(first: Identifier): Place {
    const name = nameOf(first);
    return this.places.get(name) ?? { customer: name, profile: name, isVisitor: first.kind === 'anonymousId' };
  }
}

/** Whether somebody's only or first profile, by an id that makes him a customer: that needs no looking up. */
function isOwnPlace({ customer, profile, isVisitor }: Place): boolean {
  return customer === profile && isVisitor === profile.startsWith('anonymousId:');
}

function placesOf(plan: IdentityPlan): Map<string, Place> {
  const owners = ownersOfPlan(plan);
  const hasAddress = new Set(plan.newIdentifiers.filter(({ kind }) => kind === 'email' || kind === 'phone').map(({ profileId }) => profileId));
  const [names, known] = [new Map<string, string>(), new Set<string>()];
  for (const { id, kind, key } of plan.newProfiles) {
    const owner = owners.get(id)!;
    if (!names.has(owner)) names.set(owner, nameOf({ kind, value: key }));
    if (kind !== 'anonymousId' || hasAddress.has(id)) known.add(owner);
  }
  return new Map(plan.newProfiles.map(({ id, kind, key }): [string, Place] => {
    const owner = owners.get(id)!;
    return [id, { customer: names.get(owner)!, profile: nameOf({ kind, value: key }), isVisitor: !known.has(owner) }];
  }));
}

function nameOf({ kind, value }: { readonly kind: string; readonly value: string }): string {
  return `${kind}:${value}`;
}

/** The name of its only id, or a text that holds all its identifiers. */
function keyOf({ identifiers, links }: CanonicalEvent): string {
  const [first, second] = identifiers;
  if (second === undefined && links.length === 0 && first!.kind !== 'email' && first!.kind !== 'phone') return nameOf(first!);
  return JSON.stringify([identifiers, links]);
}

function isSet(key: string): boolean {
  return key.startsWith('[');
}

/** All identifiers of a set, those of its links included. An address alone is also a record of its own, which no other identifier names. */
function namesOf(key: string): string[] {
  const { identifiers, links } = eventOf(key, 0);
  return [...identifiers, ...links.flat()].map(nameOf);
}

function eventOf(key: string, occurredAtMs: number): IdentityEvent {
  const [identifiers, links] = JSON.parse(key) as [IdentityEvent['identifiers'], IdentityEvent['links']];
  return { sourceId: SOURCE, identifiers, links, occurredAtMs };
}
