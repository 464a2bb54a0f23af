import { type BinnedMatrix, BIN_SLOTS, MISSING_BIN } from './binning.ts';
import { divideRows } from './divide-rows.ts';
import { fillHistogram, histogramLength, type PackedColumns, packColumns, subtractHistogram } from './gradient-histogram.ts';
import { type GradientSplit, GradientSplitter, type GradientSums } from './gradient-split.ts';
import type { GradientUnits } from './gradient-units.ts';
import { encodeSplit } from './tree-ensemble.ts';
import type { TreeWriter } from './tree-writer.ts';

export interface TreeLimits {
  readonly maxLeaves: number;
  readonly minLeafRows: number;
  readonly l2: number;
  /** Every leaf is this share of a Newton step. */
  readonly learningRate: number;
}

/** A node that may still be split, or has been. The rows it learned from are `order[begin…end)`. */
interface GrowingNode {
  readonly begin: number;
  readonly end: number;
  readonly sums: GradientSums;
  histogram: Float64Array | null;
  split: GradientSplit | null;
  children: readonly [GrowingNode, GrowingNode] | null;
}

/** Grows trees leaf by leaf, always where the loss falls most, and keeps its memory from tree to tree. */
export class GradientTreeGrower {
  private readonly binned: BinnedMatrix;
  private readonly packed: PackedColumns;
  private readonly limits: TreeLimits;
  private readonly splitter: GradientSplitter;
  private readonly order: Int32Array;
  /** Rows that the tree does not learn from, though it speaks of them too. */
  private readonly others: Int32Array;
  private readonly right: Int32Array;
  private readonly gradients: Float64Array;
  private readonly countedHessians: Float64Array;
  private readonly freeHistograms: Float64Array[] = [];
  private readonly isLeft = new Uint8Array(BIN_SLOTS);

  constructor(binned: BinnedMatrix, units: GradientUnits, limits: TreeLimits) {
    this.binned = binned;
    this.packed = packColumns(binned);
    this.limits = limits;
    const binCounts = this.packed.features.map((feature) => binned.cuts[feature]!.length + 1);
    this.splitter = new GradientSplitter(units, limits.l2, limits.minLeafRows, binCounts);
    this.order = new Int32Array(binned.rows);
    this.others = new Int32Array(binned.rows);
    this.right = new Int32Array(binned.rows);
    this.gradients = new Float64Array(binned.rows);
    this.countedHessians = new Float64Array(binned.rows);
  }

  /**
   * Grows one tree on some rows (ascending), given the gradients of all, writes it, and adds what its leaves say to the
   * `logOdds` of all rows. False, and nothing written, when no split lowers the loss.
   */
  grow(rows: Int32Array, gradients: Float64Array, countedHessians: Float64Array, logOdds: Float64Array, writer: TreeWriter): boolean {
    this.order.set(rows);
    const root: GrowingNode = { begin: 0, end: rows.length, sums: sumOf(rows, gradients, countedHessians), histogram: null, split: null, children: null };
    if (this.canSplit(root)) {
      root.histogram = this.takeHistogram();
      this.fill(root, gradients, countedHessians);
      this.findSplit(root);
    }
    if (root.split === null) return false;
    const open = [root];
    for (let leaves = 1; open.length > 0 && leaves < this.limits.maxLeaves; leaves++) {
      const node = takeBest(open);
      const children = this.divide(node);
      if (leaves + 1 < this.limits.maxLeaves) this.searchChildren(node, children, gradients, countedHessians);
      this.giveBack(node);
      for (const child of children) if (child.split !== null) open.push(child);
    }
    for (const node of open) this.giveBack(node);
    this.write(root, 0, this.listOthers(rows), logOdds, writer);
    return true;
  }

  /** Fills `others` with the rows that are not among these, and answers how many there are. */
  private listOthers(rows: Int32Array): number {
    let count = 0;
    for (let row = 0, at = 0; row < this.others.length; row++) {
      if (rows[at] === row) at += 1;
      else this.others[count++] = row;
    }
    return count;
  }

  private canSplit({ begin, end }: GrowingNode): boolean {
    return end - begin >= 2 * this.limits.minLeafRows;
  }

  private findSplit(node: GrowingNode): void {
    node.split = this.splitter.find(node.histogram!, node.sums);
    if (node.split === null) this.giveBack(node);
  }

