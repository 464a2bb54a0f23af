import type { DayNumber } from '@kelvin/kernel';
import type { Beat, SourceKey } from './life/beat.ts';
import { Simulation } from './life/simulation.ts';
import type { DemoItem } from './message.ts';
import { pulseAt } from './pulse.ts';
import { ContextCache } from './render/context.ts';
import { resend, resendQuota } from './render/duplicates.ts';
import { render } from './render/render.ts';
import { createCalendar, DAYS_OF_HISTORY } from './world/calendar.ts';
import type { Person } from './world/people.ts';
import { createRoster } from './world/roster.ts';

export interface DemoOptions {
  readonly seed: number;
  /** The stream ends here: nothing later is given out. */
  readonly nowMs: number;
  /** When the demo was made (kept by the loader); absent: now. */
  readonly anchorMs?: number;
  /** Zone of the workspace, in which days are counted. */
  readonly timeZone: string;
  /** How many days up to today to keep ready. Fewer need less memory; ids and contents are the same. */
  readonly days?: number;
}

/** What may be shown about a person without giving away the planted truth. */
export type DemoPerson = Pick<Person, 'index' | 'userId' | 'fullName' | 'email' | 'phone' | 'language' | 'joinDay'>;

export interface Demo {
  readonly anchorMs: number;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  /** The 5,000 people known at the anchor. */
  readonly people: readonly DemoPerson[];
  /** The days with data. Newest first lets a screen fill before the whole year is in. */
  days(order: 'newest-first' | 'oldest-first'): DayNumber[];
  /** Everything of one day in order of time, up to now. */
  messagesOfDay(day: DayNumber): DemoItem[];
  /** Everything with `fromMs` < time ≤ `toMs`, in order of time. */
  messagesBetween(fromMs: number, toMs: number): DemoItem[];
  /** One more plausible event at this moment, by somebody who is about today. */
  pulse(nowMs: number): DemoItem;
}

/** Sources that the messages are posted to, with the name each should have on screen. */
export const DEMO_SOURCES: readonly { readonly key: SourceKey; readonly en: string; readonly ru: string }[] = [
  { key: 'web', en: 'Website', ru: 'Сайт' },
  { key: 'app', en: 'App and server', ru: 'Приложение и сервер' },
  { key: 'email', en: 'E-mail', ru: 'Рассылки' },
  { key: 'crm', en: 'CRM', ru: 'CRM' },
  { key: 'support', en: 'Support', ru: 'Поддержка' },
];

/** Makes the demo. The year is lived on the first call for messages, in a second or two. */
export function generateDemo(options: DemoOptions): Demo {
  const { seed, nowMs, timeZone, anchorMs = nowMs, days = DAYS_OF_HISTORY } = options;
  const calendar = createCalendar(anchorMs, timeZone);
  const roster = createRoster(seed, calendar);
  const lastDay = calendar.dayOf(nowMs);
  const firstDay = Math.max(calendar.firstDay, lastDay - days + 1);
  const simulation = new Simulation(seed, calendar, roster, firstDay);
  const resent = resendQuota(calendar);
  const contexts = new ContextCache();
  const draw = (beat: Beat): DemoItem => render(beat, simulation.person(beat.who), calendar, contexts);
  const itemsOfDay = (day: DayNumber): DemoItem[] => resend(seed, day, simulation.beatsOf(day).map(draw), resent);
  const allDays = (): DayNumber[] => Array.from({ length: lastDay - firstDay + 1 }, (_, nth) => firstDay + nth);
  return {
    anchorMs, firstDay, lastDay,
    people: roster.people,
    days: (order) => (order === 'newest-first' ? allDays().reverse() : allDays()),
    messagesOfDay: (day) => (day < firstDay || day > lastDay ? [] : itemsOfDay(day).filter((item) => item.atMs <= nowMs)),
    messagesBetween: (fromMs, toMs) => {
      const items: DemoItem[] = [];
      for (let day = Math.max(firstDay, calendar.dayOf(fromMs)); day <= calendar.dayOf(toMs); day += 1) {
        for (const item of itemsOfDay(day)) if (item.atMs > fromMs && item.atMs <= toMs) items.push(item);
      }
      return items;
    },
    pulse: (atMs) => draw(pulseAt(seed, atMs, simulation, calendar)),
  };
}
