import { AppError } from '@kelvin/kernel';

/** Of the question whether one is better at all, all that can go wrong lies on one side. */
export const ONE_SIDED_SHARE = 0.05;

/**
 * How often the `look`-th look in a row (1 is the first) may find better what is only as good: 1 in 20 at the first one, and
 * .05 ÷ (k (k + 1)) at the k-th. All later looks together spend .025, however many there are and however much they have in
 * common, so what is never better gets through in 7.5 % of all series at most; with .05 at each of 52 weekly looks it would be
 * most of them. (Spending by a fixed schedule: Lan and DeMets, 1983.)
 *
 * @throws AppError `evaluation.bad_look` for anything but 1, 2, 3 …
 */
export function errorShareOf(look: number): number {
  if (!Number.isInteger(look) || look < 1) throw new AppError('invalid', 'evaluation.bad_look', 'Looks are counted from one.', { look });
  return look === 1 ? ONE_SIDED_SHARE : ONE_SIDED_SHARE / (look * (look + 1));
}

/**
 * Standard errors above which a standard normal value lies with probability `share`, for shares in (0, ½]; off by less than
 * .00045 (Abramowitz and Stegun, 26.2.23).
 */
export function normalTail(share: number): number {
  const t = Math.sqrt(-2 * Math.log(share));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
}
