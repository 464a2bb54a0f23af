import { featureOf, goesLeft, LEAF, rightOf, type TreeEnsemble } from './tree-ensemble.ts';

/** Beyond so many splits of a tree the same answers to all of them are seldom met again. */
const MOST_REMEMBERED_SPLITS = 8;

/**
 * One tree. Which way a row goes at each of its splits is all that its part depends on, so that of a small tree is worked
 * out once for every such pattern of answers and looked up from then on.
 */
interface RememberedTree {
  readonly root: number;
  /** Its splits, in pre-order: one bit of a pattern each. */
  readonly splits: readonly number[];
  /** The features it asks about. */
  readonly features: readonly number[];
  /** By pattern, what each of `features` adds; null for a tree that is too large. */
  readonly known: (Float64Array | undefined)[] | null;
}

/**
 * Exact Shapley values of an ensemble where a feature that is left out takes both ways of its splits by the share of
 * training rows (Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution for tree ensembles",
 * algorithm 2): polynomial time in leaves and depth.
 *
 * On the way down it keeps the path of distinct features. For each: the share of rows that follow the path when the
 * feature is left out ("zero"), whether this row follows it (one: 1 or 0), and a weight for every number of features
 * that are taken in. Each depth has its own copy of the path, one behind the other in the same arrays.
 * Of small trees the answers are remembered ({@link RememberedTree}), to the bit what the walk says.
 */
export class TreeShap {
  /** What the trees say about a row of which nothing is known. */
  readonly expectedSum: number;
  private readonly trees: TreeEnsemble;
  private readonly remembered: readonly RememberedTree[];
  private readonly features: Int32Array;
  private readonly zeros: Float64Array;
  private readonly ones: Float64Array;
  private readonly weights: Float64Array;

  constructor(trees: TreeEnsemble) {
    this.trees = trees;
    this.remembered = Array.from(trees.roots, (root, at) => rememberedTree(trees, root, trees.roots[at + 1] ?? trees.values.length));
    this.expectedSum = trees.roots.reduce((sum, root) => sum + trees.values[root]!, 0);
    const levels = deepest(trees) + 2;
    const size = (levels * (levels + 1)) / 2;
    this.features = new Int32Array(size);
    this.zeros = new Float64Array(size);
    this.ones = new Float64Array(size);
    this.weights = new Float64Array(size);
  }

  /** Adds the value of each feature for the row with these values. */
  addContributions(vector: Float64Array, contributions: Float64Array): void {
    for (const tree of this.remembered) {
      if (tree.known === null) {
        this.walk(tree.root, vector, contributions);
        continue;
      }
      let pattern = 0;
      for (let at = 0; at < tree.splits.length; at++) if (goesLeft(this.trees, tree.splits[at]!, vector)) pattern |= 1 << at;
      const parts = (tree.known[pattern] ??= this.partsOf(tree, vector));
      for (let at = 0; at < parts.length; at++) contributions[tree.features[at]!]! += parts[at]!;
    }
  }

  private partsOf({ root, features }: RememberedTree, vector: Float64Array): Float64Array {
    const alone = new Float64Array(vector.length);
    this.walk(root, vector, alone);
    return Float64Array.from(features, (feature) => alone[feature]!);
  }

  private walk(root: number, vector: Float64Array, contributions: Float64Array): void {
    this.descend(root, 0, 0, 1, 1, LEAF, vector, contributions);
  }

  /** `parent`: where the path that led here begins; `length`: its features. The last one (`zero`, `one`, `feature`) is still to be added. */
  private descend(node: number, parent: number, length: number, zero: number, one: number, feature: number, vector: Float64Array, contributions: Float64Array): void {
    const begin = parent + length;
    for (let at = 0; at < length; at++) {
      this.features[begin + at] = this.features[parent + at]!;
      this.zeros[begin + at] = this.zeros[parent + at]!;
      this.ones[begin + at] = this.ones[parent + at]!;
      this.weights[begin + at] = this.weights[parent + at]!;
    }
    this.extend(begin, length, zero, one, feature);
    const { covers, values } = this.trees;
    const split = featureOf(this.trees, node);
    if (split === LEAF) {
      this.addLeaf(begin, length, values[node]!, contributions);
      return;
    }
    let last = length;
    let zeroBefore = 1;
    let oneBefore = 1;
    for (let at = 1; at <= length; at++) {
      if (this.features[begin + at] !== split) continue;
      // Met before on this path: both conditions on it become one.
      zeroBefore = this.zeros[begin + at]!;
      oneBefore = this.ones[begin + at]!;
      this.unwind(begin, length, at);
      last--;
      break;
    }
    const [left, right] = [node + 1, rightOf(this.trees, node)];
    const isLeft = goesLeft(this.trees, node, vector);
    this.descend(left, begin, last + 1, zeroBefore * covers[left]! / covers[node]!, isLeft ? oneBefore : 0, split, vector, contributions);
    this.descend(right, begin, last + 1, zeroBefore * covers[right]! / covers[node]!, isLeft ? 0 : oneBefore, split, vector, contributions);
  }

