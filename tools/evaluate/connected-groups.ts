/**
 * Divides things, by their places 0 … count − 1, into groups that share no name: each in the order of the places, and the groups
 * in the order of their first.
 */
export function* connectedGroups(count: number, namesOf: (place: number) => readonly string[]): Generator<readonly number[]> {
  const parents = Int32Array.from({ length: count }, (_unused, place) => place);
  const rootOf = (place: number): number => {
    let at = place;
    for (; parents[at] !== at; at = parents[at]!) parents[at] = parents[parents[at]!]!;
    return at;
  };
  const firstWith = new Map<string, number>();
  for (let place = 0; place < count; place++) {
    for (const name of namesOf(place)) {
      const first = firstWith.get(name);
      if (first === undefined) firstWith.set(name, place);
      else {
        const [a, b] = [rootOf(first), rootOf(place)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  firstWith.clear();
  // The root of a group is its first place, so sorting by root keeps the order of the firsts, and a stable sort that within.
  const byRoot = Int32Array.from({ length: count }, (_unused, place) => place).sort((a, b) => rootOf(a) - rootOf(b) || a - b);
  for (let from = 0; from < count;) {
    let to = from + 1;
    while (to < count && rootOf(byRoot[to]!) === rootOf(byRoot[from]!)) to += 1;
    yield Array.from(byRoot.subarray(from, to));
    from = to;
  }
}
