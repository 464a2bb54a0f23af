import { describe, expect, it } from 'vitest';
import { amountFieldOf, amountIn, proposeAmountFields } from './missing-amount.ts';

describe('amountFieldOf', () => {
  it.each([
    [{ orderId: 'A', revenue: 42.5 }, 42.5, 'revenue'], [{ 'сумма': '1 500,00' }, 1500, 'сумма'], [{ price: 2, quantity: 3 }, 6, null], [{}, 1, null],
    [{ quantity: 10, revenue: 10 }, 10, 'revenue'], [{ bonus: 0, deal_sum: 0 }, 0, 'deal_sum'],
  ])('finds in %o what held %d: %s', (properties, amount, expected) => {
    expect(amountFieldOf(properties, amount)).toBe(expected);
  });
});

describe('amountIn', () => {
  it.each([[{ sum: '42,50' }, 'sum', 42.5], [{ sum: 'much' }, 'sum', null], [{ sum: 1e15 }, 'sum', null], [{}, 'sum', null], [{}, 'constructor', null]])('reads %o.%s as %s', (properties, field, expected) => {
    expect(amountIn(properties, field)).toBe(expected);
  });
});

describe('proposeAmountFields', () => {
  it.each([
    ['a name that holds the old one', { dealId: 7, deal_amount: 420, stage: 2 }, 'amount', ['deal_amount']],
    ['a word for money', { sum: '99.90', step: 3 }, 'amount', ['sum']], ['a word for money in Russian', { 'Сумма заказа': 99, 'этап': 3 }, null, ['Сумма заказа']],
    ['any number that is no id', { order_id: 17, userId: 8, weight: 3 }, 'amount', ['weight']], ['nothing', { orderId: 'A-1', note: 'x' }, 'amount', []],
  ])('proposes %s', (_what, properties, was, expected) => {
    expect(proposeAmountFields(properties, was)).toEqual(expected);
  });
});
