/** Rows of a table, by their places. */
export interface LaterSplit {
  readonly earlier: Int32Array;
  /** In the order of time. */
  readonly later: Int32Array;
}

const LATER_SHARE = 1 / 3;
/** With fewer of a label on a side, what is learned or compared there is chance. */
const LEAST_OF_EACH = 30;

/**
 * Divides rows at a moment, so that candidates are compared on what came later than all they learned from: the latest third, or
 * as near to it as whole moments allow. Null where no moment leaves 30 rows of each label on both sides.
 *
 * @param order when each row of the table was; larger is later, equal is one moment.
 */
export function splitLater(rows: Int32Array, order: Float64Array, labels: Uint8Array): LaterSplit | null {
  const sorted = rows.toSorted((a, b) => order[a]! - order[b]! || a - b);
  const wanted = sorted.length * (1 - LATER_SHARE);
  const positives = sorted.reduce((sum, row) => sum + labels[row]!, 0);
  let best: number | null = null;
  let positivesBefore = 0;
  for (let at = 1; at < sorted.length; at++) {
    positivesBefore += labels[sorted[at - 1]!]!;
    if (order[sorted[at]!] === order[sorted[at - 1]!]) continue;
    const counts = [positivesBefore, at - positivesBefore, positives - positivesBefore, sorted.length - at - (positives - positivesBefore)];
    if (Math.min(...counts) < LEAST_OF_EACH) continue;
    if (best === null || Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
  }
  return best === null ? null : { earlier: sorted.slice(0, best), later: sorted.slice(best) };
}
