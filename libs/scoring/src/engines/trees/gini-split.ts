import { BIN_SLOTS, MISSING_BIN } from './binning.ts';
import { DISTINCT_UNIT } from './bootstrap.ts';

/** Sums over the rows of one node; counts are `distinct rows × DISTINCT_UNIT + draws`. */
export interface ClassSums {
  readonly counts: number;
  readonly positives: number;
}

export interface GiniSplit {
  readonly feature: number;
  readonly bin: number;
  readonly isMissingLeft: boolean;
  readonly left: ClassSums;
}

/** Gains below this share of a node's own score are rounding. */
const LEAST_GAIN_SHARE = 1e-12;

/** Finds the split after which the draws are purest by Gini, with enough distinct rows on both sides. */
export class GiniSplitter {
  private readonly minLeafRows: number;
  private readonly histogram = new Float64Array(BIN_SLOTS * 2);
  private node: ClassSums = { counts: 0, positives: 0 };
  private own = 0;
  private score = 0;
  private found: GiniSplit | null = null;

  constructor(minLeafRows: number) {
    this.minLeafRows = minLeafRows;
  }

  /** Begins with another node. */
  reset(node: ClassSums): void {
    this.node = node;
    this.own = node.positives * node.positives / (node.counts % DISTINCT_UNIT);
    this.score = this.own * (1 + LEAST_GAIN_SHARE);
    this.found = null;
  }

  get best(): GiniSplit | null {
    return this.found;
  }

  /** Looks for a better split on one feature. `order[begin…end)` are the node's rows; `counts` and `positives` are theirs, in that order. */
  tryFeature(feature: number, column: Uint8Array, bins: number, order: Int32Array, begin: number, end: number, counts: Float64Array, positives: Float64Array): void {
    const histogram = this.histogram;
    // Most columns have few bins and most nodes few rows: clearing all places would cost more than adding.
    histogram.fill(0, 0, bins * 2);
    histogram.fill(0, MISSING_BIN * 2);
    sumByBin(histogram, column, order, begin, end, counts, positives);
    const missing = { counts: histogram[MISSING_BIN * 2]!, positives: histogram[MISSING_BIN * 2 + 1]! };
    // With missing values on the right even the last bin is a split: known against not known.
    this.scan(feature, missing.counts > 0 ? bins : bins - 1, 0, 0, missing.counts > 0);
    if (missing.counts > 0) this.scan(feature, bins - 1, missing.counts, missing.positives, true);
  }

  private scan(feature: number, bins: number, countsFrom: number, positivesFrom: number, hasMissing: boolean): void {
    const histogram = this.histogram;
    const { counts: allCounts, positives: allPositives } = this.node;
    const leastCounts = this.minLeafRows * DISTINCT_UNIT;
    let counts = countsFrom;
    let positives = positivesFrom;
    let bestScore = this.score;
    let bestBin = -1;
    let bestCounts = 0;
    let bestPositives = 0;
    for (let bin = 0; bin < bins; bin++) {
      const added = histogram[bin * 2]!;
      if (added === 0) continue;
      counts += added;
      positives += histogram[bin * 2 + 1]!;
      if (counts < leastCounts) continue;
      const otherCounts = allCounts - counts;
      if (otherCounts < leastCounts) break;
      const draws = counts - Math.floor(counts / DISTINCT_UNIT) * DISTINCT_UNIT;
      const otherDraws = otherCounts - Math.floor(otherCounts / DISTINCT_UNIT) * DISTINCT_UNIT;
      const otherPositives = allPositives - positives;
      const score = (positives * positives * otherDraws + otherPositives * otherPositives * draws) / (draws * otherDraws);
      if (score <= bestScore) continue;
      bestScore = score;
      bestBin = bin;
      bestCounts = counts;
      bestPositives = positives;
    }
    if (bestBin < 0) return;
    this.score = bestScore;
    // Where nothing is missing here, later missing values follow the larger side.
    const isMissingLeft = hasMissing ? countsFrom > 0 : bestCounts * 2 >= allCounts;
    this.found = { feature, bin: bestBin, isMissingLeft, left: { counts: bestCounts, positives: bestPositives } };
  }
}

function sumByBin(histogram: Float64Array, column: Uint8Array, order: Int32Array, begin: number, end: number, counts: Float64Array, positives: Float64Array): void {
  for (let at = begin; at < end; at++) {
    const slot = column[order[at]!]! * 2;
    histogram[slot] = histogram[slot]! + counts[at - begin]!;
    histogram[slot + 1] = histogram[slot + 1]! + positives[at - begin]!;
  }
}
