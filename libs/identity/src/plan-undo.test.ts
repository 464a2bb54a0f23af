import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planUndo, type LedgerMerge } from './plan-undo.ts';

type State = readonly string[];

/** A little ledger: customers with one profile each, whose state is the list of the people it has ever been scored with. */
class Ledger {
  readonly ownerOf = new Map<string, string>();
  readonly stateOf = new Map<string, State>();
  readonly live: LedgerMerge<State>[] = [];

  constructor(people: readonly string[]) {
    for (const id of people) {
      this.ownerOf.set(`${id}'`, id);
      this.stateOf.set(id, [id]);
    }
  }

  profilesOf(customerId: string): string[] {
    return [...this.ownerOf].filter(([, owner]) => owner === customerId).map(([profile]) => profile).toSorted();
  }

  /** Joins the customers of two profiles and scores the winner anew. */
  join(winnerProfile: string, loserProfile: string): void {
    const [winnerId, loserId] = [this.ownerOf.get(winnerProfile)!, this.ownerOf.get(loserProfile)!];
    if (winnerId === loserId) return;
    const profileIds = this.profilesOf(loserId);
    this.live.push({
      id: `${this.live.length}`, winnerId, loserId, profileIds,
      before: { winner: this.stateOf.get(winnerId)!, loser: this.stateOf.get(loserId)!, joined: { winner: winnerProfile, loser: loserProfile } },
    });
    for (const id of profileIds) this.ownerOf.set(id, winnerId);
    this.stateOf.set(winnerId, [...new Set([...this.stateOf.get(winnerId)!, ...this.profilesOf(winnerId).map((id) => id[0]!)])].toSorted());
  }

  undo(at: number): void {
    const [undone] = this.live.splice(at, 1);
    const { stays, goes, rewritten } = planUndo(undone!, this.live.slice(at));
    for (const merge of rewritten) this.live[this.live.findIndex(({ id }) => id === merge.id)] = merge;
    for (const id of goes.profileIds) this.ownerOf.set(id, goes.id);
    this.stateOf.set(stays.id, stays.state!);
    this.stateOf.set(goes.id, goes.state!);
  }

  /** People who are joined by what was said and not undone. */
  connected(): string[] {
    const groups = [...this.ownerOf.keys()].map((id) => new Set([id]));
    for (const { before: { joined } } of this.live) {
      const [a, b] = [groups.find((group) => group.has(joined!.winner))!, groups.find((group) => group.has(joined!.loser))!];
      for (const id of b) a.add(id);
      if (a !== b) groups.splice(groups.indexOf(b), 1);
    }
    return groups.map((group) => [...group].toSorted().join()).toSorted();
  }

  customers(): string[] {
    return [...new Set(this.ownerOf.values())].map((id) => this.profilesOf(id).join()).toSorted();
  }
}

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
const aPerson = fc.constantFrom(...PEOPLE.map((id) => `${id}'`));

describe('planUndo', () => {
  it('leaves joined what is still said to be one, with states in which nobody else had a part, and in the end everybody as he was', () => {
    fc.assert(fc.property(fc.array(fc.tuple(aPerson, aPerson), { maxLength: 12 }), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (joins, order) => {
      const ledger = new Ledger(PEOPLE);
      for (const [winner, loser] of joins) ledger.join(winner, loser);
      for (const pick of order) {
        if (ledger.live.length === 0) break;
        ledger.undo(pick % ledger.live.length);
        expect(ledger.customers()).toEqual(ledger.connected());
        for (const owner of new Set(ledger.ownerOf.values())) {
          expect(ledger.profilesOf(owner).map((id) => id[0])).toEqual(expect.arrayContaining([...ledger.stateOf.get(owner)!]));
        }
      }
      for (const id of PEOPLE) expect([ledger.ownerOf.get(`${id}'`), ledger.stateOf.get(id)]).toEqual([id, [id]]);
    }), { numRuns: 500 });
  });

  it('counts a merge that does not say which profiles it joined for the winner’s side', () => {
    const merge = (id: string, winnerId: string, loserId: string, profileIds: string[]): LedgerMerge => ({ id, winnerId, loserId, profileIds, before: { winner: null, loser: null } });
    const plan = planUndo(merge('1', 'a', 'b', ['b1']), [merge('2', 'a', 'c', ['c1']), merge('3', 'd', 'a', ['a1', 'b1', 'c1'])]);
    expect(plan).toMatchObject({ stays: { id: 'd' }, goes: { id: 'b', profileIds: ['b1'] }, rewritten: [{ id: '2', winnerId: 'a' }, { id: '3', loserId: 'a', profileIds: ['a1', 'c1'] }] });
  });
});
