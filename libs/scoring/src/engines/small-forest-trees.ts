const LEAF = -1;

/** Trees one after the other, each in pre-order: the left child of a node is the next node. */
export interface SmallForestTrees {
  readonly roots: Int32Array;
  /** −1: a leaf. */
  readonly features: Int32Array;
  /** Known values below it go left. */
  readonly limits: Float64Array;
  readonly rights: Int32Array;
  readonly isMissingLeft: Uint8Array;
  /** Share of the outcome among the rows of a node. */
  readonly shares: Float64Array;
}

/** A node as ml-cart keeps it: a split with both sides, or a leaf with the mean label of its rows. */
export interface CartNode {
  readonly splitColumn?: number;
  /** Values below it go left. */
  readonly splitValue?: number;
  readonly left?: CartNode;
  readonly right?: CartNode;
  readonly distribution?: number;
}

/** A tree of ml-random-forest and what it was grown on. */
export interface CartTree {
  readonly root: CartNode;
  /** For each column of the tree, the feature it is. */
  readonly features: readonly number[];
  /** Vectors it was grown on, without gaps. */
  readonly rows: readonly (readonly number[])[];
}

/** Copies trees of the library, to be walked faster, stored compactly, and with a way for missing values: that of the median. */
export class CartCollector {
  private readonly roots: number[] = [];
  private readonly features: number[] = [];
  private readonly limits: number[] = [];
  private readonly rights: number[] = [];
  private readonly isMissingLeft: number[] = [];
  private readonly shares: number[] = [];

  constructor(private readonly medians: Float64Array) {}

  add({ root, features, rows }: CartTree): void {
    this.roots.push(this.features.length);
    this.addNode(root, features, rows);
  }

  finish(): SmallForestTrees {
    return {
      roots: Int32Array.from(this.roots), features: Int32Array.from(this.features), limits: Float64Array.from(this.limits),
      rights: Int32Array.from(this.rights), isMissingLeft: Uint8Array.from(this.isMissingLeft), shares: Float64Array.from(this.shares),
    };
  }

  private addNode(node: CartNode, features: readonly number[], rows: readonly (readonly number[])[]): number {
    const at = this.features.push(LEAF) - 1;
    this.limits.push(0);
    this.rights.push(0);
    this.isMissingLeft.push(0);
    this.shares.push(node.distribution ?? 0);
    if (!node.left || !node.right) return at;
    const feature = features[node.splitColumn!]!;
    const limit = node.splitValue!;
    this.features[at] = feature;
    this.limits[at] = limit;
    this.isMissingLeft[at] = Number(this.medians[feature]! < limit);
    const ofLeft = rows.filter((row) => row[feature]! < limit);
    const ofRight = rows.filter((row) => !(row[feature]! < limit));
    const left = this.addNode(node.left, features, ofLeft);
    const right = this.addNode(node.right, features, ofRight);
    this.rights[at] = right;
    this.shares[at] = (ofLeft.length * this.shares[left]! + ofRight.length * this.shares[right]!) / rows.length;
    return at;
  }
}

/** Sum over all trees of the share in the leaf that a row reaches. */
export function sumOfShares(trees: SmallForestTrees, vector: Float64Array): number {
  let sum = 0;
  for (const root of trees.roots) {
    let node = root;
    while (trees.features[node] !== LEAF) node = childOf(trees, node, vector);
    sum += trees.shares[node]!;
  }
  return sum;
}

/** For each feature, how much the shares change at the splits on it along the way of a row, over all trees (Saabas 2014). */
export function pathContributions(trees: SmallForestTrees, vector: Float64Array): Float64Array {
  const contributions = new Float64Array(vector.length);
  for (const root of trees.roots) {
    for (let node = root; trees.features[node] !== LEAF; ) {
      const next = childOf(trees, node, vector);
      contributions[trees.features[node]!]! += trees.shares[next]! - trees.shares[node]!;
      node = next;
    }
  }
  return contributions;
}

function childOf({ features, limits, rights, isMissingLeft }: SmallForestTrees, node: number, vector: Float64Array): number {
  const value = vector[features[node]!]!;
  const isLeft = Number.isNaN(value) ? isMissingLeft[node] === 1 : value < limits[node]!;
  return isLeft ? node + 1 : rights[node]!;
}
