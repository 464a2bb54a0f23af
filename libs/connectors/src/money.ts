import { UNKNOWN_CURRENCY } from '@kelvin/kernel';
import { isObject, type JsonObject } from './json.ts';

/** Above this an amount is a mistake (a card number, an id), and would drown every real sum. */
export const MAX_AMOUNT = 1e12;

const AMOUNT_KEYS = ['revenue', 'total', 'value', 'amount'] as const;
/** What stands in an amount's place where there is none. */
const NO_AMOUNT = /^(?:[-–—]*|null|undefined|nan|none|n\/?a|нет)$/i;
const ORDER_ID_KEYS = ['orderId', 'order_id', 'checkout_id', 'checkoutId'] as const;
const CURRENCY_SIGNS: ReadonlyMap<string, string> = new Map([
  ['$', 'USD'], ['us$', 'USD'], ['€', 'EUR'], ['£', 'GBP'], ['₽', 'RUB'], ['р.', 'RUB'], ['руб', 'RUB'], ['руб.', 'RUB'], ['₸', 'KZT'], ['₴', 'UAH'], ['₺', 'TRY'], ['₾', 'GEL'], ['₹', 'INR'], ['₪', 'ILS'],
]);

/**
 * A number as people and shops write it: `42.5`, `"42,50"`, `"1 234,56"`, `"1,234.56"`, `"$9"`, `"1 500 р."`. Null when it is none.
 * With both marks the later one is the decimal mark; a lone comma is decimal unless exactly three digits follow it.
 */
export function parseAmount(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value === '' || value.length > 40) return null;
  const plain = Number(value);
  if (Number.isFinite(plain) && value.trim() !== '' && !/[xob]/i.test(value)) return plain;
  const text = value.replace(/[\s\u00a0\u202f'’]|\p{Sc}|руб(?:л[а-я]{1,2})?\.?|р\.?$|^[a-z]{3}|[a-z]{3}$/giu, '');
  if (!/^[-+]?\d[\d.,]*$/.test(text)) return null;
  const number = Number(withPointOnly(text));
  return Number.isFinite(number) ? number : null;
}

function withPointOnly(text: string): string {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma >= 0 && point >= 0) {
    return comma > point ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  }
  if (comma >= 0) {
    const isDecimal = text.indexOf(',') === comma && text.length - comma !== 4;
    return isDecimal ? text.replace(',', '.') : text.replaceAll(',', '');
  }
  return text.indexOf('.') === point ? text : text.replaceAll('.', '');
}

/**
 * Money of an event: the first of revenue, total, value, amount that is a number, else price × quantity (both must be
 * there: a lone price is a property of the product), else the sum over `products`. Null when nothing carries it.
 */
export function amountOf(properties: JsonObject): number | null {
  for (const key of AMOUNT_KEYS) {
    const given = properties[key];
    if (given === undefined || given === null) continue;
    const amount = parseAmount(given);
    if (amount !== null) return amount;
  }
  if (properties['price'] !== undefined && properties['quantity'] !== undefined) {
    const price = parseAmount(properties['price']);
    const quantity = parseAmount(properties['quantity']);
    if (price !== null && quantity !== null) return roundMoney(price * quantity);
  }
  return null;
}

/** Sum of price × quantity (1 when absent) over `products`, for orders that carry no total of their own. */
export function productsAmount(products: unknown): number | null {
  if (!Array.isArray(products)) return null;
  let sum: number | null = null;
  for (const product of products) {
    if (typeof product !== 'object' || product === null) continue;
    const { price, quantity } = product as JsonObject;
    const unit = parseAmount(price);
    if (unit !== null) sum = (sum ?? 0) + unit * (parseAmount(quantity) ?? 1);
  }
  return sum === null ? null : roundMoney(sum);
}

/**
 * The property that was to say how much and says nothing that can be read (`abc`, `true`, 1e400), or null. Only `revenue` is about money
 * whatever the event is; of others the rest is asked where `isMoney`, because a "value" may be anything. Ask where nothing was read.
 */
export function unreadAmountIn(properties: JsonObject, isMoney: boolean): string | null {
  for (const key of AMOUNT_KEYS) {
    if (isUnread(properties[key]) && (isMoney || key === 'revenue' || typeof properties[key] === 'number')) return key;
  }
  const { price, quantity } = properties;
  if (!isMoney || isNoAmount(price) || isNoAmount(quantity)) return null;
  return isUnread(price) ? 'price' : isUnread(quantity) ? 'quantity' : null;
}

/** `products` where a price or quantity of one of them is there and cannot be read, so that their sum would be too small; else null. */
export function unreadProductIn(products: unknown): string | null {
  if (!Array.isArray(products)) return null;
  return products.some((product) => isObject(product) && (isUnread(product['price']) || (!isNoAmount(product['price']) && isUnread(product['quantity'])))) ? 'products' : null;
}

function isUnread(value: unknown): boolean {
  return !isNoAmount(value) && parseAmount(value) === null;
}

function isNoAmount(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && NO_AMOUNT.test(value.trim()));
}

/** Takes the dust of binary fractions off a computed amount (2.55 × 6 is 15.3). Four places keep sub-cent unit prices. */
export function roundMoney(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}

/**
 * ISO 4217 code in capitals; a few signs are understood. {@link UNKNOWN_CURRENCY} for what names a currency in another way: its money
 * must not pass for that of the workspace's own. Null where nothing is named (a dash is nothing).
 */
export function currencyOf(value: unknown): string | null {
  if (typeof value !== 'string') return typeof value === 'number' ? UNKNOWN_CURRENCY : null;
  const text = value.trim();
  if (/^[A-Za-z]{3}$/.test(text)) return text.toUpperCase();
  return CURRENCY_SIGNS.get(text.toLowerCase()) ?? (/[\p{L}\p{N}\p{Sc}]/u.test(text) ? UNKNOWN_CURRENCY : null);
}

/** The id that groups the lines of one order, as text of at most 200 characters. */
export function orderIdOf(properties: JsonObject): string | null {
  for (const key of ORDER_ID_KEYS) {
    const value = properties[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 200);
    if (typeof value === 'number') return String(value);
  }
  return null;
}
