import { expect, it } from 'vitest';
import { leafRowsFor } from './leaf-rows.ts';

it.each([
  [100_000, 40, 40], [400, 40, 40], [200, 40, 20], [60, 40, 6], [20, 40, 5], [2, 40, 5], [20, 2, 2], [20, 0, 1],
])('of %i rows and %i wanted a leaf has at least %i', (rows, wanted, expected) => {
  expect(leafRowsFor(rows, wanted)).toBe(expected);
});
