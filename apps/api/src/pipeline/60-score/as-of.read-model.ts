import { dayOfZone, type DayNumber } from '@kelvin/kernel';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';

/** The day a workspace is scored as at: its fixed date, or today in its zone. */
export function asOfDayOf(facts: Pick<WorkspaceFacts, 'asOf' | 'timeZone'>, now: Date): DayNumber {
  return dayOfZone(facts.timeZone)((facts.asOf ?? now).getTime());
}
