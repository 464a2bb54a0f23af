/**
 * The smallest positive value that at most `share` of the numbers reach. Ties that would overfill the share push the
 * limit up to the next value, so a workspace where everyone pays the same has no top. Null when nobody reaches it.
 *
 * @param sorted ascending
 */
export function topShareLimit(sorted: ArrayLike<number>, share: number): number | null {
  const most = Math.floor(sorted.length * share);
  if (most === 0) return null;
  let at = sorted.length - most;
  if (sorted[at] === sorted[at - 1]) {
    const tied = sorted[at]!;
    while (at < sorted.length && sorted[at] === tied) at++;
  }
  while (at < sorted.length && sorted[at]! <= 0) at++;
  return at < sorted.length ? sorted[at]! : null;
}
