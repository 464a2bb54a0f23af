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

/**
 * Learns means, deviations and missing shares from training rows, and gives every input of them, as {@link standardColumns}
 * does: logarithms are most of the work, and taken once here.
 */
export function fitStandardiser(matrix: FeatureMatrix): { readonly standardiser: Standardiser; readonly columns: Float64Array[] } {
  const columns: Float64Array[] = [];
  const inputs: { feature: number; flag: number; mean: number; deviation: number; low: number; high: number }[] = [];
  const add = (feature: number, flag: number, raw: Float64Array): void => {
    const { mean, deviation, least, most } = momentsOf(raw);
    // Below this a column of one repeated value differs from its mean by rounding only.
    if (!(deviation > 1e-9 * (1 + Math.abs(mean)))) return;
    inputs.push({ feature, flag, mean, deviation, low: (least - mean) / deviation - 1, high: (most - mean) / deviation + 1 });
    // Training rows lie within their own bounds.
    columns.push(raw.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation)));
  };
  matrix.columns.forEach((column, feature) => {
    add(feature, 0, column.map(signedLog));
    let missing = 0;
    for (let row = 0; row < column.length; row++) if (Number.isNaN(column[row]!)) missing += 1;
    if (missing > NOTICEABLE_MISSING_SHARE * matrix.rows) add(feature, 1, column.map((value) => (Number.isNaN(value) ? 1 : 0)));
  });
  const standardiser: Standardiser = {
    features: Int32Array.from(inputs, (input) => input.feature),
    areFlags: Uint8Array.from(inputs, (input) => input.flag),
    means: Float64Array.from(inputs, (input) => input.mean),
    deviations: Float64Array.from(inputs, (input) => input.deviation),
    lows: Float64Array.from(inputs, (input) => input.low),
    highs: Float64Array.from(inputs, (input) => input.high),
  };
  return { standardiser, columns };
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

/** Every input of every row, one array for each input: what {@link standardValue} says of each. */
export function standardColumns(standardiser: Standardiser, matrix: FeatureMatrix): Float64Array[] {
  return Array.from(standardiser.features, (feature, input) => {
    const column = matrix.columns[feature]!;
    const values = new Float64Array(column.length);
    const isFlag = standardiser.areFlags[input] === 1;
    const [mean, deviation, low, high] = [standardiser.means[input]!, standardiser.deviations[input]!, standardiser.lows[input]!, standardiser.highs[input]!];
    for (let row = 0; row < column.length; row++) {
      const isMissing = Number.isNaN(column[row]!);
      if (isMissing && !isFlag) continue;
      const raw = isFlag ? Number(isMissing) : signedLog(column[row]!);
      values[row] = Math.min(high, Math.max(low, (raw - mean) / deviation));
    }
    return values;
  });
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

/** Of what is known; NaN for the mean of nothing. */
function momentsOf(values: Float64Array): { mean: number; deviation: number; least: number; most: number } {
  let known = 0;
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const mean = sum / known;
  let squares = 0;
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at]!)) squares += (values[at]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / known), least, most };
}
