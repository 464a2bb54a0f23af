import { countryOfTimeZone } from './time-zone-country.ts';

/** Currencies that one country alone pays with. Dollars, euros and pounds are kept far beyond their countries, so they tell none. */
const COUNTRY_OF_CURRENCY: Readonly<Record<string, string>> = {
  RUB: 'RU', BYN: 'BY', KZT: 'KZ', UZS: 'UZ', KGS: 'KG', TJS: 'TJ', GEL: 'GE', AMD: 'AM', AZN: 'AZ', MDL: 'MD', UAH: 'UA', TRY: 'TR', ILS: 'IL',
  PLN: 'PL', CZK: 'CZ', HUF: 'HU', RON: 'RO', RSD: 'RS', SEK: 'SE', NOK: 'NO', ISK: 'IS', INR: 'IN', JPY: 'JP', KRW: 'KR', CNY: 'CN', SGD: 'SG',
  THB: 'TH', IDR: 'ID', PHP: 'PH', VND: 'VN', BRL: 'BR', MXN: 'MX', COP: 'CO', PEN: 'PE', CLP: 'CL', ARS: 'AR', EGP: 'EG', NGN: 'NG',
};

/**
 * ISO country code of phone numbers that are written without `+`, by where a workspace is: its time zone, else its currency. Undefined
 * where neither names one country; then only international numbers are read.
 */
export function defaultCountryOf({ timeZone, currency }: { readonly timeZone: string; readonly currency: string }): string | undefined {
  return countryOfTimeZone(timeZone) ?? (Object.hasOwn(COUNTRY_OF_CURRENCY, currency) ? COUNTRY_OF_CURRENCY[currency] : undefined);
}
