import { describe, expect, it } from 'vitest';
import { guessColumns, type ReadDates } from './guess-columns.ts';

/** Days written as `@7`. */
const readDates: ReadDates = (texts, leastShare) => {
  const values = Float64Array.from(texts, (text) => (text.startsWith('@') ? Number(text.slice(1)) : NaN));
  return values.filter((day) => !Number.isNaN(day)).length >= leastShare * texts.length && texts.length > 0 ? { values, unsureFormat: texts.includes('@0') ? 'dd/MM/yyyy' : null } : null;
};
const guessAll = (name: string, texts: readonly string[]) => guessColumns([name, 'beside'], texts.map((text, row) => [text, row % 2 ? 'a' : 'b']), readDates);
/** A column of its own beside one that is always kept. */
function guess(name: string, texts: readonly string[]) {
  const { columns, dropped } = guessAll(name, texts);
  return dropped[0]?.reason ?? columns[0]!;
}
/** Numbers that neither count up nor repeat, and these cells. */
const among = (cells: readonly string[], numbers = 40): string[] => [...Array.from({ length: numbers }, (_unused, at) => String(((at * 7) % numbers) + 0.5)), ...cells];

describe('guessColumns', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['numbers', ['1', '2.5', '-3', '2.5'], [1, 2.5, -3, 2.5]],
    ['decimal commas', ['1,5', '2', '2'], [1.5, 2, 2]],
    ['blanks among numbers', ['1', '', ' ', 'NA', 'null', '7'], [1, NaN, NaN, NaN, NaN, 7]],
    ['exponents', ['1e3', '2E-1', '1e3'], [1_000, 0.2, 1_000]],
    ['dates', ['@1', '', 'unknown', '@10', '@9'], [1, NaN, NaN, 10, 9]],
    ['money', ['$1,250', '$950', '$1,250.50'], [1_250, 950, 1_250.5]],
    ['words for what is not known', ['1.5', '2.5', 'unknown', 'Missing', '#N/A', '\\N', '3.5'], [1.5, 2.5, NaN, NaN, NaN, NaN, 3.5]],
    ['infinite values', ['1.5', 'inf', '2.5', '-Infinity', '1e999', '3.5'], [1.5, NaN, 2.5, NaN, NaN, 3.5]],
    ['amounts that are all different', ['10.5', '11.25', '9.75'], [10.5, 11.25, 9.75]],
    ['whole amounts that are all different', ['10', '30', '20'], [10, 30, 20]],
  ])('%s', (_case, texts, values) => expect(guess('amount', texts)).toMatchObject({ kind: 'number', values: Float64Array.from(values) }));

  it.each<[string, readonly string[], readonly string[]]>([
    ['words', ['red', 'blue', 'red'], ['red', 'blue', 'red']],
    ['a blank is a value of its own', ['red', '', 'red'], ['red', '', 'red']],
    ['numbers among words', ['5', 'many', '5'], ['5', 'many', '5']],
    ['dates among words', ['@1', 'soon', '@1'], ['@1', 'soon', '@1']],
    ['a word for nothing that is a kind of its own', ['gold', 'unknown', 'gold', 'missing', 'none'], ['gold', 'unknown', 'gold', 'missing', '']],
    ['a flag that is not always known', ['0', '1', 'unknown', '1', '0'], ['0', '1', 'unknown', '1', '0']],
    ['a flag with an infinite value', ['0', '1', 'inf', '1', '0'], ['0', '1', 'inf', '1', '0']],
  ])('%s', (_case, texts, values) => expect(guess('thing', texts)).toMatchObject({ kind: 'category', values }));

  it.each<[string, string, readonly string[], string]>([
    ['words as many as rows', 'customer', ['a', 'b', 'c'], 'id'],
    ['numbers that count up', 'row', ['7', '8', '12'], 'id'],
    ['numbers named like an id', 'customerID', ['70', '8', '12'], 'id'],
    ['numbers that count up, but for a few', 'row', [...Array.from({ length: 40 }, (_unused, at) => String(at + 1)), 'unknown'], 'id'],
    ['numbers and words by halves, all different', 'size', ['1.5', '2.5', 'large', '3.5', 'small'], 'mixed'],
    ['codes by halves, all different', 'orderId', ['15', '25', 'C35', '45', 'C55'], 'id'],
    ['one value', 'currency', ['EUR', 'EUR', 'EUR'], 'same_everywhere'],
    ['nothing', 'notes', ['', '', ''], 'same_everywhere'],
  ])('leaves out %s', (_case, name, texts, reason) => expect(guess(name, texts)).toBe(reason));

  it('reads missing cells of a short row as blanks', () => {
    expect(guessColumns(['a', 'b'], [['1', '2'], ['1'], ['3', '4']], readDates).columns[1]).toMatchObject({ values: Float64Array.of(2, NaN, 4) });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['one infinite value', ['inf'], ['inf']],
    ['two words', ['refused', 'refused'], ['refused']],
    ['two that are not known', ['unknown', 'unknown'], ['unknown']],
  ])('is a number in spite of %s, and says so', (_case, cells, words) => {
    const { columns, dropped, missing } = guessAll('a', among(cells));
    expect(dropped).toEqual([]);
    expect(columns[0]).toMatchObject({ kind: 'number', values: Float64Array.from([...among([]).map(Number), ...cells.map(() => NaN)]) });
    expect(missing).toEqual([{ name: 'a', cells: cells.length, words }]);
  });

  it('is a number where 95 of 100 cells are, and not where 94 are', () => {
    const words = Array.from({ length: 6 }, (_unused, at) => `word ${at}`);
    expect(guess('a', among(words.slice(1), 95))).toMatchObject({ kind: 'number' });
    expect(guess('a', among(words, 94))).toBe('mixed');
  });

  it('says nothing of blanks, and which words were taken for missing, the commonest first', () => {
    expect(guessAll('a', among(['', 'NA', 'none', '?', '-'])).missing).toEqual([]);
    expect(guessAll('a', among(['void', 'n.a.', 'n.a.', 'inf', 'missing', 'missing', 'missing'], 400)).missing).toEqual([{ name: 'a', cells: 7, words: ['missing', 'n.a.', 'void', 'inf'] }]);
  });

  it('never takes dates in their order for an id, and says where it chose between day and month', () => {
    const { columns, unsureDates } = guessAll('since', ['@0', '@1', '@2']);
    expect(columns[0]).toMatchObject({ kind: 'number', values: Float64Array.of(0, 1, 2) });
    expect(unsureDates).toEqual([{ name: 'since', format: 'dd/MM/yyyy' }]);
  });
});
