import { describe, expect, it } from 'vitest';
import { amountOf, currencyOf, orderIdOf, parseAmount, productsAmount } from './money.ts';

describe('parseAmount', () => {
  it.each([
    [42.5, 42.5], ['42.5', 42.5], ['42,5', 42.5], ['42,50', 42.5], ['1 234,56', 1234.56], ['1\u00a0234,56', 1234.56], ['1,234.56', 1234.56], ['1.234,56', 1234.56],
    ['1,234', 1234], ['1,234,567', 1_234_567], ['1.234.567', 1_234_567], ['-12,00', -12], ['$9', 9], ['9 ₽', 9], ['19.90 EUR', 19.9], ['1 500 руб.', 1500], ['0', 0], ['1e3', 1000],
  ])('reads %j as %d', (given, expected) => {
    expect(parseAmount(given)).toBe(expected);
  });

  it.each([['free'], [''], ['12-34'], ['0x10'], [null], [undefined], [true], [{}], [[5]], [Number.NaN], [Number.POSITIVE_INFINITY], ['1'.repeat(60)]])('refuses %j', (given) => {
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
