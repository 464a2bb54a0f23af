import { makeAddUp } from './add-up.ts';
import { checkColumns, checkMatrix, checkTrainingData } from './check-matrix.ts';
import type { Engine, Explanation, FeatureMatrix, Model } from './model.ts';
import { Network } from './network.ts';
import { fitStandardiser, gatherByFeature, standardColumns, standardiserArrays, standardiserFrom, standardRow, type Standardiser } from './standardise.ts';
import { takeRows } from './matrix-rows.ts';
import { seededRandom } from './random.ts';
import { packModel, unpackModel } from './stored-model.ts';
import { sampleRows } from './stratified.ts';
import { trainNetwork, type TrainingSettings } from './train-network.ts';

/** Another half of the rows teaches a network of this size next to nothing, and costs as much time again. */
const MOST_TRAINING_ROWS = 20_000;
const DEFAULTS: TrainingSettings = { first: 64, second: 32, mostEpochs: 30, patience: 3, learningRate: 0.002, weightDecay: 0.01, rankingWeight: 0.5 };
/** Rare flags lie many deviations from their mean; a network is steadier when nothing lies further than this. */
const MOST_DEVIATIONS = 5;
/** Points of the way at which gradients are taken for an explanation. */
const PATH_POINTS = 32;

/** The neural ranker with default settings. */
export const rankerEngine: Engine = makeRankerEngine();

/**
 * A small network (64 and 32 rectified units) on standardised features, trained to tell chances and, pair by pair, to put
 * customers in order, on at most 20,000 rows. Explanations are integrated gradients (Sundararajan, Taly & Yan 2017) from the mean customer to
 * this one, taken at the middles of {@link PATH_POINTS} parts of the way; what that misses of the log-odds is shared out
 * by size. They add up, but are approximate.
 */
export function makeRankerEngine(settings: Partial<TrainingSettings> = {}): Engine {
  return {
    code: 'ranker',
    fit(data, options) {
      checkTrainingData(data);
      const sample = data.rows > MOST_TRAINING_ROWS ? takeRows(data, sampleRows(data.labels, MOST_TRAINING_ROWS, seededRandom(options.seed))) : data;
      const { standardiser, columns } = fitStandardiser(sample);
      const inputs = rowByRow(columns, sample.rows);
      const network = trainNetwork({ width: standardiser.features.length, inputs, labels: sample.labels }, { ...DEFAULTS, ...settings }, options);
      return makeModel(data.names, standardiser, network);
    },
    load: loadRanker,
  };
}

/** Reads what a ranker saved. */
export function loadRanker(artefact: Uint8Array): Model {
  const { names, arrays } = unpackModel('ranker', artefact);
  const [inputs, first, second] = arrays.shape as Int32Array;
  return makeModel(names, standardiserFrom(arrays), new Network({ inputs: inputs!, first: first!, second: second! }, arrays.weights as Float64Array));
}

function makeModel(names: readonly string[], standardiser: Standardiser, network: Network): Model {
  const { inputs: width, first, second } = network.shape;
  return {
    engine: 'ranker',
    names,
    logOdds(matrix: FeatureMatrix): Float64Array {
      checkColumns(matrix, names);
      checkMatrix(matrix);
      const inputs = rowByRow(standardColumns(standardiser, matrix), matrix.rows);
      const hidden = new Float64Array(network.hiddenSize);
      return Float64Array.from({ length: matrix.rows }, (_unused, row) => network.score(inputs, row * width, hidden, 0));
    },
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const end = standardRow(standardiser, matrix, row).map(withinReach);
      const hidden = new Float64Array(network.hiddenSize);
      const base = network.score(new Float64Array(width), 0, hidden, 0);
      const gradient = new Float64Array(width);
      for (let point = 0; point < PATH_POINTS; point++) {
        const share = (point + 0.5) / PATH_POINTS;
        network.score(end.map((value) => share * value), 0, hidden, 0);
        network.addInputGradient(hidden, 0, gradient);
      }
      const contributions = gatherByFeature(standardiser, gradient.map((slope, input) => (slope / PATH_POINTS) * end[input]!), names.length);
      makeAddUp(contributions, network.score(end, 0, hidden, 0) - base);
      return { base, contributions, isApproximate: true };
    },
    save: () => packModel('ranker', names, { ...standardiserArrays(standardiser), shape: Int32Array.of(width, first, second), weights: network.weights }),
  };
}

function rowByRow(columns: readonly Float64Array[], rows: number): Float64Array {
  const width = columns.length;
  const inputs = new Float64Array(rows * width);
  for (let input = 0; input < width; input++) {
    const column = columns[input]!;
    for (let row = 0; row < rows; row++) inputs[row * width + input] = withinReach(column[row]!);
  }
  return inputs;
}

function withinReach(value: number): number {
  return Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, value));
}
