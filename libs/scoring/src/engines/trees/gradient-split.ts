import { MISSING_BIN } from './binning.ts';
import { FEATURE_STRIDE } from './gradient-histogram.ts';
import type { GradientUnits } from './gradient-units.ts';

/** Sums of the rows of one node, in units. */
export interface GradientSums {
  readonly gradient: number;
  readonly countedHessian: number;
}

export interface GradientSplit {
  /** How much the loss falls, in the units of the histogram: comparable within one tree. */
  readonly gain: number;
  /** Place of the feature in the packed columns. */
  readonly place: number;
  readonly bin: number;
  readonly isMissingLeft: boolean;
  readonly left: GradientSums;
}

/** Below this sum of hessians a Newton step would be a leap in the dark. */
const LEAST_HESSIAN = 1e-3;

/** A gain below this share of the node's own score is rounding. */
const LEAST_GAIN_SHARE = 1e-12;

/**
 * Finds the split with the largest gain, G²/(H + λ) summed over both sides minus that of the node (Chen and Guestrin
 * 2016, equation 7). Missing values are tried on both sides; where a node has none, later ones follow the larger side.
 */
export class GradientSplitter {
  private readonly units: GradientUnits;
  private readonly l2: number;
  private readonly leastHessian: number;
  private readonly leastCounted: number;
  /** Bins of the feature at each place. */
  private readonly binCounts: Int32Array;

  private bestScore = 0;
  private bestBin = 0;
  private bestGradient = 0;
  private bestCounted = 0;

  constructor(units: GradientUnits, l2: number, minLeafRows: number, binCounts: Int32Array) {
    this.units = units;
    this.l2 = l2 * units.perHessian;
    this.leastHessian = LEAST_HESSIAN * units.perHessian;
    this.leastCounted = minLeafRows * units.countUnit;
    this.binCounts = binCounts;
  }

  rowsOf({ countedHessian }: GradientSums): number {
    return Math.floor(countedHessian / this.units.countUnit);
  }

  /** The Newton step of a leaf: −G/(H + λ), in log-odds. */
  stepOf(sums: GradientSums): number {
    const hessian = sums.countedHessian % this.units.countUnit + this.l2;
    return hessian > 0 ? -(sums.gradient / this.units.perGradient) / (hessian / this.units.perHessian) : 0;
  }

  /** Null when no split leaves enough rows on both sides and lowers the loss. */
  find(histogram: Float64Array, node: GradientSums): GradientSplit | null {
    const own = node.gradient * node.gradient / (node.countedHessian % this.units.countUnit + this.l2);
    this.bestScore = own + Math.abs(own) * LEAST_GAIN_SHARE;
    let place = -1;
    let isMissingLeft = false;
    for (let at = 0; at < this.binCounts.length; at++) {
      const base = at * FEATURE_STRIDE;
      const bins = this.binCounts[at]!;
      const missing = histogram[base + MISSING_BIN * 2 + 1]!;
      // With missing values on the right even the last bin is a split: known against not known.
      if (this.scan(histogram, base, missing > 0 ? bins : bins - 1, node, 0, 0)) {
        place = at;
        isMissingLeft = false;
      }
      if (missing > 0 && this.scan(histogram, base, bins - 1, node, histogram[base + MISSING_BIN * 2]!, missing)) {
        place = at;
        isMissingLeft = true;
      }
    }
    if (place < 0) return null;
    const hasMissing = histogram[place * FEATURE_STRIDE + MISSING_BIN * 2 + 1]! > 0;
    const left = { gradient: this.bestGradient, countedHessian: this.bestCounted };
    return {
      gain: this.bestScore - own, place, bin: this.bestBin, left,
      isMissingLeft: hasMissing ? isMissingLeft : this.rowsOf(left) * 2 >= this.rowsOf(node),
    };
  }

  /** Tries a split after each of the first `bins` bins, the left side beginning with the given sums. True when one is the best so far. */
  private scan(histogram: Float64Array, base: number, bins: number, node: GradientSums, gradientFrom: number, countedFrom: number): boolean {
    const { countUnit } = this.units;
    const perCountUnit = 1 / countUnit;
    const l2 = this.l2;
    const leastHessian = this.leastHessian + l2;
    const leastCounted = this.leastCounted;
    const allGradient = node.gradient;
    const allCounted = node.countedHessian;
    let gradient = gradientFrom;
    let counted = countedFrom;
    let bestScore = this.bestScore;
    let isBetter = false;
    for (let bin = 0, at = base; bin < bins; bin++, at += 2) {
      const added = histogram[at + 1]!;
      if (added === 0) continue;
      counted += added;
      gradient += histogram[at]!;
      if (counted < leastCounted) continue;
      const otherCounted = allCounted - counted;
      if (otherCounted < leastCounted) break;
      const hessian = counted - Math.floor(counted * perCountUnit) * countUnit + l2;
      const otherHessian = otherCounted - Math.floor(otherCounted * perCountUnit) * countUnit + l2;
      const otherGradient = allGradient - gradient;
      const score = (gradient * gradient * otherHessian + otherGradient * otherGradient * hessian) / (hessian * otherHessian);
      if (score > bestScore && hessian >= leastHessian && otherHessian >= leastHessian) {
        bestScore = score;
        isBetter = true;
        this.bestBin = bin;
        this.bestGradient = gradient;
        this.bestCounted = counted;
      }
    }
    this.bestScore = bestScore;
    return isBetter;
  }
}
