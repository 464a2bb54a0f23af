import { countPositives } from './chances.ts';

/**
 * Customers with an outcome, and as many without it, that anything is learned from, tested on or compared with the rules by: fewer
 * do not carry even the rules' own curve of two parameters.
 */
export const LEAST_OUTCOMES = 40;

/** How many more customers of each kind are needed; 0 where there are enough. */
export interface MissingOutcomes { readonly positives: number; readonly negatives: number }

/** What so many customers with the outcome, and without it, lack to {@link LEAST_OUTCOMES} of each. */
export function missingOutcomes(positives: number, negatives: number): MissingOutcomes {
  return { positives: Math.max(0, LEAST_OUTCOMES - positives), negatives: Math.max(0, LEAST_OUTCOMES - negatives) };
}

/**
 * The same of labelled rows (1: with the outcome); null where they lack nothing. Each row is a customer of its own, unless `customers`
 * says whose it is: then a customer counts once on each side, however many days he was looked at.
 */
export function missingOutcomesIn(labels: Uint8Array, customers?: Int32Array): MissingOutcomes | null {
  const [negatives, positives] = ([0, 1] as const).map((label) => countOf(labels, label, customers));
  const missing = missingOutcomes(positives!, negatives!);
  return missing.positives + missing.negatives > 0 ? missing : null;
}

function countOf(labels: Uint8Array, label: 0 | 1, customers: Int32Array | undefined): number {
  if (!customers) return label === 1 ? countPositives(labels) : labels.length - countPositives(labels);
  return new Set(customers.filter((_customer, row) => labels[row] === label)).size;
}
