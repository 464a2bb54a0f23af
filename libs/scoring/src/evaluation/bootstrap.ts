import type { Estimate, ModelMetric } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { type Random, seededRandom } from '../engines/random.ts';
import { quantileOfSorted } from '../quantile.ts';
import type { EvaluatedRows } from './chances.ts';
import { type Metric, METRICS } from './metrics.ts';
import { equalWeights } from './ranking.ts';
import { normalTail, ONE_SIDED_SHARE } from './spend-error.ts';

/** Enough for the ends of a 95 % interval to hold still to about a tenth of its width. */
export const RESAMPLES = 200;
const LOW_SHARE = 0.025;
const LEAST_ANSWERED = 0.9;

export interface BootstrapOptions {
  readonly seed: number;
  readonly resamples?: number;
  /** The customer of each row. Rows of one customer are drawn together, because they are not independent. Left out: every row is a customer. */
  readonly groups?: ArrayLike<number | string>;
}

/** A figure of the rows as they are, and of each resample. */
interface Figure {
  readonly value: number;
  readonly samples: Float64Array;
}

/** Figures of several models on the same rows, with 95 % percentile intervals (Efron, 1979) from resampled customers. */
export interface Comparison<Source extends string> {
  readonly rows: Readonly<Partial<Record<Source, EvaluatedRows>>>;
  /**
   * A figure and its interval; that of a figure which chance inflates is moved down by what the resamples add on average, or
   * it would leave the figure out. Null for a source that was not given, or where the figure has no answer in a tenth of the resamples. */
  estimate(source: Source, metric: ModelMetric): Estimate | null;
  /**
   * How much better `source` is than `other`: above 0 is better, whichever way the metric counts.
   * Both are measured on the same resamples, so what makes a resample easy for both cancels out.
   */
  gain(source: Source, other: Source, metric: ModelMetric): Estimate | null;
  /**
   * What that gain is at least, with 95 % confidence: the one-sided bound, which answers “is it better?”, and is higher than
   * the lower end of the two-sided interval, which answers “by how much?”. Null where {@link gain} is.
   *
   * With an `errorShare` below .05 it is the bound that may fail so rarely: that of 95 %, moved down by as many standard errors as
   * lie between the two on a normal curve, because resamples in their hundreds know nothing of what happens once in a thousand times.
   */
  gainAtLeast(source: Source, other: Source, metric: ModelMetric, errorShare?: number): number | null;
}

/**
 * Measures models on the same rows, over and over with customers drawn anew. The same seed gives the same bits.
 *
 * Rows are sorted once and drawn as weights, so a resample costs one walk over the rows for each figure.
 *
 * @throws AppError `evaluation.bad_rows` when the models were not measured on the same rows.
 */
export function compareModels<Source extends string>(rows: Readonly<Partial<Record<Source, EvaluatedRows>>>, options: BootstrapOptions): Comparison<Source> {
  const models = Object.entries(rows) as [Source, EvaluatedRows][];
  checkSameRows(models.map(([, each]) => each));
  const figures = new Map<string, Figure>();
  const measured = models.flatMap(([source, evaluated]) => (Object.entries(METRICS) as [ModelMetric, Metric][]).map(([code, metric]) => ({ key: `${source}/${code}`, evaluated, metric })));
  const rowCount = models[0]?.[1].labels.length ?? 0;
  const resamples = options.resamples ?? RESAMPLES;
  for (const { key, evaluated, metric } of measured) {
    figures.set(key, { value: metric.compute(evaluated, equalWeights(rowCount)) ?? NaN, samples: new Float64Array(resamples) });
  }
  const draw = rowDrawer(rowCount, options.groups);
  const random = seededRandom(options.seed);
  for (let at = 0; at < resamples; at++) {
    const weights = draw(random);
    for (const { key, evaluated, metric } of measured) figures.get(key)!.samples[at] = metric.compute(evaluated, weights) ?? NaN;
  }

  const pairedGain = (source: Source, other: Source, metric: ModelMetric): Figure | null => {
    const mine = figures.get(`${source}/${metric}`);
    const theirs = figures.get(`${other}/${metric}`);
    if (!mine || !theirs) return null;
    const [better, worse] = METRICS[metric].isHigherBetter ? [mine, theirs] : [theirs, mine];
    return { value: better.value - worse.value, samples: better.samples.map((value, at) => value - worse.samples[at]!) };
  };
  return {
    rows,
    estimate: (source, metric) => {
      const figure = figures.get(`${source}/${metric}`);
      const estimate = figure ? toEstimate(figure) : null;
      return estimate && METRICS[metric].isInflatedByChance ? moveDown(estimate, figure!) : estimate;
    },
    gain: (source, other, metric) => {
      const gain = pairedGain(source, other, metric);
      return gain && toEstimate(gain);
    },
    gainAtLeast: (source, other, metric, errorShare = ONE_SIDED_SHARE) => {
      const gain = pairedGain(source, other, metric);
      const known = gain && answered(gain);
      return known && quantileOfSorted(known, ONE_SIDED_SHARE)! - (normalTail(errorShare) - normalTail(ONE_SIDED_SHARE)) * standardError(known);
    },
  };
}

