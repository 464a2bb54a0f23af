import { describe, expect, it } from 'vitest';
import { currencyRates, inOwnCurrency } from './currency-rates.ts';

describe('an amount in the own currency', () => {
  const rates = currencyRates('EUR', { RUB: 0.0104, usd: 0.5, EUR: 7 });
  it.each<[number | null, string | null, number | null]>([
    [8_000, 'RUB', 83.2], [8_000, 'rub', 83.2], [10, 'USD', 5], [-10, 'USD', -5], [10, 'EUR', 10], [10, 'eur', 10], [10, null, 10], [10, 'GBP', 0], [10, 'XYZ', 0], [10, '', 0], [null, 'RUB', null], [null, null, null],
  ])('of %s %s is %s', (amount, currency, expected) => expect(inOwnCurrency(amount, currency, rates)).toBe(expected));
});
