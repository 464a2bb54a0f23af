import type { ChanceWithLimit } from './dangers.ts';
import type { ModelPart } from '../serving/model-points.ts';

/** One predicted chance and where it comes from. */
export interface OutcomeChance {
  readonly outcomeId: string;
  readonly chance: number;
  readonly source: 'model' | 'rules';
  /** Said by a model elsewhere, not by one of ours. */
  readonly isExternal?: boolean;
}

/** All that predictions bring to a score. */
export interface Prediction {
  readonly chances: readonly OutcomeChance[];
  /** Chances of a promoted model, with the limits fixed at promotion: they move the band. */
  readonly leaves: ChanceWithLimit | null;
  readonly buys: ChanceWithLimit | null;
  /** Chances from wherever they come: to buy, and to leave for the revenue at risk. */
  readonly buysChance: number | null;
  readonly leavesChance: number | null;
  /** The part of the score that comes from the model of the primary outcome. */
  readonly model: ModelPart | null;
}

/** Nothing is predicted. */
export const NO_PREDICTION: Prediction = { chances: [], leaves: null, buys: null, buysChance: null, leavesChance: null, model: null };
