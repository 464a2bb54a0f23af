import { describe, expect, it } from 'vitest';
import { defaultCountryOf } from './default-country.ts';

describe('defaultCountryOf', () => {
  it.each([
    ['Europe/Moscow', 'RUB', 'RU'], ['Asia/Barnaul', 'USD', 'RU'], ['Asia/Almaty', 'RUB', 'KZ'], ['Europe/Berlin', 'EUR', 'DE'],
    ['UTC', 'RUB', 'RU'], ['Etc/GMT-3', 'KZT', 'KZ'], ['UTC', 'EUR', undefined], ['UTC', 'USD', undefined], ['constructor', 'constructor', undefined],
  ])('a workspace in %s that counts in %s has phones of %s', (timeZone, currency, country) => {
    expect(defaultCountryOf({ timeZone, currency })).toBe(country);
  });
});
