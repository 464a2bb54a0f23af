export { AppError, type ErrorKind } from './app-error.ts';
export { BANDS, type Band } from './bands.ts';
export { FixedClock, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, type Clock } from './clock.ts';
export { currencyRates, inOwnCurrency, UNKNOWN_CURRENCY, type CurrencyRates } from './currency-rates.ts';
export { ALL_DAY_PARTS, DAY_PARTS, type DayPart, dayPartBit, dayPartOfZone, HOURS_PER_PART } from './day-parts.ts';
export { dayFromIso, dayOfZone, dayToIso, endOfDayMs, zoneOffsetMinutes, type DayNumber } from './day.ts';
export { ACTIVITY_MEANINGS, AMOUNT_MEANINGS, countedMeaning, countedMoney, isActivityMetric, lineGroupOf, MEANINGS, MONEY_MEANINGS, PAID_MEANINGS, REFUND_PREFIX, type Meaning } from './meanings.ts';
export { proposedName, tellOutcomeName } from './proposed-names.ts';
