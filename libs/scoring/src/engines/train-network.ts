import type { FitOptions } from './model.ts';
import { NetworkBatch } from './network-batch.ts';
import { Network, startingWeights } from './network.ts';
import { logLossOf } from './penalised-logistic.ts';
import { seededRandom, shuffle } from './random.ts';
import { addRankingGradient } from './ranking-loss.ts';
import { dealFolds } from './stratified.ts';

/** Inputs of all rows, row by row. */
export interface NetworkData {
  readonly width: number;
  readonly inputs: Float64Array;
  readonly labels: Uint8Array;
}

export interface TrainingSettings {
  readonly first: number;
  readonly second: number;
  readonly mostEpochs: number;
  /** Epochs without a better hold-out after which training ends. */
  readonly patience: number;
  readonly learningRate: number;
  /** Half of it times the sum of squared weights is added to the loss. */
  readonly weightDecay: number;
  /** What the ranking loss counts beside the log loss. */
  readonly rankingWeight: number;
}

/** One row in so many is held out to tell when to stop. */
const HOLD_OUT_FOLDS = 6;
/** With fewer of a label than this nothing is held out, and training lasts {@link BLIND_EPOCHS}. */
const FEWEST_TO_HOLD_OUT = 30;
const BLIND_EPOCHS = 12;
const MOST_BATCH_ROWS = 256;
const FEWEST_BATCH_ROWS = 16;
/** Share of the running mean of weights that each step leaves as it was. The mean is steadier than any of its parts. */
const MEMORY = 0.98;

/** Weights with a small sum of log loss and pairwise ranking loss, by Adam. The same seed gives the same bits. */
export function trainNetwork(data: NetworkData, settings: TrainingSettings, options: FitOptions): Network {
  const random = seededRandom(options.seed);
  const { width, labels } = data;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const isHoldingOut = Math.min(positives, labels.length - positives) >= FEWEST_TO_HOLD_OUT;
  const foldOf = dealFolds(labels, HOLD_OUT_FOLDS, random);
  const allRows = Int32Array.from(labels.keys());
  const held = isHoldingOut ? allRows.filter((row) => foldOf[row] === 0) : new Int32Array(0);
  const rows = isHoldingOut ? allRows.filter((row) => foldOf[row] !== 0) : allRows;
  const shape = { inputs: width, first: settings.first, second: settings.second };
  const network = new Network(shape, startingWeights(shape, Math.log(positives / (labels.length - positives)), random));
  const mean = new Network(shape, network.weights.slice());
  const step = adam(network.weights, settings);
  const batchRows = Math.min(MOST_BATCH_ROWS, Math.max(FEWEST_BATCH_ROWS, Math.round(rows.length / 40)));
  const batch = new BatchLoss(network, data, settings.rankingWeight, batchRows);
  const meanBatch = new NetworkBatch(mean, batchRows);
  const epochs = isHoldingOut ? settings.mostEpochs : Math.min(BLIND_EPOCHS, settings.mostEpochs);
  let best = mean.weights.slice();
  let bestLoss = isHoldingOut ? heldOutLoss(meanBatch, data, held, batchRows) : Infinity;
  for (let epoch = 0, worse = 0; epoch < epochs && worse < settings.patience && !options.isOutOfTime?.(); epoch++) {
    shuffle(rows, random);
    for (let from = 0; from < rows.length && !options.isOutOfTime?.(); from += batchRows) {
      step(batch.gradient(rows.subarray(from, from + batchRows)));
      for (let at = 0; at < mean.weights.length; at++) mean.weights[at] = MEMORY * mean.weights[at]! + (1 - MEMORY) * network.weights[at]!;
    }
    const loss = isHoldingOut ? heldOutLoss(meanBatch, data, held, batchRows) : -epoch;
    worse = loss < bestLoss ? 0 : worse + 1;
    if (loss < bestLoss) {
      bestLoss = loss;
      best = mean.weights.slice();
    }
    options.onProgress?.((epoch + 1) / epochs);
  }
  options.onProgress?.(1);
  return new Network(shape, best);
}

/** Loss of a batch and how it changes with the weights. */
class BatchLoss {
  private readonly batch: NetworkBatch;
  private readonly upstream: Float64Array;
  private readonly sums: Float64Array;

  constructor(network: Network, private readonly data: NetworkData, private readonly rankingWeight: number, batchRows: number) {
    this.batch = new NetworkBatch(network, batchRows);
    this.upstream = new Float64Array(batchRows);
    this.sums = new Float64Array(network.weights.length);
  }

  gradient(rows: Int32Array): Float64Array {
    const { batch, upstream, sums } = this;
    const { inputs, labels } = this.data;
    batch.score(inputs, rows);
    const scores = batch.scores.subarray(0, rows.length);
    const ofBatch = Uint8Array.from(rows, (row) => labels[row]!);
    for (let at = 0; at < rows.length; at++) upstream[at] = (1 / (1 + Math.exp(-scores[at]!)) - ofBatch[at]!) / rows.length;
    addRankingGradient(scores, ofBatch, this.rankingWeight, upstream);
    sums.fill(0);
    batch.addWeightGradient(rows.length, upstream, sums);
    return sums;
  }
}

/** Adam (Kingma & Ba 2015) with its usual settings; the function it answers takes one step down a gradient. */
function adam(weights: Float64Array, { learningRate, weightDecay }: TrainingSettings): (gradient: Float64Array) => void {
  const means = new Float64Array(weights.length);
  const squares = new Float64Array(weights.length);
  let steps = 0;
  return (gradient) => {
    steps += 1;
    const rate = (learningRate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
    for (let at = 0; at < weights.length; at++) {
      const slope = gradient[at]! + weightDecay * weights[at]!;
      means[at] = 0.9 * means[at]! + 0.1 * slope;
      squares[at] = 0.999 * squares[at]! + 0.001 * slope * slope;
      weights[at]! -= (rate * means[at]!) / (Math.sqrt(squares[at]!) + 1e-8);
    }
  };
}

/** Mean log loss of some rows, a batch at a time. */
function heldOutLoss(batch: NetworkBatch, { inputs, labels }: NetworkData, rows: Int32Array, batchRows: number): number {
  let sum = 0;
  for (let from = 0; from < rows.length; from += batchRows) {
    const part = rows.subarray(from, from + batchRows);
    batch.score(inputs, part);
    for (let at = 0; at < part.length; at++) sum += logLossOf(batch.scores[at]!, labels[part[at]!]!);
  }
  return sum / rows.length;
}
