/**
 * Shapley values of a few players: each player's mean contribution over all orders in which they may join. `valueOf`
 * gets a bit for each player that has joined. They add up to the value of all minus the value of none.
 */
export function shapleyValues(players: number, valueOf: (joined: number) => number): Float64Array {
  const values = Float64Array.from({ length: 1 << players }, (_unused, joined) => valueOf(joined));
  const weightOf = Float64Array.from({ length: players }, (_unused, size) => (factorial(size) * factorial(players - size - 1)) / factorial(players));
  return Float64Array.from({ length: players }, (_unused, player) => {
    let sum = 0;
    for (let joined = 0; joined < values.length; joined++) {
      if (joined & (1 << player)) continue;
      sum += weightOf[countBits(joined)]! * (values[joined | (1 << player)]! - values[joined]!);
    }
    return sum;
  });
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
