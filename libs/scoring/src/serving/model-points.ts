import type { Evidence, FamilyContribution } from './explain-families.ts';

/** Of the score, so much comes from the model once there is one. */
export const MODEL_WEIGHT = 0.5;
/** Ten points for odds doubled: points = 10 · log2(odds), so a log-odd is worth 10 ÷ ln 2. */
export const POINTS_PER_LOG_ODD = 10 / Math.LN2;

/** What was true of everybody when the model was promoted, frozen then, so that the average does not jump and does not drift. */
export interface FrozenMeans {
  /** Mean rule score, 0–100. */
  readonly points: number;
  /** The log-odds of which M is the mean rule score: their mean, moved so far that M has the mean of R also where it is kept within 0–100 (`freezeServingFacts`). */
  readonly logOdds: number;
}

/** A model's part of one score: rows that add up to M, the model's points, before they are kept within 0–100. */
export interface ModelPart {
  readonly weight: number;
  readonly rows: readonly ModelRow[];
  /** M as of the day a change is told against; null where the customer was not known then. */
  readonly pointsThen: number | null;
}

export interface ModelRow {
  /** `model.base` or `model.<family>`. */
  readonly code: string;
  readonly points: number;
  readonly evidence: Evidence;
}

/** M = mean R + 10 · log2(odds ÷ middle odds) of a primary outcome that is good news; of bad news the sign turns. */
export function modelPoints(logOdds: number, means: FrozenMeans, isGoodNews: boolean): number {
  return means.points + (isGoodNews ? 1 : -1) * POINTS_PER_LOG_ODD * (logOdds - means.logOdds);
}

/** The rows of M: where everybody begins, and what each family of reasons adds. */
export function modelRows(base: number, families: readonly FamilyContribution[], means: FrozenMeans, isGoodNews: boolean): ModelRow[] {
  const sign = isGoodNews ? 1 : -1;
  return [
    { code: 'model.base', points: modelPoints(base, means, isGoodNews), evidence: {} },
    ...families.map(({ family, logOdds, evidence }) => ({ code: `model.${family}`, points: sign * POINTS_PER_LOG_ODD * logOdds, evidence })),
  ];
}
