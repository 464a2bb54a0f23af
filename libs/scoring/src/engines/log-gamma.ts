/** Coefficients of Lanczos' approximation with g = 7 and nine terms. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
];
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** ln Γ(x) for x > 0, to about 15 digits (Lanczos 1964). */
export function logGamma(x: number): number {
  // Below ½ the approximation is poor; Γ(x) = Γ(x+1)/x is exact.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const shifted = x - 1;
  let sum = LANCZOS[0]!;
  for (let at = 1; at < LANCZOS.length; at++) sum += LANCZOS[at]! / (shifted + at);
  const top = shifted + 7.5;
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(top) - top + Math.log(sum);
}
