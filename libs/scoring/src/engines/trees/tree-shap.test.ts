import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEnsemble, encodeSplit, featureOf, goesLeft, LEAF, rightOf, type TreeEnsemble } from './tree-ensemble.ts';
import { TreeShap } from './tree-shap.ts';

const FEATURES = 4;
const CUTS = [0.2, 0.5, 0.8];

interface Split { feature: number; bin: number; isMissingLeft: boolean; left: Tree; right: Tree }
type Tree = { value: number; cover: number } | Split;

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; split: Split }>((tie) => ({
  tree: fc.oneof({ depthSize: 'large', maxDepth: 6 }, tie('leaf'), tie('split')),
  leaf: fc.record({ value: fc.double({ min: -3, max: 3, noNaN: true }), cover: fc.integer({ min: 1, max: 50 }) }),
  split: fc.record({ feature: fc.nat(FEATURES - 1), bin: fc.nat(CUTS.length), isMissingLeft: fc.boolean(), left: tie('tree'), right: tie('tree') }),
}));
const vector = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN)), { minLength: FEATURES, maxLength: FEATURES }).map((values) => Float64Array.from(values));

function ensembleOf(trees: readonly Tree[]): TreeEnsemble {
  const splits: number[] = [];
  const leafValues: number[] = [];
  const leafCovers: number[] = [];
  const write = (node: Tree): void => {
    if ('feature' in node) {
      splits.push(encodeSplit(node.feature, node.bin, node.isMissingLeft));
      write(node.left);
      write(node.right);
      return;
    }
    splits.push(LEAF);
    leafValues.push(node.value);
    leafCovers.push(node.cover);
  };
  trees.forEach(write);
  return buildEnsemble({
    splits: Int32Array.from(splits), leafValues: Float64Array.from(leafValues), leafCovers: Int32Array.from(leafCovers),
    cuts: Float64Array.from(Array.from({ length: FEATURES }, () => CUTS).flat()), cutCounts: new Int32Array(FEATURES).fill(CUTS.length),
  });
}

/** What a tree says when only the features of `known` are: the definition of the path-dependent expectation. */
function expectation(trees: TreeEnsemble, node: number, values: Float64Array, known: number): number {
  const feature = featureOf(trees, node);
  if (feature === LEAF) return trees.values[node]!;
  const [left, right] = [node + 1, rightOf(trees, node)];
  if (known & (1 << feature)) return expectation(trees, goesLeft(trees, node, values) ? left : right, values, known);
  return (trees.covers[left]! * expectation(trees, left, values, known) + trees.covers[right]! * expectation(trees, right, values, known)) / trees.covers[node]!;
}

const sizeOf = (set: number): number => [...set.toString(2)].filter((bit) => bit === '1').length;
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Shapley values by their definition: the mean of what a feature changes over all orders. */
function shapleyByDefinition(trees: TreeEnsemble, values: Float64Array): number[] {
  const worth = (known: number): number => trees.roots.reduce((sum, root) => sum + expectation(trees, root, values, known), 0);
  return Array.from({ length: FEATURES }, (_unused, feature) => {
    let sum = 0;
    for (let known = 0; known < 1 << FEATURES; known++) {
      if (known & (1 << feature)) continue;
      const others = sizeOf(known);
      sum += (factorial(others) * factorial(FEATURES - others - 1) / factorial(FEATURES)) * (worth(known | (1 << feature)) - worth(known));
    }
    return sum;
  });
}

describe('Shapley values of trees', () => {
  it('are those of the definition', () => {
    fc.assert(fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), fc.array(vector, { minLength: 1, maxLength: 4 }), (trees, customers) => {
      const ensemble = ensembleOf(trees);
      const shap = new TreeShap(ensemble);
      // One after the other and all once more: what was worked out for one customer serves another only if it is his too.
      for (const values of [...customers, ...customers]) {
        const contributions = new Float64Array(FEATURES);
        shap.addContributions(values, contributions);
        shapleyByDefinition(ensemble, values).forEach((expected, feature) => expect(Math.abs(contributions[feature]! - expected)).toBeLessThan(1e-10));
      }
      expect(shap.expectedSum).toBeCloseTo(ensemble.roots.reduce((sum, root) => sum + expectation(ensemble, root, customers[0]!, 0), 0), 10);
    }), { numRuns: 300 });
  });

  it('share a joint effect of two features equally', () => {
    const leaf = (value: number): Tree => ({ value, cover: 1 });
    const second: Tree = { feature: 1, bin: 1, isMissingLeft: false, left: leaf(0), right: leaf(4) };
    const ensemble = ensembleOf([{ feature: 0, bin: 1, isMissingLeft: false, left: { value: 0, cover: 2 }, right: second }]);
    const contributions = new Float64Array(FEATURES);
    new TreeShap(ensemble).addContributions(Float64Array.of(1, 1, 0, 0), contributions);
    expect([...contributions]).toEqual([1.5, 1.5, 0, 0]);
  });
});
