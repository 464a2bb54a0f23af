import { fitPlatt, fitShift, type PlattScaling } from '../engines/calibrate.ts';
import { chanceOf, type FitOptions, type LabelledMatrix } from '../engines/model.ts';
import { logLoss } from '../evaluation/chances.ts';
import type { Tried } from './compare-candidates.ts';

export interface LaterData {
  /** Whose labels all end before the last snapshot that candidates learned from looks; null where the history is too short. */
  readonly early: LabelledMatrix | null;
  /** That last snapshot, which a model fitted on `early` has not seen. */
  readonly fitLatest: LabelledMatrix;
}

/** Of the way from no stretch to Platt's slope: a slope differs from one snapshot to the next about as much as from 1. */
const SHARE_OF_SLOPE = 0.5;

/**
 * By what the winner's log-odds are stretched. Platt's slope is fitted where an earlier model had not looked, and kept only if
 * it makes the later snapshot, on which candidates were compared, likelier; what is kept is fitted again on that one, and
 * followed half-way. Both are asked at that snapshot's base rate: how common the outcome is belongs to each fit of a model
 * (`fit-level.ts`), and a level that moved would hide whether the stretch helps.
 *
 * @returns 1 where nothing confirms another slope, or time or history is short.
 */
export function chooseSlopeByLater({ engine, logOdds, labels }: Pick<Tried, 'engine' | 'logOdds' | 'labels'>, { early, fitLatest }: LaterData, options: FitOptions): number {
  if (early === null || options.isOutOfTime?.()) return 1;
  const { slope } = fitPlatt(engine.fit(early, options).logOdds(fitLatest), fitLatest.labels);
  return lossAtBaseRate(logOdds, labels, slope) < lossAtBaseRate(logOdds, labels, 1) ? 1 + SHARE_OF_SLOPE * (fitPlatt(logOdds, labels).slope - 1) : 1;
}

function lossAtBaseRate(logOdds: Float64Array, labels: Uint8Array, slope: number): number {
  const stretched = logOdds.map((each) => each * slope);
  const shift = fitShift(stretched, labels);
  return logLoss(stretched.map((each) => chanceOf(each + shift)), labels)!;
}

/**
 * The same where rows have no time: fitted on every second row that was held out, kept only if it makes the others likelier,
 * and then fitted again on all of them.
 */
export function choosePlattByHalves({ logOdds, labels }: Tried): PlattScaling | null {
  const isFirst = (_value: number, row: number): boolean => row % 2 === 0;
  const isSecond = (_value: number, row: number): boolean => row % 2 === 1;
  const { slope, intercept } = fitPlatt(logOdds.filter(isFirst), labels.filter(isFirst));
  const [others, ofOthers] = [logOdds.filter(isSecond), labels.filter(isSecond)];
  const scaled = others.map((each) => chanceOf(slope * each + intercept));
  return logLoss(scaled, ofOthers)! < logLoss(others.map(chanceOf), ofOthers)! ? fitPlatt(logOdds, labels) : null;
}
