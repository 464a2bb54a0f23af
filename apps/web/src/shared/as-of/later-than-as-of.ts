import type { Workspace } from '@kelvin/contracts';
import { dayOfZone } from '@kelvin/kernel';

/** Whether something happened after the fixed day that a workspace is scored as at, so that it counts nothing yet. Never where it is scored as of today. */
export function isLaterThanAsOf(instant: string | null, { asOf, timeZone }: Pick<Workspace, 'asOf' | 'timeZone'>): boolean {
  if (asOf === null || instant === null) return false;
  const dayOf = dayOfZone(timeZone);
  return dayOf(Date.parse(instant)) > dayOf(Date.parse(asOf));
}
