import { thresholdOf } from './binning.ts';

/**
 * Trees as they are stored: nodes in pre-order (a node, all of its left side, all of its right side), one tree after the
 * other. A split is `(feature × 256 + bin) × 2 + (1: missing values go left)`, a leaf is −1.
 */
export interface CompactTrees {
  readonly splits: Int32Array;
  /** One for each leaf, in the order of the nodes. */
  readonly leafValues: Float64Array;
  /** How many training rows each leaf stands for. */
  readonly leafCovers: Int32Array;
  /** Upper bounds of the bins of all features, one feature after the other. */
  readonly cuts: Float64Array;
  readonly cutCounts: Int32Array;
}

/** Trees as they are walked. The left child of a node is the next node. */
export interface TreeEnsemble {
  readonly roots: Int32Array;
  /** Two for each node, side by side because both are read at once: `feature × 2 + (1: missing values go left)`, or −1 for a leaf; and the right child. */
  readonly links: Int32Array;
  /** Known values up to this one go left; of a leaf, its value. */
  readonly thresholds: Float64Array;
  /** What a leaf adds; for a split, the mean of its leaves by cover. */
  readonly values: Float64Array;
  readonly covers: Float64Array;
}

export const LEAF = -1;

export function encodeSplit(feature: number, bin: number, isMissingLeft: boolean): number {
  return (feature * 256 + bin) * 2 + (isMissingLeft ? 1 : 0);
}

/** Works out all that follows from the stored trees. Fitting goes through here too, so that a loaded model has the same bits. */
export function buildEnsemble({ splits, leafValues, leafCovers, cuts, cutCounts }: CompactTrees): TreeEnsemble {
  const size = splits.length;
  const links = new Int32Array(size * 2).fill(LEAF);
  const thresholds = new Float64Array(size);
  const values = new Float64Array(size);
  const covers = new Float64Array(size);
  const cutsOf = splitCuts(cuts, cutCounts);
  const roots: number[] = [];
  const open: number[] = [];
  let leaf = 0;
  for (let node = 0; node < size; node++) {
    if (open.length === 0) roots.push(node);
    const split = splits[node]!;
    if (split !== LEAF) {
      const feature = split >> 9;
      links[node * 2] = feature * 2 + (split & 1);
      thresholds[node] = thresholdOf(cutsOf[feature]!, (split >> 1) & 255);
      open.push(node);
      continue;
    }
    values[node] = thresholds[node] = leafValues[leaf]!;
    covers[node] = leafCovers[leaf++]!;
    while (open.length > 0) {
      const parent = open.at(-1)!;
      if (links[parent * 2 + 1] === LEAF) {
        links[parent * 2 + 1] = node + 1;
        break;
      }
      const [left, right] = [parent + 1, links[parent * 2 + 1]!];
      covers[parent] = covers[left]! + covers[right]!;
      values[parent] = (covers[left]! * values[left]! + covers[right]! * values[right]!) / covers[parent]!;
      open.pop();
    }
  }
  return { roots: Int32Array.from(roots), links, thresholds, values, covers };
}

/** The feature that a node splits on; −1 for a leaf. */
export function featureOf({ links }: TreeEnsemble, node: number): number {
  return links[node * 2]! >> 1;
}

export function rightOf({ links }: TreeEnsemble, node: number): number {
  return links[node * 2 + 1]!;
}

/** True when the row with these values goes left at this split. */
export function goesLeft({ links, thresholds }: TreeEnsemble, node: number, vector: Float64Array): boolean {
  const link = links[node * 2]!;
  const value = vector[link >> 1]!;
  return value <= thresholds[node]! || (value !== value && (link & 1) === 1);
}

function splitCuts(cuts: Float64Array, counts: Int32Array): Float64Array[] {
  let at = 0;
  return Array.from(counts, (count) => cuts.subarray(at, (at += count)));
}