  /** Moves the rows of the left side to the front, keeping their order. */
  private divide(node: GrowingNode): readonly [GrowingNode, GrowingNode] {
    const { left } = node.split!;
    const middle = this.divideBy(node.split!, this.order, node.begin, node.end);
    const right = { gradient: node.sums.gradient - left.gradient, countedHessian: node.sums.countedHessian - left.countedHessian };
    node.children = [
      { begin: node.begin, end: middle, sums: left, histogram: null, split: null, children: null },
      { begin: middle, end: node.end, sums: right, histogram: null, split: null, children: null },
    ];
    return node.children;
  }

  private divideBy({ place, bin, isMissingLeft }: GradientSplit, order: Int32Array, begin: number, end: number): number {
    this.isLeft.fill(1, 0, bin + 1).fill(0, bin + 1);
    this.isLeft[MISSING_BIN] = isMissingLeft ? 1 : 0;
    return divideRows(order, begin, end, this.binned.columns[this.packed.features[place]!]!, this.isLeft, this.right);
  }

  private fill({ begin, end, histogram }: GrowingNode, gradients: Float64Array, countedHessians: Float64Array): void {
    // All rows come in their own order.
    if (end - begin === gradients.length) {
      fillHistogram(histogram!, this.packed, this.order, begin, end, gradients, countedHessians);
      return;
    }
    gather(this.order, begin, end, gradients, countedHessians, this.gradients, this.countedHessians);
    fillHistogram(histogram!, this.packed, this.order, begin, end, this.gradients, this.countedHessians);
  }

  /** Sums the smaller child row by row; the larger one is what remains of the parent. */
  private searchChildren(parent: GrowingNode, children: readonly [GrowingNode, GrowingNode], gradients: Float64Array, countedHessians: Float64Array): void {
    const [left, right] = children;
    const [smaller, larger] = left.end - left.begin <= right.end - right.begin ? [left, right] : [right, left];
    if (!this.canSplit(larger)) return;
    smaller.histogram = this.takeHistogram();
    this.fill(smaller, gradients, countedHessians);
    larger.histogram = parent.histogram!;
    parent.histogram = null;
    subtractHistogram(larger.histogram, smaller.histogram);
    this.findSplit(larger);
    if (this.canSplit(smaller)) this.findSplit(smaller);
    else this.giveBack(smaller);
  }

  /** Writes a node and all below it. Its rows that were not learned from are `others[begin…end)`. */
  private write(node: GrowingNode, begin: number, end: number, logOdds: Float64Array, writer: TreeWriter): void {
    if (node.children !== null) {
      const { place, bin, isMissingLeft } = node.split!;
      writer.addSplit(encodeSplit(this.packed.features[place]!, bin, isMissingLeft));
      const middle = this.divideBy(node.split!, this.others, begin, end);
      this.write(node.children[0], begin, middle, logOdds, writer);
      this.write(node.children[1], middle, end, logOdds, writer);
      return;
    }
    const value = this.splitter.stepOf(node.sums) * this.limits.learningRate;
    writer.addLeaf(value, node.end - node.begin);
    addTo(logOdds, this.order, node.begin, node.end, value);
    addTo(logOdds, this.others, begin, end, value);
  }

  private takeHistogram(): Float64Array {
    return this.freeHistograms.pop() ?? new Float64Array(histogramLength(this.packed));
  }

  private giveBack(node: GrowingNode): void {
    if (node.histogram !== null) this.freeHistograms.push(node.histogram);
    node.histogram = null;
  }
}

function takeBest(open: GrowingNode[]): GrowingNode {
  let best = 0;
  for (let at = 1; at < open.length; at++) if (open[at]!.split!.gain > open[best]!.split!.gain) best = at;
  return open.splice(best, 1)[0]!;
}

function sumOf(rows: Int32Array, gradients: Float64Array, countedHessians: Float64Array): GradientSums {
  let gradient = 0;
  let countedHessian = 0;
  for (let at = 0; at < rows.length; at++) {
    gradient += gradients[rows[at]!]!;
    countedHessian += countedHessians[rows[at]!]!;
  }
  return { gradient, countedHessian };
}

function addTo(logOdds: Float64Array, rows: Int32Array, begin: number, end: number, value: number): void {
  for (let at = begin; at < end; at++) logOdds[rows[at]!] = logOdds[rows[at]!]! + value;
}

function gather(order: Int32Array, begin: number, end: number, gradients: Float64Array, countedHessians: Float64Array, toGradients: Float64Array, toCountedHessians: Float64Array): void {
  for (let at = begin; at < end; at++) {
    const row = order[at]!;
    toGradients[at - begin] = gradients[row]!;
    toCountedHessians[at - begin] = countedHessians[row]!;
  }
}
