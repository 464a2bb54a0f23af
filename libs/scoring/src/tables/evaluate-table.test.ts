import { describe, expect, it } from 'vitest';
import { seededRandom } from '../engines/random.ts';
import { gaussian } from '../engines/sample-matrix.test-helper.ts';
import { evaluateTable } from './evaluate-table.ts';
import type { Table } from './table.ts';

const ENGINES = ['logistic', 'gbdt', 'blend'] as const;
/** The outcome hangs on a number and a town by so much; on nothing when `weight` is 0. */
function aTable(rows: number, weight: number, seed = 1): Table {
  const random = seededRandom(seed);
  const amount = Float64Array.from({ length: rows }, () => gaussian(random));
  const towns = Array.from({ length: rows }, () => `town ${random.int(6)}`);
  const labels = Uint8Array.from(amount, (value, row) => (random.next() < 1 / (1 + Math.exp(1 - weight * (value + (towns[row] === 'town 3' ? 2 : 0)))) ? 1 : 0));
  return { rows, labels, columns: [{ kind: 'number', name: 'amount', values: amount }, { kind: 'category', name: 'town', values: towns }] };
}

describe('evaluateTable', () => {
  const table = aTable(900, 1.5);
  const folded = evaluateTable({ table, split: { folds: 3 }, seed: 1, engines: ENGINES });

  it('measures every row once, by a model that has not seen it', () => {
    expect(folded.parts.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(Array.from({ length: 900 }, (_unused, row) => row));
    expect(folded.parts.map(({ trainRows }) => trainRows)).toEqual([600, 600, 600]);
    expect(folded.testRows).toBe(900);
    expect(folded.comparison.estimate('model', 'auc')!.value).toBeGreaterThan(0.75);
    expect(folded.meanOverParts('model', 'auc')).toBeCloseTo(folded.comparison.estimate('model', 'auc')!.value, 1);
    expect(folded.meanOverParts('forest', 'auc')).toBeNull();
    expect(folded.verdict).toMatchObject({ isPromoted: true, reason: 'passed' });
  });

  it('is the same for the same seed', () => {
    const again = evaluateTable({ table, split: { folds: 3 }, seed: 1, engines: ENGINES });
    expect(again.comparison.rows.model!.chances).toEqual(folded.comparison.rows.model!.chances);
  });

  it('promotes nothing where the columns say nothing', () => {
    const { verdict, comparison } = evaluateTable({ table: aTable(900, 0), split: { folds: 3 }, seed: 1, engines: ENGINES });
    expect(verdict).toMatchObject({ isPromoted: false, reason: 'majority_as_good' });
    expect(comparison.estimate('model', 'auc')!.value).toBeLessThan(0.57);
  });

  it('keeps to a split, and learns nothing from its test', () => {
    const split = { train: Int32Array.from({ length: 600 }, (_unused, row) => row), test: Int32Array.from({ length: 300 }, (_unused, row) => 600 + row) };
    const honest = evaluateTable({ table, split, seed: 1, engines: ENGINES });
    const flipped = evaluateTable({ table: { ...table, labels: table.labels.map((label, row) => (row < 600 ? label : 1 - label)) }, split, seed: 1, engines: ENGINES });
    expect(flipped.comparison.rows.model!.chances).toEqual(honest.comparison.rows.model!.chances);
    expect(flipped.comparison.estimate('model', 'auc')!.value).toBeCloseTo(1 - honest.comparison.estimate('model', 'auc')!.value, 10);
    expect([honest.parts.length, honest.testRows]).toEqual([1, 300]);
  });

  it('chooses and calibrates by what came later, where rows have a time', () => {
    // What the number says turns round with the last third of the training, and stays so.
    const labels = table.labels.map((label, row) => (row < 400 ? label : 1 - label));
    const rows = { train: Int32Array.from({ length: 600 }, (_unused, row) => row), test: Int32Array.from({ length: 300 }, (_unused, row) => 600 + row) };
    const lossOf = (order?: Float64Array) => evaluateTable({ table: { ...table, labels }, split: { ...rows, ...(order ? { order } : {}) }, seed: 1, engines: ENGINES }).comparison.estimate('model', 'logLoss')!.value;
    expect(lossOf(Float64Array.from({ length: 900 }, (_unused, row) => row))).toBeLessThan(lossOf() - 0.02);
  });

  it.each<[string, Table, string]>([
    ['one label', { ...table, labels: new Uint8Array(900) }, 'table.one_class'],
    ['one label everywhere', { ...table, labels: new Uint8Array(900).fill(1) }, 'table.one_class'],
    ['fewer rows than folds', { rows: 2, labels: Uint8Array.of(0, 1), columns: [{ kind: 'number', name: 'a', values: Float64Array.of(1, 2) }] }, 'table.too_few_rows'],
  ])('says what is wrong: %s', (_case, wrong, code) => {
    expect(() => evaluateTable({ table: wrong, split: { folds: 3 }, seed: 1, engines: ENGINES })).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/^[A-Z].*\.$/) }));
  });

  describe('with few rows', () => {
    const few = (positives: number, negatives: number): Table => {
      const labels = Uint8Array.from({ length: positives + negatives }, (_unused, row) => (row < positives ? 1 : 0));
      return { rows: labels.length, labels, columns: [{ kind: 'number', name: 'a', values: Float64Array.from(labels, (_label, row) => (row * 7) % 11) }] };
    };
    const message = (table: Table, folds: number): string | null => {
      try {
        evaluateTable({ table, split: { folds }, seed: 1 });
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    };

    it.each<[positives: number, negatives: number, folds: number, sentence: RegExp]>([
      [2, 2, 5, /^With 5 folds a table needs at least 8 rows, 3 of each label and 5 of one of them\. There are 4: 2 with the outcome, 2 without it\. Take fewer folds or more rows\.$/],
      [2, 98, 5, /3 of each label and 5 of one of them\. There are 100: 2 with the outcome, 98 without it\./],
      [3, 5, 2, /^With 2 folds a table needs at least 8 rows, 4 of each label\. There are 8: 3 with/],
      [5, 5, 20, /^With 20 folds a table needs at least 23 rows, 3 of each label and 20 of one of them\. There are 10: .* Take fewer folds or more rows\.$/],
    ])('says how many are needed: %i and %i in %i folds', (positives, negatives, folds, sentence) => expect(message(few(positives, negatives), folds)).toMatch(sentence));

    it.each([[3, 5, 5], [5, 3, 5], [4, 4, 2], [3, 3, 3], [3, 4, 4]])('is content with %i and %i in %i folds', (positives, negatives, folds) => expect(message(few(positives, negatives), folds)).toBeNull());

    it('says what a split lacks', () => {
      const split = { train: Int32Array.of(0, 2, 3), test: Int32Array.of(1) };
      expect(() => evaluateTable({ table: few(2, 3), split, seed: 1, engines: ENGINES })).toThrow('Learning needs at least 2 rows of each label. There are 3: 1 with the outcome, 2 without it.');
    });
  });

  it('decides nothing by a test with too few outcomes', () => {
    const { verdict } = evaluateTable({ table: aTable(100, 1.5), split: { folds: 2 }, seed: 1, engines: ['logistic'] });
    expect(verdict).toMatchObject({ isPromoted: false, reason: 'too_few_outcomes' });
  });
});
