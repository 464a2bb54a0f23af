/**
 * Moves the rows whose bin is marked in `isLeft` to the front of `order[begin…end)`, both sides keeping their order, and
 * answers where the right side begins. Every row is written to both sides and one of the ends moves on: a branch here
 * would be guessed wrong half of the time.
 */
export function divideRows(order: Int32Array, begin: number, end: number, column: Uint8Array, isLeft: Uint8Array, spare: Int32Array): number {
  let left = begin;
  let right = 0;
  for (let at = begin; at < end; at++) {
    const row = order[at]!;
    const step = isLeft[column[row]!]!;
    order[left] = row;
    spare[right] = row;
    left += step;
    right += 1 - step;
  }
  for (let at = 0; at < right; at++) order[left + at] = spare[at]!;
  return left;
}
