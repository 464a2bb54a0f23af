/**
 * Hundredths of points as whole points whose sum is the rounded total (largest-remainder method), so that the
 * rows on screen add up to the score on screen.
 */
export function roundToSum(hundredths: readonly number[], totalPoints: number): number[] {
  const floors = hundredths.map((value) => Math.floor(value / 100));
  let missing = totalPoints - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = hundredths.map((value, index) => ({ index, remainder: value / 100 - floors[index]! })).sort((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    floors[index]! += 1;
    missing -= 1;
  }
  return floors;
}
