import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { findGiveaways } from './find-giveaways.ts';
import type { TableColumn } from './table.ts';

const ROWS = 200;
const { next: random } = seededRandom(3);
const labels = Uint8Array.from({ length: ROWS }, () => (random() < 0.3 ? 1 : 0));
const number = (name: string, valueOf: (label: number, row: number) => number): TableColumn => ({ kind: 'number', name, values: Float64Array.from(labels, valueOf) });
const category = (name: string, valueOf: (label: number, row: number) => string): TableColumn => ({ kind: 'category', name, values: Array.from(labels, valueOf) });
const find = (...columns: TableColumn[]) => findGiveaways({ rows: ROWS, columns, labels }, 1);

describe('findGiveaways', () => {
  it.each<[string, TableColumn]>([
    ['the label again', number('copy', (label) => label)],
    ['the label upside down', number('stayed', (label) => 1 - label)],
    ['a number that only the outcome makes large', number('refund', (label) => label * 50 + random() * 40)],
    ['a number that only the outcome fills in', number('cancelled on', (label) => (label ? 20_000 + random() * 50 : NaN))],
    ['a number that the outcome wipes out', number('last seen', (label) => (label ? NaN : 20_000 + random() * 50))],
    ['a code of the outcome', number('status', (label, row) => (label ? 2 : 1 + (row % 2) * 2))],
    ['two words', category('left', (label) => (label ? 'yes' : 'no'))],
    ['reasons that only the outcome has', category('reason', (label, row) => (label ? ['price', 'service', 'move'][row % 3]! : ''))],
  ])('finds %s', (_case, column) => {
    const [giveaway, ...others] = find(number('noise', () => random()), column);
    expect(giveaway!.name).toBe(column.name);
    expect(giveaway!.areaUnderCurve).toBeGreaterThanOrEqual(0.995);
    expect(others).toEqual([]);
  });

  it.each<[string, TableColumn]>([
    ['chance', number('noise', () => random())],
    ['much, and not all', number('usage', (label) => label + random() * 1.5)],
    ['nothing that a row has not for itself', category('name', (_label, row) => `n${row}`)],
    ['one value', category('same', () => 'a')],
    ['nothing at all', number('empty', () => NaN)],
  ])('finds none in a column of %s', (_case, column) => expect(find(column)).toEqual([]));

  it('says nothing of a few rows, which chance alone may separate', () => {
    const few = Uint8Array.from({ length: 18 }, (_unused, row) => row % 2);
    expect(findGiveaways({ rows: 18, labels: few, columns: [{ kind: 'number', name: 'copy', values: Float64Array.from(few) }] }, 1)).toEqual([]);
  });
});
