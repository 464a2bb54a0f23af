import { z } from 'zod';

const MAX_RATE = 1e9;
const MAX_RATES = 200;

/** A code of three letters, in capitals whatever was typed. Whether there is such a currency is nobody's to say: codes come and go. */
export const currencyCodeSchema = z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/, 'Use a three-letter currency code such as EUR');

export const currencyRateSchema = z.object({
  currency: currencyCodeSchema,
  /** Units of the workspace's own currency that one unit of this one is worth. */
  rate: z.number('Use a number above 0').positive('Use a number above 0').max(MAX_RATE, 'Use a number up to 1,000,000,000'),
});
export type CurrencyRate = z.infer<typeof currencyRateSchema>;

/** PUT /api/w/:workspace/currency-rates: all rates; one that is left out is no more. */
export const setCurrencyRatesSchema = z.object({
  rates: z.array(currencyRateSchema).max(MAX_RATES).superRefine((rates, context) => {
    const seen = new Set<string>();
    for (const [at, { currency }] of rates.entries()) {
      if (seen.has(currency)) context.addIssue({ code: 'custom', path: [at, 'currency'], message: 'This currency is there twice' });
      seen.add(currency);
    }
  }),
});
export type SetCurrencyRates = z.infer<typeof setCurrencyRatesSchema>;

/** GET /api/w/:workspace/currency-rates: the currencies that have a rate or that events named, those of most events first. */
export const currencyRateListSchema = z.object({
  /** The workspace's own. */
  currency: z.string(),
  items: z.array(z.object({
    currency: z.string(),
    /** Null: not set, so that money of these events is left out. */
    rate: z.number().nullable(),
    /** Orders, payments, refunds and deals in it. */
    events: z.int(),
  })),
});
export type CurrencyRateList = z.infer<typeof currencyRateListSchema>;
