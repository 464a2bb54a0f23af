import { checkColumns, checkMatrix, checkTrainingData } from '../check-matrix.ts';
import { type Engine, type Explanation, type FeatureMatrix, type FitOptions, type LabelledMatrix, logOddsOf, type Model } from '../model.ts';
import { seededRandom } from '../random.ts';
import { binMatrix } from './binning.ts';
import { ForestTreeGrower } from './forest-tree.ts';
import { leafRowsFor } from './leaf-rows.ts';
import { addPathContributions, logOddsPerChance } from './saabas.ts';
import { buildEnsemble, type TreeEnsemble } from './tree-ensemble.ts';
import { sumOfTrees, vectorOf } from './tree-sums.ts';
import { TreeWriter } from './tree-writer.ts';
import { packTrees, type StoredTrees, unpackTrees } from './trees-artefact.ts';

export interface ForestSettings {
  readonly trees: number;
  /** Fewest distinct training rows in a leaf; fewer where there are few rows, see {@link leafRowsFor}. */
  readonly minLeafRows: number;
  /** Rows that one tree draws: more teach it little, each takes its time, and together the trees see all. */
  readonly mostDraws: number;
}

export const FOREST_DEFAULTS: ForestSettings = { trees: 100, minLeafRows: 20, mostDraws: 10_000 };

/**
 * A random forest over binned columns (Breiman 2001): each tree on a bootstrap sample, each node on the root of the
 * number of features, each leaf the share of the outcome. Explanations are approximate.
 */
export function makeForestEngine(settings: Partial<ForestSettings> = {}): Engine {
  const all = { ...FOREST_DEFAULTS, ...settings };
  return {
    code: 'forest',
    fit: (data, options) => new ForestModel(fitTrees(data, options, all)),
    load: (artefact) => new ForestModel(unpackTrees('forest', artefact)),
  };
}

export const forestEngine = makeForestEngine();

function fitTrees(data: LabelledMatrix, options: FitOptions, settings: ForestSettings): StoredTrees {
  checkTrainingData(data);
  const { rows, names, labels } = data;
  const binned = binMatrix(data, options.seed);
  const random = seededRandom(options.seed);
  const grower = new ForestTreeGrower(binned, labels, leafRowsFor(rows, settings.minLeafRows), settings.mostDraws);
  const writer = new TreeWriter();
  for (let tree = 0; tree < settings.trees && options.isOutOfTime?.() !== true; tree++) {
    grower.grow(random, writer);
    options.onProgress?.((tree + 1) / settings.trees);
  }
  return { names: [...names], start: labels.reduce((sum, label) => sum + label, 0) / rows, trees: writer.finish(binned) };
}

class ForestModel implements Model {
  readonly engine = 'forest';
  private readonly stored: StoredTrees;
  private readonly trees: TreeEnsemble;

  constructor(stored: StoredTrees) {
    this.stored = stored;
    this.trees = buildEnsemble(stored.trees);
  }

  get names(): readonly string[] {
    return this.stored.names;
  }

  logOdds(matrix: FeatureMatrix): Float64Array {
    checkColumns(matrix, this.names);
    checkMatrix(matrix);
    return sumOfTrees(this.trees, matrix, this.stored.start).map((sum) => logOddsOf(this.chanceOf(sum)));
  }

  /**
   * Path contributions are shares of the chance. All of them are multiplied by the slope of the straight line from the
   * base chance to the row's chance on the scale of log-odds, which keeps their proportions and makes them add up.
   */
  explain(matrix: FeatureMatrix, row: number): Explanation {
    checkColumns(matrix, this.names);
    const vector = vectorOf(matrix, row);
    const contributions = new Float64Array(this.names.length);
    addPathContributions(this.trees, vector, contributions);
    const { roots, values } = this.trees;
    const from = this.chanceOf(roots.reduce((sum, root) => sum + values[root]!, this.stored.start));
    const to = from + contributions.reduce((sum, each) => sum + each, 0) / (roots.length + 1);
    const slope = logOddsPerChance(from, to) / (roots.length + 1);
    return { base: logOddsOf(from), contributions: contributions.map((each) => each * slope), isApproximate: true };
  }

  save(): Uint8Array {
    return packTrees('forest', this.stored);
  }

  /**
   * Mean share of the leaves, as though one more tree knew nothing but the share of the outcome in the training rows: so
   * a chance is never 0 or 1 even where all leaves are pure, and comes nearer to them the more trees agree. That share is
   * what the sum begins with.
   */
  private chanceOf(sumOfShares: number): number {
    return sumOfShares / (this.trees.roots.length + 1);
  }
}
