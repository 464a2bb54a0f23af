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

/** The same of labels (1: with the outcome); null where they lack nothing. */
export function missingOutcomesIn(labels: Uint8Array): MissingOutcomes | null {
  const positives = countPositives(labels);
  const missing = missingOutcomes(positives, labels.length - positives);
  return missing.positives + missing.negatives > 0 ? missing : null;
}
