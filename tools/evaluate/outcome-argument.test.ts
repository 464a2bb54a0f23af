import { describe, expect, it } from 'vitest';
import { findOtherReading } from './outcome-argument.ts';

const NAMES = ['заказ', 'page view', 'no_show', 'Transaction'];

describe('findOtherReading', () => {
  it.each([
    ['no_order', 'inactivity of order'], ['no-purchase', 'inactivity of order'], ['no_transaction', 'inactivity of Transaction'], ['inactivity:Transaction', 'inactivity of Transaction'],
    ['inactivity: cart', 'inactivity of cart'], ['no_show', 'event_count of no_show'], ['purchase', 'event_count of order'], ['no:purchase', 'inactivity of order'],
    ['Churn', 'inactivity of anything'], ['leaves', 'inactivity of anything'], ['no_such', null], ['gone fishing', null],
  ])('reads %s as %s', (text, expected) => {
    const condition = findOtherReading(text, NAMES)?.condition;
    const event = condition?.filter?.event;
    expect(condition ? `${condition.kind} of ${event === undefined ? 'anything' : event.by === 'meaning' ? event.meaning : event.name}` : null).toBe(expected);
  });
});
