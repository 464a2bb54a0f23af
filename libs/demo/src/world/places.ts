import type { Language } from './catalogue.ts';

/** Where a person lives. `offsetMinutes` is the standard time of the zone: enough to set the hour of a session. */
export interface Place {
  readonly country: string;
  readonly city: string;
  readonly timeZone: string;
  readonly offsetMinutes: number;
  readonly locale: string;
  readonly weight: number;
}

const RUSSIAN: readonly Place[] = [
  { country: 'RU', city: 'Москва', timeZone: 'Europe/Moscow', offsetMinutes: 180, locale: 'ru-RU', weight: 34 },
  { country: 'RU', city: 'Санкт-Петербург', timeZone: 'Europe/Moscow', offsetMinutes: 180, locale: 'ru-RU', weight: 16 },
  { country: 'RU', city: 'Казань', timeZone: 'Europe/Moscow', offsetMinutes: 180, locale: 'ru-RU', weight: 7 },
  { country: 'RU', city: 'Самара', timeZone: 'Europe/Samara', offsetMinutes: 240, locale: 'ru-RU', weight: 6 },
  { country: 'RU', city: 'Екатеринбург', timeZone: 'Asia/Yekaterinburg', offsetMinutes: 300, locale: 'ru-RU', weight: 9 },
  { country: 'RU', city: 'Новосибирск', timeZone: 'Asia/Novosibirsk', offsetMinutes: 420, locale: 'ru-RU', weight: 8 },
  { country: 'RU', city: 'Владивосток', timeZone: 'Asia/Vladivostok', offsetMinutes: 600, locale: 'ru-RU', weight: 3 },
  { country: 'KZ', city: 'Алматы', timeZone: 'Asia/Almaty', offsetMinutes: 300, locale: 'ru-KZ', weight: 9 },
  { country: 'BY', city: 'Минск', timeZone: 'Europe/Minsk', offsetMinutes: 180, locale: 'ru-BY', weight: 8 },
];

const ENGLISH: readonly Place[] = [
  { country: 'US', city: 'New York', timeZone: 'America/New_York', offsetMinutes: -300, locale: 'en-US', weight: 22 },
  { country: 'US', city: 'Chicago', timeZone: 'America/Chicago', offsetMinutes: -360, locale: 'en-US', weight: 12 },
  { country: 'US', city: 'Seattle', timeZone: 'America/Los_Angeles', offsetMinutes: -480, locale: 'en-US', weight: 12 },
  { country: 'GB', city: 'London', timeZone: 'Europe/London', offsetMinutes: 0, locale: 'en-GB', weight: 18 },
  { country: 'IE', city: 'Dublin', timeZone: 'Europe/Dublin', offsetMinutes: 0, locale: 'en-IE', weight: 5 },
  { country: 'CA', city: 'Toronto', timeZone: 'America/Toronto', offsetMinutes: -300, locale: 'en-CA', weight: 9 },
  { country: 'DE', city: 'Berlin', timeZone: 'Europe/Berlin', offsetMinutes: 60, locale: 'en-DE', weight: 8 },
  { country: 'AU', city: 'Sydney', timeZone: 'Australia/Sydney', offsetMinutes: 600, locale: 'en-AU', weight: 7 },
  { country: 'IN', city: 'Bengaluru', timeZone: 'Asia/Kolkata', offsetMinutes: 330, locale: 'en-IN', weight: 7 },
];

export const PLACES: Readonly<Record<Language, readonly Place[]>> = { ru: RUSSIAN, en: ENGLISH };

const RUSSIAN_AREAS = ['495', '499', '812', '343', '383', '843', '846', '861'];
const AMERICAN_AREAS = [
  '212', '312', '206', '415', '617', '702', '303', '512', '404', '305', '215', '602', '619', '503', '612', '313', '216', '314', '504', '615',
  '202', '410', '412', '317', '614', '816', '704', '919', '804', '901',
];

/**
 * A number that nobody has: 555-0100…0199 in North America, Ofcom's drama numbers elsewhere, and for Russia
 * subscriber numbers with a leading zero, which exchanges do not give out. Distinct for distinct `nth`.
 */
export function phoneOf(language: Language, nth: number): string | null {
  if (language === 'ru') return `+7${RUSSIAN_AREAS[nth % RUSSIAN_AREAS.length]}0${String(100_000 + Math.floor(nth / RUSSIAN_AREAS.length)).slice(-6)}`;
  const american = AMERICAN_AREAS[Math.floor(nth / 100)];
  if (american !== undefined) return `+1${american}55501${String(nth % 100).padStart(2, '0')}`;
  const british = nth - AMERICAN_AREAS.length * 100;
  return british < 1000 ? `+447700900${String(british).padStart(3, '0')}` : null;
}