/**
 * A way to draw customers with replacement, as many as there are: how often each row counts in one resample.
 * The array is used again by the next draw.
 */
export function rowDrawer(rows: number, groups?: ArrayLike<number | string>): (random: Random) => Int32Array {
  if (groups && groups.length !== rows) throw new AppError('invalid', 'evaluation.bad_rows', `There are ${groups.length} customers for ${rows} rows.`);
  const weights = new Int32Array(rows);
  if (!groups) {
    return (random) => {
      weights.fill(0);
      for (let drawn = 0; drawn < rows; drawn++) weights[random.int(rows)]! += 1;
      return weights;
    };
  }
  const numberOf = new Map<number | string, number>();
  const groupOf = Int32Array.from(groups, (group) => {
    const known = numberOf.get(group);
    if (known !== undefined) return known;
    numberOf.set(group, numberOf.size);
    return numberOf.size - 1;
  });
  const counts = new Int32Array(numberOf.size);
  return (random) => {
    counts.fill(0);
    for (let drawn = 0; drawn < counts.length; drawn++) counts[random.int(counts.length)]! += 1;
    for (let row = 0; row < rows; row++) weights[row] = counts[groupOf[row]!]!;
    return weights;
  };
}

/** Resamples without an answer (one label only) are left out; when they are many, there is no interval to trust. Ascending. */
function answered({ value, samples }: Figure): Float64Array | null {
  const known = samples.filter((each) => !Number.isNaN(each)).sort();
  return Number.isNaN(value) || known.length < LEAST_ANSWERED * samples.length ? null : known;
}

function standardError(samples: Float64Array): number {
  const mean = samples.reduce((sum, each) => sum + each, 0) / samples.length;
  return Math.sqrt(samples.reduce((sum, each) => sum + (each - mean) ** 2, 0) / samples.length);
}

function toEstimate(figure: Figure): Estimate | null {
  const known = answered(figure);
  return known && { value: figure.value, low: quantileOfSorted(known, LOW_SHARE)!, high: quantileOfSorted(known, 1 - LOW_SHARE)! };
}

function moveDown({ value, low, high }: Estimate, figure: Figure): Estimate {
  const known = answered(figure)!;
  const added = known.reduce((sum, each) => sum + each, 0) / known.length - value;
  return { value, low: Math.max(0, low - added), high: high - added };
}

function checkSameRows(models: readonly EvaluatedRows[]): void {
  const first = models[0]?.labels;
  for (const { labels } of models) {
    if (labels === first) continue;
    if (labels.length !== first!.length || labels.some((label, row) => label !== first![row])) {
      throw new AppError('invalid', 'evaluation.bad_rows', 'The models were measured on different rows, so they cannot be compared.');
    }
  }
}