  /** Appends a feature at place `last` and spreads the weights over one more taken in or left out. */
  private extend(begin: number, last: number, zero: number, one: number, feature: number): void {
    const weights = this.weights;
    this.features[begin + last] = feature;
    this.zeros[begin + last] = zero;
    this.ones[begin + last] = one;
    weights[begin + last] = last === 0 ? 1 : 0;
    const per = 1 / (last + 1);
    for (let at = last - 1; at >= 0; at--) {
      const weight = weights[begin + at]!;
      weights[begin + at + 1] = weights[begin + at + 1]! + one * weight * (at + 1) * per;
      weights[begin + at] = zero * weight * (last - at) * per;
    }
  }

  /** Takes the feature at place `gone` out again, as though it had never been added. */
  private unwind(begin: number, last: number, gone: number): void {
    const weights = this.weights;
    const zero = this.zeros[begin + gone]!;
    const one = this.ones[begin + gone]!;
    let next = weights[begin + last]!;
    for (let at = last - 1; at >= 0; at--) {
      const weight = weights[begin + at]!;
      if (one === 0) {
        weights[begin + at] = weight * (last + 1) / (zero * (last - at));
        continue;
      }
      weights[begin + at] = next * (last + 1) / ((at + 1) * one);
      next = weight - weights[begin + at]! * zero * (last - at) / (last + 1);
    }
    for (let at = gone; at < last; at++) {
      this.features[begin + at] = this.features[begin + at + 1]!;
      this.zeros[begin + at] = this.zeros[begin + at + 1]!;
      this.ones[begin + at] = this.ones[begin + at + 1]!;
    }
  }

  private addLeaf(begin: number, last: number, value: number, contributions: Float64Array): void {
    for (let at = 1; at <= last; at++) {
      const feature = this.features[begin + at]!;
      const change = (this.ones[begin + at]! - this.zeros[begin + at]!) * value;
      contributions[feature] = contributions[feature]! + this.sumWithout(begin, last, at) * change;
    }
  }

  /** Sum of the weights that {@link unwind} would leave. */
  private sumWithout(begin: number, last: number, gone: number): number {
    const weights = this.weights;
    const zero = this.zeros[begin + gone]!;
    let sum = 0;
    if (this.ones[begin + gone] === 0) {
      for (let at = last - 1; at >= 0; at--) sum += weights[begin + at]! / (last - at);
      return sum * (last + 1) / zero;
    }
    let next = weights[begin + last]!;
    for (let at = last - 1; at >= 0; at--) {
      const weight = next / (at + 1);
      sum += weight;
      next = weights[begin + at]! - weight * zero * (last - at);
    }
    return sum * (last + 1);
  }
}

function rememberedTree(trees: TreeEnsemble, root: number, end: number): RememberedTree {
  const splits = Array.from({ length: end - root }, (_unused, at) => root + at).filter((node) => featureOf(trees, node) !== LEAF);
  return { root, splits, features: [...new Set(splits.map((node) => featureOf(trees, node)))], known: splits.length > MOST_REMEMBERED_SPLITS ? null : [] };
}

function deepest(trees: TreeEnsemble): number {
  let most = 0;
  const open = Array.from(trees.roots, (node) => ({ node, depth: 0 }));
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    most = Math.max(most, at.depth);
    if (featureOf(trees, at.node) === LEAF) continue;
    open.push({ node: at.node + 1, depth: at.depth + 1 }, { node: rightOf(trees, at.node), depth: at.depth + 1 });
  }
  return most;
}
