/** A merge as the ledger has it, not undone. `State` is what scoring carries on with: opaque here. */
export interface LedgerMerge<State = unknown> {
  readonly id: string;
  readonly winnerId: string;
  readonly loserId: string;
  /** The loser's profiles, which came to the winner. */
  readonly profileIds: readonly string[];
  /** States of both as they were; `joined`: the two profiles, one of each, that turned out to be one person. */
  readonly before: { readonly winner: State | null; readonly loser: State | null; readonly joined?: { readonly winner: string; readonly loser: string } | undefined };
}

interface Side<State> {
  readonly id: string;
  readonly state: State | null;
}

export interface UndoPlan<State = unknown> {
  /** The customer that all were until now. It keeps what does not go. */
  readonly stays: Side<State>;
  /** The customer that stands by itself again, with its profiles. */
  readonly goes: Side<State> & { readonly profileIds: readonly string[] };
  /** Later merges, told as if the undone one had never been. */
  readonly rewritten: readonly LedgerMerge<State>[];
}

/**
 * Takes one merge out of a ledger, as if it had never been: later merges came to the side that they were joined by, and
 * remember states in which the other side had no part. So undoing all merges in any order leaves everybody with the
 * profiles and the state he had before any. A later merge that does not say which profiles it joined belongs to the
 * winner's side.
 * `later`: merges of the same customers that came after it and stand, oldest first; others among them do no harm.
 */
export function planUndo<State>(undone: LedgerMerge<State>, later: readonly LedgerMerge<State>[]): UndoPlan<State> {
  let root = undone.winnerId;
  let stays: Side<State> = { id: undone.winnerId, state: undone.before.winner };
  let goes: Side<State> = { id: undone.loserId, state: undone.before.loser };
  let going = new Set(undone.profileIds);
  const rewritten: LedgerMerge<State>[] = [];
  for (const merge of later) {
    const { before } = merge;
    if (merge.winnerId === root) {
      const side = before.joined && going.has(before.joined.winner) ? goes : stays;
      if (side === goes) for (const id of merge.profileIds) going.add(id);
      rewritten.push({ ...merge, winnerId: side.id, before: { ...before, winner: side.state } });
    } else if (merge.loserId === root) {
      const rest = merge.profileIds.filter((id) => !going.has(id));
      if (before.joined && going.has(before.joined.loser)) {
        rewritten.push({ ...merge, loserId: goes.id, profileIds: [...going], before: { ...before, loser: goes.state } });
        goes = stays;
        going = new Set(rest);
      } else rewritten.push({ ...merge, loserId: stays.id, profileIds: rest, before: { ...before, loser: stays.state } });
      root = merge.winnerId;
      stays = { id: merge.winnerId, state: before.winner };
    }
  }
  return { stays, goes: { ...goes, profileIds: [...going] }, rewritten };
}
