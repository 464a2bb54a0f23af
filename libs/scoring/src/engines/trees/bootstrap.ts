import type { Random } from '../random.ts';

/** More than any number of draws, so that both counts of a bin fit into one exact number. */
export const DISTINCT_UNIT = 2 ** 26;

/** The rows that one tree learns from, drawn with replacement. */
export interface Bootstrap {
  /** Rows that were drawn at least once, ascending. */
  readonly rows: Int32Array;
  /** For every row of the data {@link DISTINCT_UNIT} + how often it was drawn; 0: never. */
  readonly counts: Float64Array;
  /** How often the row was drawn where its label is 1, else 0. */
  readonly positives: Float64Array;
}

/** As many draws as there are rows, or fewer. */
export function drawBootstrap(labels: Uint8Array, random: Random, mostDraws = Infinity): Bootstrap {
  const size = labels.length;
  const counts = new Float64Array(size);
  for (let draw = 0; draw < Math.min(size, mostDraws); draw++) {
    const row = random.int(size);
    counts[row] = counts[row]! + 1;
  }
  const rows = new Int32Array(size);
  const positives = new Float64Array(size);
  let distinct = 0;
  for (let row = 0; row < size; row++) {
    const count = counts[row]!;
    if (count === 0) continue;
    rows[distinct++] = row;
    positives[row] = count * labels[row]!;
    counts[row] = count + DISTINCT_UNIT;
  }
  return { rows: rows.slice(0, distinct), counts, positives };
}
