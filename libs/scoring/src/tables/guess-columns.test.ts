import { describe, expect, it } from 'vitest';
import { guessColumns } from './guess-columns.ts';

/** A column of its own beside one that is always kept. */
function guess(name: string, texts: readonly string[]) {
  const { columns, dropped } = guessColumns([name, 'beside'], texts.map((text, row) => [text, row % 2 ? 'a' : 'b']));
  return dropped[0]?.reason ?? columns[0]!;
}

describe('guessColumns', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['numbers', ['1', '2.5', '-3', '2.5'], [1, 2.5, -3, 2.5]],
    ['decimal commas', ['1,5', '2', '2'], [1.5, 2, 2]],
    ['blanks among numbers', ['1', '', ' ', 'NA', 'null', '7'], [1, NaN, NaN, NaN, NaN, 7]],
    ['exponents', ['1e3', '2E-1', '1e3'], [1_000, 0.2, 1_000]],
    ['dates', ['1970-01-02', '1970-01-11T05:00:00', '1970-01-11 06:00'], [1, 10, 10]],
    ['amounts that are all different', ['10.5', '11.25', '9.75'], [10.5, 11.25, 9.75]],
    ['whole amounts that are all different', ['10', '30', '20'], [10, 30, 20]],
  ])('%s', (_case, texts, values) => expect(guess('amount', texts)).toMatchObject({ kind: 'number', values: Float64Array.from(values) }));

  it.each<[string, readonly string[], readonly string[]]>([
    ['words', ['red', 'blue', 'red'], ['red', 'blue', 'red']],
    ['a blank is a value of its own', ['red', '', 'red'], ['red', '', 'red']],
    ['numbers among words', ['5', 'many', '5'], ['5', 'many', '5']],
    ['what only looks like dates', ['2011-13-40', '2011-01-01', '2011-01-01'], ['2011-13-40', '2011-01-01', '2011-01-01']],
  ])('%s', (_case, texts, values) => expect(guess('thing', texts)).toMatchObject({ kind: 'category', values }));

  it.each<[string, string, readonly string[], string]>([
    ['words as many as rows', 'customer', ['a', 'b', 'c'], 'id'],
    ['numbers that count up', 'row', ['7', '8', '12'], 'id'],
    ['numbers named like an id', 'customerID', ['70', '8', '12'], 'id'],
    ['one value', 'currency', ['EUR', 'EUR', 'EUR'], 'same_everywhere'],
    ['nothing', 'notes', ['', '', ''], 'same_everywhere'],
  ])('leaves out %s', (_case, name, texts, reason) => expect(guess(name, texts)).toBe(reason));

  it('reads missing cells of a short row as blanks', () => {
    expect(guessColumns(['a', 'b'], [['1', '2'], ['1'], ['3', '4']]).columns[1]).toMatchObject({ values: Float64Array.of(2, NaN, 4) });
  });
});
