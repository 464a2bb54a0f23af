import type { CanonicalEvent } from '@kelvin/contracts';
import { ownersOfPlan, planIdentities, type IdentityEvent, type IdentityPlan } from '@kelvin/identity';

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

  /** Decides who is whom; before, everybody is a customer for each id. */
  join(): void {
    let made = 0;
    const sets = [...this.sets];
    const nobody = { profiles: new Map(), customers: new Map(), blocked: new Set<string>(), joinsBy: new Map() };
    const plan = planIdentities(sets.map(([key, atMs]) => eventOf(key, atMs)), nobody, () => String((made += 1)));
    this.sets.clear();
    const byProfile = placesOf(plan);
    for (const place of byProfile.values()) this.places.set(place.profile, place);
    sets.forEach(([key], at) => this.places.set(key, byProfile.get(plan.profileIds[at]!)!));
  }

  placeOf(event: CanonicalEvent): Place {
    const key = keyOf(event);
    return this.places.get(key) ?? placeOfFirst(event);
  }
}

/** Where nothing is known of joins, everybody is who his strongest identifier says. */
function placeOfFirst({ identifiers: [first] }: CanonicalEvent): Place {
  const name = nameOf(first!);
  return { customer: name, profile: name, isVisitor: first!.kind === 'anonymousId' };
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

function eventOf(key: string, occurredAtMs: number): IdentityEvent {
  const [identifiers, links] = JSON.parse(key) as [IdentityEvent['identifiers'], IdentityEvent['links']];
  return { sourceId: SOURCE, identifiers, links, occurredAtMs };
}
