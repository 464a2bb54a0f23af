import type { CutOff } from '@kelvin/contracts';

/** What a hit brings and what reaching one customer costs, in the workspace's currency. */
export type Prices = { hit: number; cost: number };

/** Expected value = hits × value of a hit − people × cost of a contact. */
export function computeExpectedValue({ hits, people }: CutOff, { hit, cost }: Prices): number {
  return hits * hit - people * cost;
}

/** The row whose share of customers is nearest; null for an empty table. */
export function findCutOff(cutOffs: readonly CutOff[], share: number): CutOff | null {
  return cutOffs.reduce<CutOff | null>((best, row) => (best === null || Math.abs(row.share - share) < Math.abs(best.share - share) ? row : best), null);
}

/** The cut that brings most; the smallest of several alike. Null for an empty table. */
export function findBestCutOff(cutOffs: readonly CutOff[], prices: Prices): CutOff | null {
  return cutOffs.reduce<CutOff | null>((best, row) => (best === null || computeExpectedValue(row, prices) > computeExpectedValue(best, prices) ? row : best), null);
}
