import { describe, expect, it } from 'vitest';
import { amountOf, currencyOf, orderIdOf, parseAmount, productsAmount, unreadAmountIn, unreadProductIn } from './money.ts';

describe('parseAmount', () => {
  it.each([
    [42.5, 42.5], ['42.5', 42.5], ['42,5', 42.5], ['42,50', 42.5], ['1 234,56', 1234.56], ['1\u00a0234,56', 1234.56], ['1,234.56', 1234.56], ['1.234,56', 1234.56],
    ['1,234', 1234], ['1,234,567', 1_234_567], ['1.234.567', 1_234_567], ['-12,00', -12], ['$9', 9], ['9 ₽', 9], ['19.90 EUR', 19.9], ['1 500 руб.', 1500], ['0', 0], ['1e3', 1000], ['1 500 р.', 1500], ['12 000 рублей', 12_000], ['RUB 1 500,50', 1500.5], ['4 900 ₸', 4900],
  ])('reads %j as %d', (given, expected) => {
    expect(parseAmount(given)).toBe(expected);
  });

  it.each([['free'], [''], ['12-34'], ['0x10'], [null], [undefined], [true], [{}], [[5]], [Number.NaN], [Number.POSITIVE_INFINITY], ['1e400'], ['abc'], ['р.'], ['1'.repeat(60)]])('refuses %j', (given) => {
    expect(parseAmount(given)).toBeNull();
  });
});

describe('amountOf', () => {
  it.each([
    ['revenue before total', { total: 50, revenue: 42.5 }, 42.5],
    ['total', { total: '50,00' }, 50],
    ['value', { value: 7 }, 7],
    ['amount', { amount: 3 }, 3],
    ['price times quantity, without binary dust', { price: 2.55, quantity: 6 }, 15.3],
    ['nothing for a lone price', { price: 21.25 }, null],
    ['the next key when one is no number', { revenue: 'n/a', total: 8 }, 8],
    ['zero', { revenue: 0 }, 0],
    ['nothing', {}, null],
  ])('takes %s', (_case, properties, expected) => {
    expect(amountOf(properties)).toBe(expected);
  });

  it.each<[unknown, boolean, string | null]>([
    [{ revenue: 'abc' }, false, 'revenue'], [{ revenue: true }, true, 'revenue'], [{ total: { a: 1 } }, true, 'total'], [{ value: Number.POSITIVE_INFINITY }, false, 'value'], [{ amount: '1e400' }, true, 'amount'],
    [{ price: 'free', quantity: 2 }, true, 'price'], [{ price: 5, quantity: 'two' }, true, 'quantity'], [{ price: 'free' }, true, null], [{ price: 'free', quantity: 2 }, false, null],
    [{ value: 'very good' }, false, null], [{ revenue: '' }, true, null], [{ revenue: ' – ' }, true, null], [{ total: 'N/A' }, true, null], [{ total: null }, true, null], [{}, true, null],
  ])('finds in %j (money: %j) that %j was to say how much', (properties, isMoney, expected) => {
    expect(unreadAmountIn(properties as Record<string, unknown>, isMoney)).toBe(expected);
  });

  it.each([
    [[{ price: 10 }, { price: 'ten' }], 'products'], [[{ price: 10, quantity: [] }], 'products'], [[{ price: 10, quantity: '' }, { sku: 'a' }, { quantity: 'two' }, null], null], ['x', null],
  ])('finds in the products %j what cannot be added up: %j', (products, expected) => {
    expect(unreadProductIn(products)).toBe(expected);
  });

  it('adds up product lines', () => {
    expect(productsAmount([{ price: 10, quantity: 2 }, { price: '5,50' }, { sku: 'no price' }, null, 3])).toBe(25.5);
    expect(productsAmount([{ sku: 'a' }])).toBeNull();
    expect(productsAmount('x')).toBeNull();
  });
});

describe('currency and order id', () => {
  it.each([['eur', 'EUR'], [' RUB ', 'RUB'], ['₽', 'RUB'], ['$', 'USD'], ['US$', 'USD'], ['р.', 'RUB'], ['₸', 'KZT'], ['euro', 'XXX'], ['840', 'XXX'], [840, 'XXX'], ['¤', 'XXX'], ['', null], [' - ', null], [null, null], [{}, null], [undefined, null]])('reads currency %j as %j', (given, expected) => {
    expect(currencyOf(given)).toBe(expected);
  });
  it.each([
    [{ orderId: 'LT-1' }, 'LT-1'], [{ order_id: 30_017 }, '30017'], [{ checkout_id: ' c ' }, 'c'], [{ orderId: '' }, null], [{ orderId: {} }, null], [{ orderId: 'x'.repeat(300) }, 'x'.repeat(200)],
  ])('reads the order id of %j', (given, expected) => {
    expect(orderIdOf(given)).toBe(expected);
  });
});
