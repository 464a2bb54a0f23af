import { dayOfZone, type DayNumber } from '@kelvin/kernel';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/**
 * The last day of which everything is known: yesterday, or the fixed date's own day where that is scored as at its end.
 * Events that are dated later than this teach nothing.
 */
export function lastCompleteDay(facts: Pick<WorkspaceFacts, 'asOf' | 'timeZone'>, now: Date): DayNumber {
  return dayOfZone(facts.timeZone)((facts.asOf ?? now).getTime() + 1) - 1;
}
