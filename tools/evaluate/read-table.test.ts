import { dayFromIso } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { toTable, type TableOptions } from './read-table.ts';

const NAMES = ['id', 'age', 'town', 'part', 'Left'];
const ROWS = [['a1', '30', 'Bonn', 'train', 'Yes'], ['a2', '', 'Kiel', 'train', 'No'], ['a3', '50', 'Bonn', 'test', 'yes'], ['a4', '51', 'Kiel', 'test', 'No'], ['a5', '50', 'Kiel', 'test', '']];
const OPTIONS: TableOptions = { label: 'Left', positive: null, splitColumn: null, orderColumn: null, ignore: [] };
const read = (options: Partial<TableOptions> = {}, rows: readonly (readonly string[])[] = ROWS) => toTable({ names: NAMES, rows, refused: 0 }, { ...OPTIONS, ...options });
const labelled = (...labels: string[]) => labels.map((label, at) => [`a${at}`, String(at % 2), 'Bonn', at % 2 ? 'test' : 'train', label]);

describe('toTable', () => {
  it('tells label, features and what says nothing apart', () => {
    const { table, positive, dropped, withoutLabel, split } = read();
    expect([...table.labels]).toEqual([1, 0, 1, 0]);
    expect([positive, withoutLabel, split]).toEqual(['Yes, yes', 1, null]);
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([['age', 'number'], ['town', 'category'], ['part', 'category']]);
    expect(dropped).toEqual([{ name: 'id', reason: 'id' }]);
  });

  it('reads dates in the forms of an import, and tells which cells count as missing', () => {
    const rows = Array.from({ length: 40 }, (_unused, at) => [`${(at % 28) + 1}/02/2024`, at === 7 ? 'refused' : `$${at * 50 + 0.5}`, at % 2 ? 'Yes' : 'No']);
    const { table, missing, unsureDates } = toTable({ names: ['since', 'paid', 'Left'], rows, refused: 0 }, OPTIONS);
    expect(table.columns.map(({ kind, values }) => [kind, values[7]])).toEqual([['number', dayFromIso('2024-02-08')], ['number', NaN]]);
    expect([missing, unsureDates]).toEqual([[{ name: 'paid', cells: 1, words: ['refused'] }], []]);
  });

  it('takes the split out of the features, and says which side is which', () => {
    const { table, split, splitWords } = read({ splitColumn: 'PART', ignore: ['town'] });
    expect(table.columns.map(({ name }) => name)).toEqual(['age']);
    expect([[...split!.train], [...split!.test], splitWords]).toEqual([[0, 1], [2, 3], 'part = test is the test, train the training']);
  });

  it('tells when rows were by a column of its own, or by the dates that split them', () => {
    const rows = ROWS.map((row, at) => [...row, String(2 - at), `2024-0${at + 1}-01`]);
    const ordered = (options: Partial<TableOptions>) => toTable({ names: [...NAMES, 'nth', 'day'], rows, refused: 0 }, { ...OPTIONS, ...options });
    const { table, split } = ordered({ splitColumn: 'part', orderColumn: 'nth' });
    expect([table.columns.some(({ name }) => name === 'nth'), [...split!.order!]]).toEqual([false, [2, 1, 0, -1]]);
    const days = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'].map((day) => dayFromIso(day));
    expect([...ordered({ splitColumn: 'part', orderColumn: 'day' }).split!.order!]).toEqual(days);
    expect([...ordered({ splitColumn: 'day' }).split!.order!]).toEqual(days);
    expect(read({ splitColumn: 'part' }).split!.order).toBeUndefined();
  });

  it('hides every column of the name that label, split or --ignore has, and tells which one it took', () => {
    const names = ['left', 'age', 'Left', 'part', 'LEFT', 'Part', 'town', 'Town'];
    const rows = Array.from({ length: 6 }, (_unused, at) => [String(at % 2), String(30 + (at % 3)), at % 2 ? 'Yes' : 'No', at % 3 ? 'train' : 'test', String(at % 2), 'x', 'Bonn', at % 2 ? 'Kiel' : 'Bonn']);
    const { table, namesakes } = toTable({ names, rows, refused: 0 }, { ...OPTIONS, splitColumn: 'Part'.toLowerCase(), ignore: ['town'] });
    expect([...table.labels]).toEqual([0, 1, 0, 1, 0, 1]);
    expect(table.columns.map(({ name }) => name)).toEqual(['age']);
    expect(namesakes).toEqual([{ name: 'Left', takenAt: 3, hiddenAt: [1, 5] }, { name: 'part', takenAt: 4, hiddenAt: [6] }]);
  });

  it.each([[['1', '0', '1'], [1, 0, 1]], [['True', 'False', 'FALSE'], [1, 0, 0]], [['да', 'нет', 'да'], [1, 0, 1]], [['1.0', '0.0', '0.0'], [1, 0, 0]]])('reads %j', (texts, labels) => {
    expect([...read({}, labelled(...texts)).table.labels]).toEqual(labels);
  });

  it.each<[string[], number[], string, boolean]>([
    [['stayed', 'left', 'stayed'], [0, 1, 0], 'left', true], [['1', '2', '1'], [0, 1, 0], '2', true], [['2', '1', '2'], [0, 1, 0], '1', true],
    [['b', 'a', 'a', 'b'], [1, 0, 0, 1], 'b', true], [['False.', 'True.', 'True.'], [0, 1, 1], 'True.', false], [['ja', 'nein', 'Ja'], [1, 0, 1], 'ja, Ja', false],
  ])('finds the outcome of the two labels %j', (texts, labels, positive, isRarerTaken) => {
    const found = read({}, labelled(...texts));
    expect([[...found.table.labels], found.positive, found.isRarerTaken]).toEqual([labels, positive, isRarerTaken]);
  });

  it.each<[string, string[], number[], number[]]>([
    ['is_train', ['1', '0', '1', '1'], [0, 2, 3], [1]], ['Train', ['True', 'False', 'False', 'True'], [0, 3], [1, 2]], ['is_test', ['1', '0', '0', '1'], [1, 2], [0, 3]],
    ['train_or_test', ['1', '0', '0', '0'], [1, 2, 3], [0]], ['strained', ['1', '0', '0', '0'], [1, 2, 3], [0]],
    ['part', ['train', 'valid', 'test', 'Valid'], [0, 1, 3], [2]], ['part', ['train', 'train', 'validation', 'train'], [0, 1, 3], [2]],
    ['on', ['2024-01-03', '2024-02-01', '2024-01-01', '2024-01-02'], [0, 2, 3], [1]], ['on', ['3.1.2024', '01.02.2024', '1.1.2024', '13.1.2024'], [0, 2, 3], [1]],
  ])('reads the split %s of %j', (column, texts, train, test) => {
    const { split } = toTable({ names: ['age', column, 'Left'], rows: texts.map((text, at) => [String(20 + (at % 3)), text, at % 2 ? 'Yes' : 'No']), refused: 0 }, { ...OPTIONS, splitColumn: column });
    expect([[...split!.train], [...split!.test]]).toEqual([train, test]);
  });

  it('leaves rows out that the split says nothing of, and counts them', () => {
    const { table, split, withoutLabel, withoutSplit } = read({ splitColumn: 'part' }, [...ROWS.slice(0, 4).map((row, at) => (at === 1 ? row.with(3, ' ') : row)), ROWS[4]!]);
    expect([table.rows, [...split!.train], [...split!.test], withoutLabel, withoutSplit]).toEqual([3, [0], [1, 2], 1, 1]);
  });

  it('takes the value that is asked for, and all others for its absence', () => {
    expect([...read({ positive: 'churned' }, labelled('stayed', 'Churned', 'paused')).table.labels]).toEqual([0, 1, 0]);
  });

  it.each<[string, Partial<TableOptions>, readonly (readonly string[])[], RegExp]>([
    ['a missing label', { label: 'Gone' }, ROWS, /--label: there is no column “Gone”. The file has id, age, town, part, Left\./],
    ['a missing split', { splitColumn: 'fold' }, ROWS, /--split: there is no column “fold”/],
    ['a missing column to ignore', { ignore: ['agee'] }, ROWS, /--ignore: there is no column “agee”/],
    ['no such value', { positive: 'maybe' }, ROWS, /has no value “maybe”; it has “Yes”, “No”, “yes”/],
    ['values that are not plain', {}, labelled('stayed', 'left', 'paused'), /Which value of Left is the outcome\? It has “stayed”, “left”, “paused”\. Say --positive VALUE\./],
    ['one class', {}, labelled('No', 'No'), /All 2 rows have “No”/],
    ['no labels', {}, labelled('', 'NA'), /No row has a value in the column Left/],
    ['a missing order', { splitColumn: 'part', orderColumn: 'month' }, ROWS, /--order: there is no column “month”/],
    ['an order of words', { splitColumn: 'part', orderColumn: 'town' }, ROWS, /--order: the column town must hold a number or a date in every row; one holds “Bonn”/],
    ['an order with gaps', { splitColumn: 'part', orderColumn: 'age' }, ROWS, /in every row; one holds nothing/],
    ['a split of other words', { splitColumn: 'town' }, ROWS, /--split: the column town holds “Bonn”, “Kiel”/],
    ['a split of no words', { splitColumn: 'part' }, ROWS.map((row) => row.with(3, '')), /--split: no row with a label has a value in the column part/],
    ['a split of one day', { splitColumn: 'part' }, ROWS.map((row) => row.with(3, '2024-01-01')), /most rows of part are of 2024-01-01/],
    ['two words of one answer', {}, labelled('1', 'true'), /All 2 rows have “1”, “true”/],
    ['a split of one side', { splitColumn: 'part' }, [ROWS[0]!, ROWS[1]!], /nothing to test on/],
  ])('refuses %s in a sentence', (_case, options, rows, sentence) => expect(() => read(options, rows)).toThrow(sentence));
});
