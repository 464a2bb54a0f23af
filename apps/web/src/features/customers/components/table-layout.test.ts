import { describe, expect, it } from 'vitest';
import { LISTED_OUTCOMES } from '../../../testing/fixtures.ts';
import { layoutOf } from './table-layout.ts';

type Sort = Parameters<typeof layoutOf>[1];
const keysOf = (outcomes: number, sort: Sort, hiding: RegExp) => layoutOf(LISTED_OUTCOMES.slice(0, outcomes), sort).columns.filter(({ narrow }) => !narrow || !hiding.test(narrow)).map(({ key }) => key);
/** Tracks of the grid from a width on. */
const tracksOf = (outcomes: number, sort: Sort, at: string) => layoutOf(LISTED_OUTCOMES.slice(0, outcomes), sort).grid.split(' ').find((part) => part.startsWith(`${at}grid-cols-[`))!.split('_').length;

describe('columns of the list', () => {
  it.each<[number, Sort, string[]]>([
    [0, 'risk', ['customer', 'temperature', 'score']], [2, 'risk', ['customer', 'temperature', 'score']],
    [2, 'buys', ['customer', 'temperature', 'buys']], [2, 'leaves', ['customer', 'temperature', 'leaves']], [1, 'leaves', ['customer', 'temperature', 'score']],
  ])('on a phone, with %d outcomes and sorted by %s', (outcomes, sort, keys) => {
    expect(keysOf(outcomes, sort, /./)).toEqual(keys);
    expect(tracksOf(outcomes, sort, '')).toBe(keys.length);
  });

  it.each<[number, Sort, string[]]>([
    [0, 'risk', ['customer', 'temperature', 'score', 'change']], [1, 'risk', ['customer', 'temperature', 'score', 'buys']], [2, 'score', ['customer', 'temperature', 'score', 'buys']],
    [2, 'leaves', ['customer', 'temperature', 'score', 'leaves']],
  ])('in the middle, with %d outcomes and sorted by %s', (outcomes, sort, keys) => {
    expect(keysOf(outcomes, sort, /\[/)).toEqual(keys);
    expect(tracksOf(outcomes, sort, '@lg:')).toBe(keys.length);
  });

  it.each([0, 1, 2])('fill the grid where it is widest, with %d outcomes', (outcomes) => {
    expect(tracksOf(outcomes, 'buys', outcomes === 0 ? '@min-[54rem]:' : '@min-[72rem]:')).toBe(7 + outcomes);
    expect(keysOf(outcomes, 'buys', /^$/)).toHaveLength(7 + outcomes);
  });
});
