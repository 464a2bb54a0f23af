import { textOrNull, type JsonObject } from './json.ts';
import { MAX_AMOUNT, parseAmount } from './money.ts';

/** Words that fields of money are named by, in English and Russian. */
const MONEY_WORD = /amount|sum(?!mary)|total|price|cost|revenue|value|paid|сумм|стоимост|цен[аы]|итого|оплачен/i;
const MOST_PROPOSED = 5;

/** The property that an amount was read from: of those that hold it the first that is named like money. Null where it was worked out, or came from elsewhere. */
export function amountFieldOf(properties: JsonObject, amount: number): string | null {
  const holders = Object.keys(properties).filter((key) => parseAmount(properties[key]) === amount);
  return holders.find((key) => MONEY_WORD.test(key)) ?? holders[0] ?? null;
}

/** An amount by the name of its property; null where it is none, or none that is believed. */
export function amountIn(properties: JsonObject, field: string): number | null {
  const amount = Object.hasOwn(properties, field) ? parseAmount(properties[field]) : null;
  return amount === null || Math.abs(amount) > MAX_AMOUNT ? null : amount;
}

/**
 * Properties that may hold the amount now, the likeliest first: of numbers those named like money, or holding the old name.
 * Where none is, any other number that is no id; empty when there is nothing of the kind.
 */
export function proposeAmountFields(properties: JsonObject, was: string | null): string[] {
  const numbers = Object.keys(properties).filter((key) => amountIn(properties, key) !== null && !/(?:^|[_\W])ids?$|Ids?$|^id$|номер|number|count|quantity|phone/.test(key));
  const old = textOrNull(was)?.toLowerCase() ?? null;
  const likely = numbers.filter((key) => MONEY_WORD.test(key) || (old !== null && key.toLowerCase().includes(old)));
  return (likely.length > 0 ? likely : numbers).slice(0, MOST_PROPOSED);
}
