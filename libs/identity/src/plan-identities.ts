import type { Identifier } from '@kelvin/contracts';
import { blocksOf, hingeOf, reasonOf, type Link } from './explicit-link.ts';
import { hubReason } from './hub-identifiers.ts';
import { MergePlan, type MergeReason, type PlannedMerge } from './merge-plan.ts';

/** Kinds that own a profile. `address` is a source's own record of somebody it knows by e-mail or phone only. */
const OWNING_KINDS = ['userId', 'vendor', 'anonymousId', 'address'] as const;
export type OwningKind = (typeof OWNING_KINDS)[number];

/** More people than this behind one e-mail, phone, vendor id, device or aliased id make it a hub: it joins nobody any more. */
const MAX_PEOPLE_PER_HUB = 4;

/** What identity needs of an event. */
export interface IdentityEvent {
  readonly sourceId: string;
  readonly identifiers: readonly Identifier[];
  readonly links: readonly Link[];
  readonly occurredAtMs: number;
}

export interface KnownProfile {
  readonly profileId: string;
  readonly customerId: string;
  readonly kind: OwningKind;
}

/** What the tables say about the identifiers of these events. */
export interface KnownIdentities {
  /** By {@link identifierKey}. */
  readonly profiles: ReadonlyMap<string, readonly KnownProfile[]>;
  readonly customers: ReadonlyMap<string, { readonly firstSeenMs: number; readonly hasUserId: boolean; readonly isVisitor: boolean }>;
  readonly blocked: ReadonlySet<string>;
  /** How many joins that still hold each vendor id and each hinge of a link has made (as a device, or as the previous id of an alias); absent: none. */
  readonly joinsBy: ReadonlyMap<string, number>;
}

export interface IdentityPlan {
  /** Profile of each event, in the order of the events. */
  readonly profileIds: readonly string[];
  readonly newProfiles: readonly { id: string; customerId: string; kind: OwningKind; key: string; firstSeenMs: number }[];
  readonly newIdentifiers: readonly { kind: string; value: string; profileId: string; firstSeenMs: number }[];
  readonly newBlocks: readonly { kind: string; value: string; reason: string }[];
  /** In the order in which they must be carried out. */
  readonly merges: readonly PlannedMerge[];
  /** Customer of a profile once the merges are done. */
  customerOf(profileId: string): string;
  /** Customers that gained their first strong identifier, or were made with one. */
  readonly identifiedCustomers: ReadonlySet<string>;
}

/** One text for an identifier, for maps; no kind holds a NUL, so no two identifiers share it. */
export function identifierKey(kind: string, value: string): string {
  return `${kind}\u0000${value}`;
}

/**
 * Decides, without touching anything, which profile every event belongs to and who turns out to be the same person.
 *
 * Each userId, anonymousId and vendor id opens a profile of its own and a customer of its own; joining is always a
 * merge, so that it can be undone. An event belongs to the profile of its strongest identifier. E-mail and phone join
 * profiles but own none: an event that has nothing else belongs to its source's record of that address.
 * A device (anonymousId) never joins two people who both have a userId: families share devices. It stays with the first
 * of them, and so does what it does nameless. Only an alias joins two people, because the sender says so, and only until
 * its device or previous id turns out to be a hub.
 * `newId` gives fresh ids; called in a fixed order, so the plan is reproducible.
 */
export function planIdentities(events: readonly IdentityEvent[], known: KnownIdentities, newId: () => string): IdentityPlan {
  return new Planner(known, newId).plan(events);
}

class Planner {
  private readonly profileOf = new Map<string, string>();
  private readonly kindOf = new Map<string, OwningKind>();
  private readonly addressProfiles = new Map<string, Map<string, OwningKind>>();
  private readonly addressRows = new Set<string>();
  private readonly blocked: Set<string>;
  private readonly joinsBy: Map<string, number>;
  private readonly merge: MergePlan;
  private readonly newProfiles: IdentityPlan['newProfiles'][number][] = [];
  private readonly newIdentifiers: IdentityPlan['newIdentifiers'][number][] = [];
  private readonly newBlocks: IdentityPlan['newBlocks'][number][] = [];
  private readonly identified = new Set<string>();

  constructor(known: KnownIdentities, private readonly newId: () => string) {
    this.blocked = new Set(known.blocked);
    this.joinsBy = new Map(known.joinsBy);
    this.merge = new MergePlan(known.customers);
    for (const [key, profiles] of known.profiles) {
      const kind = key.slice(0, key.indexOf('\u0000'));
      for (const profile of profiles) {
        this.merge.addProfile(profile.profileId, profile.customerId);
        this.kindOf.set(profile.profileId, profile.kind);
        if (kind === 'email' || kind === 'phone') this.peopleBehind(key).set(profile.profileId, profile.kind);
        else this.profileOf.set(key, profile.profileId);
        this.addressRows.add(`${key}\u0000${profile.profileId}`);
      }
    }
  }

  plan(events: readonly IdentityEvent[]): IdentityPlan {
    const profileIds = events.map((event) => this.place(event));
    return {
      profileIds, newProfiles: this.newProfiles, newIdentifiers: this.newIdentifiers, newBlocks: this.newBlocks,
      merges: this.merge.merges, customerOf: (profileId) => this.merge.customerOf(profileId),
      identifiedCustomers: new Set([...this.identified].map((id) => this.merge.currentOf(id))),
    };
  }

