import { setCurrencyRatesSchema, type SetCurrencyRates } from '@kelvin/contracts';

/** A rate as it was typed, with a decimal point or comma. */
export interface TypedRate {
  readonly currency: string;
  readonly text: string;
}

/** What was typed as the contract wants it, or the currencies whose rate is no number above 0. A rate left empty is none. */
export function checkRates(typed: readonly TypedRate[]): { readonly ok: true; readonly body: SetCurrencyRates } | { readonly ok: false; readonly wrong: readonly string[] } {
  const filled = typed.filter(({ text }) => text.trim() !== '');
  const parsed = setCurrencyRatesSchema.safeParse({ rates: filled.map(({ currency, text }) => ({ currency, rate: Number(text.replace(/\s/g, '').replace(',', '.')) })) });
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, wrong: [...new Set(parsed.error.issues.flatMap(({ path }) => filled[Number(path[1])]?.currency ?? []))] };
}
