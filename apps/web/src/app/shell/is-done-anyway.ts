import type { Job } from '@kelvin/contracts';

/** A cancel was asked for, but all of the work had been kept by then. */
export function isDoneAnyway({ status, isCancelRequested }: Pick<Job, 'status' | 'isCancelRequested'>): boolean {
  return status === 'done' && isCancelRequested;
}