  private place(event: IdentityEvent): string {
    const owners = event.identifiers.filter((id) => id.kind !== 'email' && id.kind !== 'phone');
    const usable = owners.filter((id) => hubReason(id) === null);
    const addresses = event.identifiers.filter((id) => id.kind === 'email' || id.kind === 'phone');
    // A placeholder id is better than none, but only when there is none.
    const chosen = usable.length > 0 || addresses.length > 0 ? usable : owners;
    const main = chosen[0] ? this.ownerProfile(chosen[0], event) : this.addressProfile(addresses[0]!, event);
    for (const other of chosen.slice(1)) {
      const profileId = this.ownerProfile(other, event);
      if (other.kind === 'anonymousId') this.join(main, profileId, other, true);
      else this.joinUnlessHub(main, profileId, other, other);
    }
    for (const address of addresses) this.attachAddress(address, main, event);
    for (const link of event.links) this.joinExplicitly(link, event);
    return main;
  }

  private joinExplicitly(link: Link, event: IdentityEvent): void {
    if (link.some((id) => hubReason(id) !== null)) return;
    const [first, second] = link.map((id) => (id.kind === 'email' || id.kind === 'phone' ? this.addressProfile(id, event) : this.ownerProfile(id, event))) as [string, string];
    if (blocksOf(link).some(({ kind, value }) => this.blocked.has(identifierKey(kind, value)))) return;
    this.joinUnlessHub(first, second, reasonOf(link), hingeOf(link));
  }

  private joinUnlessHub(first: string, second: string, reason: MergeReason, hinge: Identifier): void {
    if (!this.merge.areTwoPeople(first, second) || this.peopleJoinedBy(hinge) < MAX_PEOPLE_PER_HUB) this.join(first, second, reason, false);
    else if (!this.blocked.has(identifierKey(hinge.kind, hinge.value))) this.block(hinge, 'too_many_people');
  }

  /** An aliased id once as a device and once as somebody's userId: an alias does not say which of them its previous id is. */
  private peopleJoinedBy({ kind, value }: Identifier): number {
    if (kind !== 'userId' && kind !== 'anonymousId') return this.joinsBy.get(identifierKey(kind, value)) ?? 0;
    const asUserId = this.joinsBy.get(identifierKey('userId', value)) ?? 0;
    return Math.max(this.joinsBy.get(identifierKey('anonymousId', value)) ?? 0, asUserId > 0 ? asUserId + 1 : 0);
  }

  /** A reason that was undone by a person is blocked, and joins nobody again. */
  private join(first: string, second: string, { kind, value, previousId }: MergeReason, isWeak: boolean): void {
    if (this.blocked.has(identifierKey(kind, value))) return;
    const reason = { kind, value, ...(previousId === undefined ? {} : { previousId }) };
    if (!this.merge.join(first, second, reason, isWeak)) return;
    const hinge = previousId === undefined ? identifierKey(kind, value) : identifierKey('userId', previousId);
    this.joinsBy.set(hinge, (this.joinsBy.get(hinge) ?? 0) + 1);
  }

  private block({ kind, value }: Identifier, reason: string): void {
    this.blocked.add(identifierKey(kind, value));
    this.newBlocks.push({ kind, value, reason });
  }

  private ownerProfile(identifier: Identifier, event: IdentityEvent): string {
    return this.findOrOpen(identifier.kind as OwningKind, identifier.value, event, identifier.kind !== 'anonymousId');
  }

  private addressProfile(address: Identifier, event: IdentityEvent): string {
    return this.findOrOpen('address', `${event.sourceId}:${address.value}`, event, true);
  }

  private findOrOpen(kind: OwningKind, value: string, event: IdentityEvent, isStrong: boolean): string {
    const key = identifierKey(kind, value);
    const found = this.profileOf.get(key);
    if (found) return found;
    const profileId = this.newId();
    const customerId = this.newId();
    this.profileOf.set(key, profileId);
    this.kindOf.set(profileId, kind);
    this.merge.addCustomer(customerId, { firstSeenMs: event.occurredAtMs, hasUserId: kind === 'userId', isVisitor: !isStrong });
    this.merge.addProfile(profileId, customerId);
    if (isStrong) this.identified.add(customerId);
    this.newProfiles.push({ id: profileId, customerId, kind, key: value, firstSeenMs: event.occurredAtMs });
    this.newIdentifiers.push({ kind, value, profileId, firstSeenMs: event.occurredAtMs });
    return profileId;
  }

  private attachAddress(address: Identifier, profileId: string, event: IdentityEvent): void {
    const key = identifierKey(address.kind, address.value);
    const people = this.peopleBehind(key);
    const rowKey = `${key}\u0000${profileId}`;
    if (!this.addressRows.has(rowKey)) {
      this.addressRows.add(rowKey);
      this.newIdentifiers.push({ kind: address.kind, value: address.value, profileId, firstSeenMs: event.occurredAtMs });
      people.set(profileId, this.kindOf.get(profileId)!);
      this.identified.add(this.merge.customerOf(profileId));
    }
    if (this.blocked.has(key)) return;
    const reason = hubReason(address) ?? (this.userIdsBehind(people) > MAX_PEOPLE_PER_HUB ? 'too_many_people' : null);
    if (reason) {
      this.block(address, reason);
      return;
    }
    for (const other of people.keys()) {
      if (other !== profileId) this.join(profileId, other, address, false);
    }
  }

  private userIdsBehind(people: ReadonlyMap<string, OwningKind>): number {
    let count = 0;
    for (const kind of people.values()) if (kind === 'userId') count += 1;
    return count;
  }

  private peopleBehind(key: string): Map<string, OwningKind> {
    let people = this.addressProfiles.get(key);
    if (!people) this.addressProfiles.set(key, (people = new Map()));
    return people;
  }
}
