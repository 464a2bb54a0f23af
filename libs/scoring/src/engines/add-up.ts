/**
 * Changes contributions in place so that they add up to `total`: what is missing or too much is shared out by their size,
 * so that none changes its sign for a small difference and none is made up where there was none. When all are 0 there
 * is nothing to go by, and every one of `owners` (default: all) gets the same part.
 */
export function makeAddUp(contributions: Float64Array, total: number, owners?: readonly number[]): void {
  let sum = 0;
  let size = 0;
  for (const contribution of contributions) {
    sum += contribution;
    size += Math.abs(contribution);
  }
  const gap = total - sum;
  if (size > 0) {
    for (let at = 0; at < contributions.length; at++) contributions[at]! += (gap * Math.abs(contributions[at]!)) / size;
    return;
  }
  const takers = owners ?? Array.from(contributions.keys());
  for (const at of takers) contributions[at] = gap / takers.length;
}
