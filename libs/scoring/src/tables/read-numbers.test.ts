import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumbers } from './read-numbers.ts';

describe('readNumbers', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['plain numbers', ['1', '-2.5', '+3', '.5', '1e3', '2E-1'], [1, -2.5, 3, 0.5, 1_000, 0.2]],
    ['signs of money and shares', ['$1.234', '-€5', '£ -5', '12 ₽', '7 руб.', '50%', '$ -3'], [1.234, -5, -5, 12, 7, 50, -3]],
    ['decimal commas', ['1,5', '2', ',25', '0,125'], [1.5, 2, 0.25, 0.125]],
    ['commas between thousands', ['1,250', '950', '$1,234,567.50', '-2,000'], [1_250, 950, 1_234_567.5, -2_000]],
    ['commas of which one cannot stand between thousands', ['1,250', '0,5'], [1.25, 0.5]],
    ['points between thousands', ['1.234,50', '2.000', '7,5', '1.234.567'], [1_234.5, 2_000, 7.5, 1_234_567]],
    ['points that may be decimal', ['1.234', '2.000'], [1.234, 2]],
    ['blanks between thousands', ['1 250', '12\u00a0345,5', '1\u202f234\u202f567'], [1_250, 12_345.5, 1_234_567]],
    ['a true minus', ['\u22125'], [-5]],
    ['infinite values', ['inf', '-Infinity', '1e999', '∞'], [Infinity, -Infinity, Infinity, Infinity]],
    ['no numbers', ['', '5 6', '12a', '1,5,3', '1.2.3', '--5', '%', 'e5', '0x10', '1 2345', '$', '5.', 'abc'], Array.from({ length: 13 }, () => NaN)],
  ])('%s', (_case, texts, values) => expect(readNumbers(texts)).toEqual(Float64Array.from(values)));

  it('is not misled about commas by a cell that is no number at all', () => {
    expect(readNumbers(['1,250', 'a,b', '1,5,3', '2,000'])).toEqual(Float64Array.of(1_250, NaN, NaN, 2_000));
  });

  it('reads back what a person may write', () => {
    const amount = fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 1, max: 99 }));
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), fc.constantFrom([',', '.'], ['.', ','], ['\u00a0', ','], ['', '.'], ['', ',']), fc.constantFrom('', '$', '€'), (amounts, [group, decimal], sign) => {
      const texts = amounts.map(([whole, cents]) => `${whole < 0 ? '-' : ''}${sign}${String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, group!)}${decimal}${String(cents).padStart(2, '0')}`);
      expect(readNumbers(texts)).toEqual(Float64Array.from(amounts, ([whole, cents]) => Number(`${whole < 0 ? '-' : ''}${Math.abs(whole)}.${String(cents).padStart(2, '0')}`)));
    }));
  });

  it('ends at once on a long text', () => expect(readNumbers([' '.repeat(100_000) + 'x', `$${' '.repeat(100_000)}`])).toEqual(Float64Array.of(NaN, NaN)));
});
