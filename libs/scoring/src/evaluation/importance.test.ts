import { describe, expect, it } from 'vitest';
import { computeImportance } from './importance.ts';

const feature = (name: string, values: number[], contributions: number[]) => ({ feature: name, values: Float64Array.from(values), contributions: Float64Array.from(contributions) });

describe('computeImportance', () => {
  it('orders by mean absolute contribution, with shares and directions', () => {
    expect(computeImportance([
      feature('visits', [1, 2, 3], [-0.1, 0, 0.1]),
      feature('silence', [1, 2, 3], [0.6, 0, -0.6]),
      feature('hour', [1, 2, 3], [0.1, -0.2, 0.1]),
    ])).toEqual([
      { feature: 'silence', meanContribution: expect.closeTo(0.4, 12), share: expect.closeTo(0.4 / 0.6, 12), direction: 'down' },
      { feature: 'hour', meanContribution: expect.closeTo(0.4 / 3, 12), share: expect.closeTo(0.4 / 1.8, 12), direction: 'mixed' },
      { feature: 'visits', meanContribution: expect.closeTo(0.2 / 3, 12), share: expect.closeTo(0.2 / 1.8, 12), direction: 'up' },
    ]);
  });

  it.each<[string, number[], number[], string]>([
    ['values not known count in the mean, not in the direction', [NaN, 1, 2], [9, 0, 1], 'up'],
    ['one value', [4, 4, 4], [0.1, 0.2, 0.3], 'mixed'],
    ['no value known', [NaN, NaN], [0.1, 0.2], 'mixed'],
    ['no rows', [], [], 'mixed'],
  ])('%s', (_case, values, contributions, direction) => expect(computeImportance([feature('any', values, contributions)])).toMatchObject([{ direction }]));

  it('has no shares where nothing contributes', () => {
    expect(computeImportance([feature('b', [1], [0]), feature('a', [1], [0])])).toMatchObject([{ feature: 'a', share: 0 }, { feature: 'b', share: 0 }]);
  });
});
