import { RandomForestRegression } from 'ml-random-forest';
import { checkColumns, checkMatrix, checkTrainingData } from './check-matrix.ts';
import { shareOfPositives, takeRows } from './matrix-rows.ts';
import { type Engine, type Explanation, type FeatureMatrix, type FitOptions, type LabelledMatrix, logOddsOf, type Model } from './model.ts';
import { type Random, seededRandom } from './random.ts';
import { CartCollector, type CartNode, type CartTree, pathContributions, type SmallForestTrees, sumOfShares } from './small-forest-trees.ts';
import { packModel, unpackModel } from './stored-model.ts';
import { sampleRows } from './stratified.ts';
import { quantileOfSorted } from '../quantile.ts';
import { logOddsPerChance } from './trees/saabas.ts';

export interface SmallForestSettings {
  readonly trees: number;
  /** At most 1,000: the library's work grows with the square of the rows. */
  readonly mostRows: number;
}

const DEFAULTS: SmallForestSettings = { trees: 50, mostRows: 1_000 };
const FEATURE_SHARE = 0.4;
/** With more features than this, a tree sees a smaller share of them, because each costs the library the same again. */
const MOST_FEATURES_A_TREE = 24;
/** Nodes of so many rows are not split any more. */
const LEAF_ROWS = 15;

/** The forest of ml-random-forest with default settings. */
export const smallForestEngine: Engine = makeSmallForestEngine();

/**
 * A random forest by the package ml-random-forest, for small data and as a second opinion on our own. Only its regression
 * of 0/1 labels is used, tree by tree, so that a run can stop in time: its classifier loses a vote and predicts nothing
 * but 0 for rare outcomes. Rows are drawn here (it would take the first ones), gaps are filled with medians (it takes NaN
 * without a word), and its trees are copied before use (loading, importances and out-of-bag figures of it go wrong).
 * Explanations are approximate, see {@link pathContributions}.
 */
export function makeSmallForestEngine(settings: Partial<SmallForestSettings> = {}): Engine {
  const { trees, mostRows } = { ...DEFAULTS, ...settings };
  return {
    code: 'small_forest',
    fit(data, options) {
      checkTrainingData(data);
      const random = seededRandom(options.seed);
      const sample = takeRows(data, sampleRows(data.labels, Math.min(mostRows, DEFAULTS.mostRows), random));
      return makeModel(data.names, shareOfPositives(data.labels), growTrees(sample, trees, random, options));
    },
    load: loadSmallForest,
  };
}

/** Reads what {@link makeSmallForestEngine} saved. */
export function loadSmallForest(artefact: Uint8Array): Model {
  const { names, arrays } = unpackModel('small_forest', artefact);
  const { start, ...trees } = arrays;
  return makeModel(names, (start as Float64Array)[0]!, trees as unknown as SmallForestTrees);
}

function makeModel(names: readonly string[], start: number, trees: SmallForestTrees): Model {
  /** Mean of the trees, and of one more that knows nothing but the share of the outcome: so a chance is never 0 or 1. */
  const chanceOfSum = (sum: number): number => sum / (trees.roots.length + 1);
  return {
    engine: 'small_forest',
    names,
    logOdds(matrix: FeatureMatrix): Float64Array {
      checkColumns(matrix, names);
      checkMatrix(matrix);
      return Float64Array.from({ length: matrix.rows }, (_unused, row) => logOddsOf(chanceOfSum(start + sumOfShares(trees, vectorOf(matrix, row)))));
    },
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const contributions = pathContributions(trees, vectorOf(matrix, row));
      const from = chanceOfSum(trees.roots.reduce((sum, root) => sum + trees.shares[root]!, start));
      const to = from + chanceOfSum(contributions.reduce((sum, part) => sum + part, 0));
      const slope = chanceOfSum(logOddsPerChance(from, to));
      return { base: logOddsOf(from), contributions: contributions.map((part) => part * slope), isApproximate: true };
    },
    save: () => packModel('small_forest', names, { start: Float64Array.of(start), ...trees }),
  };
}

function growTrees(sample: LabelledMatrix, trees: number, random: Random, options: FitOptions): SmallForestTrees {
  const medians = Float64Array.from(sample.columns, medianOf);
  const vectors = Array.from(sample.labels, (_label, row) => sample.columns.map((column, feature) => (Number.isNaN(column[row]!) ? medians[feature]! : column[row]!)));
  const collector = new CartCollector(medians);
  for (let tree = 0; tree < trees && sample.columns.length > 0 && !options.isOutOfTime?.(); tree++) {
    collector.add(growTree(vectors, sample.labels, random));
    options.onProgress?.((tree + 1) / trees);
  }
  return collector.finish();
}

/** One tree on rows drawn with replacement. */
function growTree(vectors: readonly number[][], labels: Uint8Array, random: Random): CartTree {
  const drawn = Array.from(vectors, () => random.int(vectors.length));
  const rows = drawn.map((row) => vectors[row]!);
  const targets = drawn.map((row) => labels[row]!);
  const seed = random.int(2 ** 31);
  const tree = callLibrary(rows, targets, seed);
  if (tree.root.left || new Set(targets).size < 2) return tree;
  // The library refuses to split its first node without any error; one customer with both outcomes leaves a little.
  const another = callLibrary([...rows, rows[0]!, rows[0]!], [...targets, 0, 1], seed);
  return another.root.left ? another : tree;
}

function callLibrary(rows: number[][], targets: number[], seed: number): CartTree {
  const width = rows[0]!.length;
  const wanted = Math.max(1, Math.min(MOST_FEATURES_A_TREE, Math.floor(FEATURE_SHARE * width)));
  const forest = new RandomForestRegression({
    nEstimators: 1,
    seed,
    // 1 would mean all features, so one feature of several must be asked for as a share; halfway up, so that rounding down cannot lose one.
    maxFeatures: wanted === width ? 1 : (wanted + 0.5) / width,
    replacement: false,
    useSampleBagging: false,
    noOOB: true,
    // Any number below 0: with the usual 0 a split that leaves no error counts as no gain.
    treeOptions: { minNumSamples: LEAF_ROWS, gainThreshold: -1 },
  });
  forest.train(rows, targets);
  const { root } = forest.estimators![0] as unknown as { root: CartNode };
  return { root, features: forest.indexes![0]!, rows };
}

function vectorOf(matrix: FeatureMatrix, row: number): Float64Array {
  return Float64Array.from(matrix.columns, (column) => column[row]!);
}

function medianOf(column: Float64Array): number {
  return quantileOfSorted(column.filter((value) => !Number.isNaN(value)).sort(), 0.5) ?? 0;
}
