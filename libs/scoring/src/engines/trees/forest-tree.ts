import type { Random } from '../random.ts';
import { type BinnedMatrix, BIN_SLOTS, MISSING_BIN } from './binning.ts';
import { type Bootstrap, DISTINCT_UNIT, drawBootstrap } from './bootstrap.ts';
import { divideRows } from './divide-rows.ts';
import { type ClassSums, type GiniSplit, GiniSplitter } from './gini-split.ts';
import { encodeSplit } from './tree-ensemble.ts';
import type { TreeWriter } from './tree-writer.ts';

interface ForestNode {
  readonly begin: number;
  readonly end: number;
  readonly sums: ClassSums;
}

/** Grows classification trees on bootstrap samples, and keeps its memory from tree to tree. */
export class ForestTreeGrower {
  private readonly binned: BinnedMatrix;
  private readonly labels: Uint8Array;
  private readonly minLeafRows: number;
  private readonly mostDraws: number;
  private readonly featuresPerNode: number;
  private readonly splitter: GiniSplitter;
  /** Features that can split at all; the ones that a node draws come to the front. */
  private readonly features: Int32Array;
  private readonly spare: Int32Array;
  private readonly counts: Float64Array;
  private readonly positives: Float64Array;
  private readonly isLeft = new Uint8Array(BIN_SLOTS);

  constructor(binned: BinnedMatrix, labels: Uint8Array, minLeafRows: number, mostDraws = Infinity) {
    this.binned = binned;
    this.labels = labels;
    this.minLeafRows = minLeafRows;
    this.mostDraws = mostDraws;
    this.features = Int32Array.from(binned.columns.keys()).filter((feature) => binned.cuts[feature]!.length > 0 || binned.hasMissing[feature]!);
    this.featuresPerNode = Math.max(1, Math.floor(Math.sqrt(this.features.length)));
    this.splitter = new GiniSplitter(minLeafRows);
    this.spare = new Int32Array(binned.rows);
    this.counts = new Float64Array(binned.rows);
    this.positives = new Float64Array(binned.rows);
  }

  /** Grows one tree and writes it. A leaf's value is its share of positive draws, its cover all of its draws. */
  grow(random: Random, writer: TreeWriter): void {
    const bootstrap = drawBootstrap(this.labels, random, this.mostDraws);
    const order = bootstrap.rows;
    const open: ForestNode[] = [{ begin: 0, end: order.length, sums: sumAll(bootstrap) }];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const split = this.canSplit(node) ? this.findSplit(node, bootstrap, random) : null;
      const { counts, positives } = node.sums;
      if (split === null) {
        writer.addLeaf(positives / (counts % DISTINCT_UNIT), counts % DISTINCT_UNIT);
        continue;
      }
      writer.addSplit(encodeSplit(split.feature, split.bin, split.isMissingLeft));
      this.isLeft.fill(1, 0, split.bin + 1).fill(0, split.bin + 1);
      this.isLeft[MISSING_BIN] = split.isMissingLeft ? 1 : 0;
      const middle = divideRows(order, node.begin, node.end, this.binned.columns[split.feature]!, this.isLeft, this.spare);
      open.push(
        { begin: middle, end: node.end, sums: { counts: counts - split.left.counts, positives: positives - split.left.positives } },
        { begin: node.begin, end: middle, sums: split.left },
      );
    }
  }

  private canSplit({ begin, end, sums: { counts, positives } }: ForestNode): boolean {
    return end - begin >= 2 * this.minLeafRows && positives > 0 && positives < counts % DISTINCT_UNIT;
  }

  /** Draws features until there are enough, and further ones while none of them can split. */
  private findSplit({ begin, end, sums }: ForestNode, { rows, counts, positives }: Bootstrap, random: Random): GiniSplit | null {
    for (let at = begin; at < end; at++) {
      const row = rows[at]!;
      this.counts[at - begin] = counts[row]!;
      this.positives[at - begin] = positives[row]!;
    }
    const features = this.features;
    this.splitter.reset(sums);
    for (let drawn = 0; drawn < features.length && (drawn < this.featuresPerNode || this.splitter.best === null); drawn++) {
      const other = drawn + random.int(features.length - drawn);
      const feature = features[other]!;
      features[other] = features[drawn]!;
      features[drawn] = feature;
      const bins = this.binned.cuts[feature]!.length + 1;
      this.splitter.tryFeature(feature, this.binned.columns[feature]!, bins, rows, begin, end, this.counts, this.positives);
    }
    return this.splitter.best;
  }
}

function sumAll({ rows, counts, positives }: Bootstrap): ClassSums {
  let allCounts = 0;
  let allPositives = 0;
  for (const row of rows) {
    allCounts += counts[row]!;
    allPositives += positives[row]!;
  }
  return { counts: allCounts, positives: allPositives };
}
