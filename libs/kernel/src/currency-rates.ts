/** How many units of the workspace's own currency one unit of a currency is worth, by code in capitals. The own one is among them, at 1. */
export type CurrencyRates = ReadonlyMap<string, number>;

/** The code of ISO 4217 that no money has: stands for a currency that was named in a way nobody can read. */
export const UNKNOWN_CURRENCY = 'XXX';

/** The rates of a workspace: those that somebody set, and its own currency at 1 whatever was set for it. */
export function currencyRates(own: string, others: Readonly<Record<string, number>>): CurrencyRates {
  return new Map([...Object.entries(others).map(([code, rate]) => [code.toUpperCase(), rate] as const), [own.toUpperCase(), 1]]);
}

/**
 * An amount in the workspace's own currency. An event that names no currency speaks of the own one. Without a rate the
 * amount is 0: added as it is, it would be a wrong sum. Codes may be in small letters. Null stays null.
 */
export function inOwnCurrency(amount: number | null, currency: string | null, rates: CurrencyRates): number | null {
  if (amount === null || currency === null) return amount;
  return amount * (rates.get(currency.toUpperCase()) ?? 0);
}
