/** Why two customers are one: the identifier they share, or the alias between two userIds that said so. */
export interface MergeReason {
  readonly kind: string;
  readonly value: string;
  /** Of an alias: the userId that was somebody's before. */
  readonly previousId?: string;
}

export interface PlannedMerge {
  readonly winnerId: string;
  readonly loserId: string;
  readonly reason: MergeReason;
  /** The two profiles, one of each, that turned out to be one person. */
  readonly joined: { readonly winner: string; readonly loser: string };
}

interface CustomerFacts {
  readonly firstSeenMs: number;
  hasUserId: boolean;
  isVisitor: boolean;
}

/** Who ends up being whom: a union-find over customers that remembers every join, in order. */
export class MergePlan {
  readonly merges: PlannedMerge[] = [];
  private readonly parent = new Map<string, string>();
  private readonly facts = new Map<string, CustomerFacts>();
  private readonly customerOfProfile = new Map<string, string>();

  constructor(known: ReadonlyMap<string, Readonly<CustomerFacts>>) {
    for (const [id, facts] of known) this.facts.set(id, { ...facts });
  }

  addCustomer(id: string, facts: CustomerFacts): void {
    this.facts.set(id, facts);
  }

  addProfile(profileId: string, customerId: string): void {
    this.customerOfProfile.set(profileId, customerId);
  }

  customerOf(profileId: string): string {
    return this.currentOf(this.customerOfProfile.get(profileId)!);
  }

  /** The customer that an id has become. */
  currentOf(customerId: string): string {
    let id = customerId;
    for (let next = this.parent.get(id); next !== undefined; next = this.parent.get(id)) id = next;
    return id;
  }

  /**
   * Joins the customers of two profiles. A weak reason (a shared device) never joins two people who both have a userId.
   * The one with a userId wins, then a known customer over a visitor, then the older, then the smaller id.
   * Answers whether they were two until now.
   */
  join(profileA: string, profileB: string, reason: MergeReason, isWeak: boolean): boolean {
    const a = this.customerOf(profileA);
    const b = this.customerOf(profileB);
    if (a === b || (isWeak && this.areTwoPeople(profileA, profileB))) return false;
    const factsA = this.facts.get(a)!;
    const factsB = this.facts.get(b)!;
    const isAWinner = this.isStronger(a, factsA, b, factsB);
    const [winnerId, loserId] = isAWinner ? [a, b] : [b, a];
    this.parent.set(loserId, winnerId);
    const winner = this.facts.get(winnerId)!;
    winner.hasUserId ||= this.facts.get(loserId)!.hasUserId;
    winner.isVisitor &&= this.facts.get(loserId)!.isVisitor;
    this.merges.push({ winnerId, loserId, reason, joined: isAWinner ? { winner: profileA, loser: profileB } : { winner: profileB, loser: profileA } });
    return true;
  }

  /** Whether two profiles belong to different customers who both have a userId. */
  areTwoPeople(profileA: string, profileB: string): boolean {
    const a = this.customerOf(profileA);
    const b = this.customerOf(profileB);
    return a !== b && this.facts.get(a)!.hasUserId && this.facts.get(b)!.hasUserId;
  }

  private isStronger(a: string, factsA: CustomerFacts, b: string, factsB: CustomerFacts): boolean {
    if (factsA.hasUserId !== factsB.hasUserId) return factsA.hasUserId;
    if (factsA.isVisitor !== factsB.isVisitor) return !factsA.isVisitor;
    if (factsA.firstSeenMs !== factsB.firstSeenMs) return factsA.firstSeenMs < factsB.firstSeenMs;
    return a < b;
  }
}
