import type { WorkspaceSettings } from '@kelvin/contracts';

/** Currencies offered; the API takes any three-letter code. */
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'RUB', 'AED', 'AMD', 'AUD', 'BRL', 'BYN', 'CAD', 'CHF', 'CNY', 'CZK', 'DKK', 'GEL', 'HUF', 'ILS', 'INR', 'JPY', 'KZT', 'MXN', 'NOK', 'PLN', 'RON', 'RSD', 'SEK', 'TRY', 'UAH', 'UZS', 'ZAR'] as const;

const BY_ZONE: readonly [RegExp, string][] = [
  [/^Europe\/(Moscow|Kaliningrad|Samara|Volgograd)|^Asia\/(Yekaterinburg|Omsk|Novosibirsk|Krasnoyarsk|Irkutsk|Vladivostok)/, 'RUB'],
  [/^Europe\/London/, 'GBP'], [/^Europe\/Kyiv/, 'UAH'], [/^Europe\/Warsaw/, 'PLN'], [/^Asia\/Almaty/, 'KZT'], [/^Europe\/Minsk/, 'BYN'],
  [/^Europe\//, 'EUR'],
];

/** Settings to begin with, guessed from the browser's zone; the reader sees and may change each. */
export function defaultSettings(timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone): WorkspaceSettings {
  return { name: '', business: 'b2c', currency: BY_ZONE.find(([zone]) => zone.test(timeZone))?.[1] ?? 'USD', timeZone, margin: 0.5, leavingDays: 90 };
}

/** Every zone that the browser knows, with the one in use even when the browser names it otherwise. */
export function timeZones(current: string): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(current) ? all : [current, ...all];
}
