import { type Random, shuffle } from './random.ts';

/** Rows of one label in random order: first those of 0, then those of 1. */
function shuffledRowsByLabel(labels: Uint8Array, random: Random): readonly [Int32Array, Int32Array] {
  const rowsOf = (wanted: number): Int32Array => {
    const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] === wanted);
    shuffle(rows, random);
    return rows;
  };
  return [rowsOf(0), rowsOf(1)];
}

/**
 * Deals the rows into `folds` parts, each with its fair share of both labels: the part of every row, 0 up to `folds` − 1.
 * With fewer rows of a label than folds, some parts have none of that label.
 */
export function dealFolds(labels: Uint8Array, folds: number, random: Random): Uint8Array {
  const foldOf = new Uint8Array(labels.length);
  for (const rows of shuffledRowsByLabel(labels, random)) rows.forEach((row, at) => { foldOf[row] = at % folds; });
  return foldOf;
}

/**
 * At most `most` rows, ascending, in which both labels keep their share and neither is lost. All rows when there are no more than `most`.
 */
export function sampleRows(labels: Uint8Array, most: number, random: Random): Int32Array {
  if (labels.length <= most) return Int32Array.from(labels.keys());
  const [zeros, ones] = shuffledRowsByLabel(labels, random);
  const rarer = Math.min(zeros.length, ones.length);
  const wantedOfRarer = Math.min(rarer, Math.max(1, Math.round((rarer / labels.length) * most)));
  const [fewer, more] = zeros.length < ones.length ? [zeros, ones] : [ones, zeros];
  const sample = new Int32Array(most);
  sample.set(fewer.subarray(0, wantedOfRarer));
  sample.set(more.subarray(0, most - wantedOfRarer), wantedOfRarer);
  return sample.sort();
}
