import type { BinnedMatrix } from './binning.ts';
import { type CompactTrees, LEAF } from './tree-ensemble.ts';

/** Collects nodes in pre-order while trees are grown. */
export class TreeWriter {
  private readonly splits: number[] = [];
  private readonly leafValues: number[] = [];
  private readonly leafCovers: number[] = [];

  /** Its left side must be written next, then its right side. `split` is made by `encodeSplit`. */
  addSplit(split: number): void {
    this.splits.push(split);
  }

  addLeaf(value: number, cover: number): void {
    this.splits.push(LEAF);
    this.leafValues.push(value);
    this.leafCovers.push(cover);
  }

  finish({ cuts }: BinnedMatrix): CompactTrees {
    const all = new Float64Array(cuts.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const each of cuts) {
      all.set(each, at);
      at += each.length;
    }
    return {
      splits: Int32Array.from(this.splits), leafValues: Float64Array.from(this.leafValues), leafCovers: Int32Array.from(this.leafCovers),
      cuts: all, cutCounts: Int32Array.from(cuts, (each) => each.length),
    };
  }
}
