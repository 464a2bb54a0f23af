/** A leaf of fewer rows than this says nothing, however few rows there are. */
const FEWEST = 5;

/**
 * Fewest rows in a leaf for so many training rows: as set, but never more than a tenth of them, so that small data can
 * be split at all; and not below 5 for that reason alone.
 */
export function leafRowsFor(rows: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.max(FEWEST, Math.floor(rows / 10))));
}
