import type { FeatureMatrix } from './model.ts';

/** A column gets an input of its own that says "not known" once more than this share of the training rows lacks it. */
const NOTICEABLE_MISSING_SHARE = 0.01;

/**
 * How features become the inputs of a linear model or a network. A feature has one input for its value, one more for
 * being missing where that is noticeable, and none when it never changes.
 */
export interface Standardiser {
  /** For each input, the feature it comes from. */
  readonly features: Int32Array;
  /** For each input, 1 when it says that the feature is missing, 0 when it is its value. */
  readonly areFlags: Uint8Array;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** The least and the most, in deviations from the mean, that an input becomes: one deviation beyond what training saw. */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** ln(1+|x|) with the sign of x: counts and amounts with long tails become even, small ones and 0 hardly change. */
export function signedLog(value: number): number {
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value);
}

/** Learns means, deviations and missing shares from training rows. */
export function fitStandardiser(matrix: FeatureMatrix): Standardiser {
  const inputs: { feature: number; flag: number; mean: number; deviation: number; low: number; high: number }[] = [];
  const add = (feature: number, flag: number, values: Float64Array): void => {
    const { mean, deviation } = momentsOf(values);
    // Below this a column of one repeated value differs from its mean by rounding only.
    if (!(deviation > 1e-9 * (1 + Math.abs(mean)))) return;
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      const standard = (value - mean) / deviation;
      if (standard < low) low = standard;
      if (standard > high) high = standard;
    }
    inputs.push({ feature, flag, mean, deviation, low: low - 1, high: high + 1 });
  };
  matrix.columns.forEach((column, feature) => {
    const known = column.filter((value) => !Number.isNaN(value));
    add(feature, 0, known.map(signedLog));
    const isNoticeable = matrix.rows - known.length > NOTICEABLE_MISSING_SHARE * matrix.rows;
    if (isNoticeable) add(feature, 1, column.map((value) => (Number.isNaN(value) ? 1 : 0)));
  });
  return {
    features: Int32Array.from(inputs, (input) => input.feature),
    areFlags: Uint8Array.from(inputs, (input) => input.flag),
    means: Float64Array.from(inputs, (input) => input.mean),
    deviations: Float64Array.from(inputs, (input) => input.deviation),
    lows: Float64Array.from(inputs, (input) => input.low),
    highs: Float64Array.from(inputs, (input) => input.high),
  };
}

/** One input of one value: deviations from the training mean; 0 for a missing value. Never NaN or infinite. */
export function standardValue(standardiser: Standardiser, input: number, value: number): number {
  const isMissing = Number.isNaN(value);
  const isFlag = standardiser.areFlags[input] === 1;
  if (isMissing && !isFlag) return 0;
  const raw = isFlag ? Number(isMissing) : signedLog(value);
  const standard = (raw - standardiser.means[input]!) / standardiser.deviations[input]!;
  return Math.min(standardiser.highs[input]!, Math.max(standardiser.lows[input]!, standard));
}

/** Every input of every row, one array for each input. */
export function standardColumns(standardiser: Standardiser, matrix: FeatureMatrix): Float64Array[] {
  return Array.from(standardiser.features, (feature, input) => matrix.columns[feature]!.map((value) => standardValue(standardiser, input, value)));
}

/** Every input of one row. */
export function standardRow(standardiser: Standardiser, matrix: FeatureMatrix, row: number): Float64Array {
  return Float64Array.from(standardiser.features, (feature, input) => standardValue(standardiser, input, matrix.columns[feature]![row]!));
}

/** What each input contributed, gathered by the feature it comes from. */
export function gatherByFeature(standardiser: Standardiser, ofInputs: Float64Array, featureCount: number): Float64Array {
  const ofFeatures = new Float64Array(featureCount);
  standardiser.features.forEach((feature, input) => { ofFeatures[feature]! += ofInputs[input]!; });
  return ofFeatures;
}

/** The arrays of an artefact that hold a standardiser. */
export function standardiserArrays(standardiser: Standardiser): Record<string, Float64Array | Int32Array | Uint8Array> {
  return { ...standardiser };
}

/** What {@link standardiserArrays} gave, read back. */
export function standardiserFrom(arrays: Readonly<Record<string, Float64Array | Int32Array | Uint8Array>>): Standardiser {
  return {
    features: arrays.features as Int32Array,
    areFlags: arrays.areFlags as Uint8Array,
    means: arrays.means as Float64Array,
    deviations: arrays.deviations as Float64Array,
    lows: arrays.lows as Float64Array,
    highs: arrays.highs as Float64Array,
  };
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
