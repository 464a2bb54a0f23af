import { checkMatrix, checkColumns, checkTrainingData } from '../check-matrix.ts';
import { type Engine, type Explanation, type FeatureMatrix, type FitOptions, type LabelledMatrix, logOddsOf, type Model } from '../model.ts';
import { type Random, seededRandom } from '../random.ts';
import { binMatrix, sampleStretches } from './binning.ts';
import { fillGradients, unitsFor } from './gradient-units.ts';
import { GradientTreeGrower } from './gradient-tree.ts';
import { leafRowsFor } from './leaf-rows.ts';
import { buildEnsemble, type TreeEnsemble } from './tree-ensemble.ts';
import { sumOfTrees, vectorOf } from './tree-sums.ts';
import { TreeShap } from './tree-shap.ts';
import { TreeWriter } from './tree-writer.ts';
import { packTrees, type StoredTrees, unpackTrees } from './trees-artefact.ts';

export interface GbdtSettings {
  readonly trees: number;
  /** Share of a Newton step that each tree takes, above 0 and at most 1. */
  readonly learningRate: number;
  /** At least 2. */
  readonly maxLeaves: number;
  /** Fewest training rows in a leaf; fewer where there are few rows, see {@link leafRowsFor}. */
  readonly minLeafRows: number;
  /** Pulls leaves towards 0, in the units of a sum of hessians; 0 or more. */
  readonly l2: number;
  /** Rows that one tree learns from, drawn anew for each (Friedman 2002, stochastic gradient boosting): together the trees see all. */
  readonly mostRows: number;
}

/** Few leaves and many small steps: better than deeper trees on the customer data sets that this was tried on. */
export const GBDT_DEFAULTS: GbdtSettings = { trees: 150, learningRate: 0.05, maxLeaves: 8, minLeafRows: 40, l2: 1, mostRows: 10_000 };

/** Gradient boosted trees over histograms, with logistic loss; explanations are exact Shapley values in log-odds. */
export function makeGbdtEngine(settings: Partial<GbdtSettings> = {}): Engine {
  const all = { ...GBDT_DEFAULTS, ...settings };
  return {
    code: 'gbdt',
    fit: (data, options) => new GbdtModel(fitTrees(data, options, all)),
    load: (artefact) => new GbdtModel(unpackTrees('gbdt', artefact)),
  };
}

export const gbdtEngine = makeGbdtEngine();

function fitTrees(data: LabelledMatrix, options: FitOptions, settings: GbdtSettings): StoredTrees {
  checkTrainingData(data);
  const { rows, names, labels } = data;
  const binned = binMatrix(data, options.seed);
  const units = unitsFor(rows);
  const start = logOddsOf(labels.reduce((sum, label) => sum + label, 0) / rows);
  const logOdds = new Float64Array(rows).fill(start);
  const gradients = new Float64Array(rows);
  const countedHessians = new Float64Array(rows);
  const grower = new GradientTreeGrower(binned, units, { ...settings, minLeafRows: leafRowsFor(rows, settings.minLeafRows) });
  const writer = new TreeWriter();
  const random = seededRandom(options.seed);
  for (let tree = 0; tree < settings.trees && options.isOutOfTime?.() !== true; tree++) {
    fillGradients(logOdds, labels, units, gradients, countedHessians);
    const isGrown = grower.grow(drawRows(rows, settings.mostRows, random), gradients, countedHessians, logOdds, writer);
    // Without a split nothing changes for the next tree on the same rows either.
    if (!isGrown && rows <= settings.mostRows) break;
    options.onProgress?.((tree + 1) / settings.trees);
  }
  return { names: [...names], start, trees: writer.finish(binned) };
}

/** Rows of neighbouring stretches may meet; each counts once. */
function drawRows(rows: number, most: number, random: Random): Int32Array {
  return sampleStretches(rows, most, random).filter((row, at, sample) => row !== sample[at - 1]);
}

class GbdtModel implements Model {
  readonly engine = 'gbdt';
  private readonly stored: StoredTrees;
  private readonly trees: TreeEnsemble;
  private readonly shap: TreeShap;

  constructor(stored: StoredTrees) {
    this.stored = stored;
    this.trees = buildEnsemble(stored.trees);
    this.shap = new TreeShap(this.trees);
  }

  get names(): readonly string[] {
    return this.stored.names;
  }

  logOdds(matrix: FeatureMatrix): Float64Array {
    checkColumns(matrix, this.names);
    checkMatrix(matrix);
    return sumOfTrees(this.trees, matrix, this.stored.start);
  }

  explain(matrix: FeatureMatrix, row: number): Explanation {
    checkColumns(matrix, this.names);
    const contributions = new Float64Array(this.names.length);
    this.shap.addContributions(vectorOf(matrix, row), contributions);
    return { base: this.stored.start + this.shap.expectedSum, contributions, isApproximate: false };
  }

  save(): Uint8Array {
    return packTrees('gbdt', this.stored);
  }
}
