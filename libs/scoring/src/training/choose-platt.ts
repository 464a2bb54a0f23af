import { calibrateModel, fitPlatt, type PlattScaling } from '../engines/calibrate.ts';
import { chanceOf, type FitOptions, type LabelledMatrix } from '../engines/model.ts';
import { logLoss } from '../evaluation/chances.ts';
import { chancesOf, type Tried } from './compare-candidates.ts';

export interface LaterData {
  /** Whose labels all end before the last snapshot that candidates learned from looks; null where the history is too short. */
  readonly early: LabelledMatrix | null;
  /** That last snapshot, which a model fitted on `early` has not seen. */
  readonly fitLatest: LabelledMatrix;
  /** Later than all that candidates learned from. */
  readonly validation: LabelledMatrix;
}

/**
 * Platt scaling is fitted where an earlier model had not looked, and kept only if it makes the later snapshot likelier: it
 * halves the calibration error of some data and doubles that of others. What is kept is fitted again on the later one.
 */
export function choosePlattByLater({ engine, models }: Tried, { early, fitLatest, validation }: LaterData, options: FitOptions): PlattScaling | null {
  if (early === null || options.isOutOfTime?.()) return null;
  const model = models[0]!;
  const scaling = fitPlatt(engine.fit(early, options).logOdds(fitLatest), fitLatest.labels);
  const lossWith = (each: typeof model): number => logLoss(chancesOf(each, validation), validation.labels)!;
  return lossWith(calibrateModel(model, scaling)) < lossWith(model) ? fitPlatt(model.logOdds(validation), validation.labels) : null;
}

/**
 * The same for one lot of rows that were held out: fitted on one half, kept only if it makes the other likelier, and then fitted
 * again on all of them. Rows without a time are halved in turn, those in the order of time at the middle.
 */
export function choosePlattByHalves({ logOdds, labels }: Tried, isInTime: boolean): PlattScaling | null {
  const isFirst = (_value: number, row: number): boolean => (isInTime ? row < labels.length / 2 : row % 2 === 0);
  const isSecond = (value: number, row: number): boolean => !isFirst(value, row);
  const { slope, intercept } = fitPlatt(logOdds.filter(isFirst), labels.filter(isFirst));
  const [others, ofOthers] = [logOdds.filter(isSecond), labels.filter(isSecond)];
  const scaled = others.map((each) => chanceOf(slope * each + intercept));
  return logLoss(scaled, ofOthers)! < logLoss(others.map(chanceOf), ofOthers)! ? fitPlatt(logOdds, labels) : null;
}
