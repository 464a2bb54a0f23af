import type { ItemReason, NormalisedItem } from '@kelvin/contracts';

/**
 * Why an item stops here. *Rejected* items can never be processed as they are; *parked* ones were understood well enough
 * to be mended and played again. Codes are stable: screens translate them, the sentence is for logs and error files.
 */
export class Problem {
  constructor(readonly status: 'rejected' | 'parked', readonly reason: ItemReason) {}
}

/** A problem that no replay can mend: the sender has to change something. */
export function rejection(code: string, field: string | null, message: string): Problem {
  return new Problem('rejected', { code, field, message });
}

/** A problem that a person may mend, after which the item is played again. */
export function parking(code: string, field: string | null, message: string): Problem {
  return new Problem('parked', { code, field, message });
}

/** A value of the wrong JSON type, with the field and what it should have been. */
export function wrongType(field: string, expected: string): Problem {
  return rejection('wrong_type', field, `"${field}" must be ${expected}.`);
}

/** Puts a problem at its place among the items of one delivery. */
export function atIndex(problem: Problem, index: number): NormalisedItem {
  return { status: problem.status, index, reason: problem.reason };
}

/** True for what a validation step returns when it gave up; by class, since a sender's own object may have the same keys. */
export function isProblem(value: unknown): value is Problem {
  return value instanceof Problem;
}
