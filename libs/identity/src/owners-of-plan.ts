import type { MergeReason } from './merge-plan.ts';
import { identifierKey, type IdentityPlan } from './plan-identities.ts';
import { planUndo, type LedgerMerge } from './plan-undo.ts';

/**
 * Whose each new profile is, by its id, once a plan was carried out where nobody was known before: all of its merges, and then
 * those undone that an identifier made which turned out to be a hub, newest first.
 */
export function ownersOfPlan(plan: IdentityPlan): Map<string, string> {
  const owners = new Map(plan.newProfiles.map(({ id }) => [id, plan.customerOf(id)]));
  if (plan.newBlocks.length === 0) return owners;
  const ledger = new PlanLedger(plan);
  for (const { kind, value } of plan.newBlocks) {
    for (const { stays, goes } of ledger.undoMergesBy(identifierKey(kind, value))) {
      for (const id of goes.profileIds) if (owners.get(id) === stays.id) owners.set(id, goes.id);
    }
  }
  return owners;
}

/** The merges of a plan as a ledger, divided by who everybody has become: an undo looks at nobody else's. */
class PlanLedger {
  private readonly merges = new Map<string, LedgerMerge[]>();
  private readonly makersOf = new Map<string, readonly string[]>();
  private readonly rootsBy = new Map<string, Set<string>>();

  constructor(plan: IdentityPlan) {
    const profiles = new Map<string, string[]>();
    for (const { id, customerId } of plan.newProfiles) profiles.set(customerId, [id]);
    plan.merges.forEach(({ winnerId, loserId, reason, joined }, at) => {
      const id = String(at);
      const root = plan.customerOf(joined.winner);
      const moved = profiles.get(loserId)!;
      const merges = this.merges.get(root) ?? [];
      merges.push({ id, winnerId, loserId, profileIds: [...moved], before: { winner: null, loser: null, joined } });
      this.merges.set(root, merges);
      profiles.get(winnerId)!.push(...moved);
      profiles.set(loserId, []);
      const makers = makersOf(reason);
      this.makersOf.set(id, makers);
      for (const maker of makers) this.rootsBy.set(maker, (this.rootsBy.get(maker) ?? new Set()).add(root));
    });
  }

  undoMergesBy(maker: string): Pick<ReturnType<typeof planUndo>, 'stays' | 'goes'>[] {
    return [...this.rootsBy.get(maker) ?? []].flatMap((root) => {
      const merges = this.merges.get(root)!;
      const undone: ReturnType<typeof planUndo>[] = [];
      for (let at = merges.length - 1; at >= 0; at--) {
        if (!this.makersOf.get(merges[at]!.id)!.includes(maker)) continue;
        const [merge, ...later] = merges.splice(at);
        const plan = planUndo(merge!, later);
        const rewritten = new Map(plan.rewritten.map((each) => [each.id, each]));
        merges.push(...later.map((each) => rewritten.get(each.id) ?? each));
        undone.push(plan);
      }
      return undone;
    });
  }
}

/** The identifiers of which each, once it is a hub, takes a merge back. */
function makersOf({ kind, value, previousId }: MergeReason): readonly string[] {
  return [identifierKey(kind, value), ...(previousId === undefined ? [] : [identifierKey('userId', previousId)])];
}
