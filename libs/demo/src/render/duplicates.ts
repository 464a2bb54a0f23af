import type { DayNumber } from '@kelvin/kernel';
import type { DemoItem } from '../message.ts';
import type { Calendar } from '../world/calendar.ts';
import { dailyQuota } from '../world/quota.ts';
import { Rng, STREAM } from '../world/rng.ts';

/** Messages that a client sent twice, with the same id. */
export const RESENT_COUNT = 400;

export type ResendQuota = ReadonlyMap<DayNumber, number>;

/** How many messages of each day come twice; none on the anchor's day, which is only begun. */
export function resendQuota(calendar: Calendar): ResendQuota {
  return dailyQuota(calendar.firstDay + 7, calendar.anchorDay - 1, RESENT_COUNT, () => 1);
}

/** The day with its repetitions: a copy follows its original, as after a lost answer, and keeps its id and timestamp. */
export function resend(seed: number, day: DayNumber, items: readonly DemoItem[], quota: ResendQuota): DemoItem[] {
  const count = quota.get(day) ?? 0;
  // The CRM is left out, so that the number of its parked messages stays the planted one.
  const resendable = items.filter(({ sourceKey }) => sourceKey !== 'crm').length;
  if (count === 0 || resendable < count) return [...items];
  const rng = new Rng(seed, STREAM.duplicate, day);
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const nth = rng.int(items.length);
    if (items[nth]!.sourceKey !== 'crm') chosen.add(nth);
  }
  const out: DemoItem[] = [];
  for (const [nth, item] of items.entries()) {
    out.push(item);
    if (chosen.has(nth)) out.push(item);
  }
  return out;
}
