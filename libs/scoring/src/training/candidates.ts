import { makeBgNbdEngine } from '../engines/bg-nbd.ts';
import { makeBlendEngine } from '../engines/blend.ts';
import { logisticEngine } from '../engines/logistic.ts';
import type { Engine, EngineCode, LabelledMatrix, Model } from '../engines/model.ts';
import { rankerEngine } from '../engines/ranker.ts';
import { makeRecencyEngine } from '../engines/recency.ts';
import { smallForestEngine } from '../engines/small-forest.ts';
import { forestEngine } from '../engines/trees/forest.engine.ts';
import { gbdtEngine } from '../engines/trees/gbdt.engine.ts';

export interface CandidateOptions {
  readonly horizonDays: number;
  /** True where the outcome is that something does not happen (leaving). */
  readonly isAbsence: boolean;
  /** Engines to try; all when left out. */
  readonly engines?: readonly EngineCode[];
}

/** Features that the baselines read. */
const RECENCY_FEATURE = 'since.outcome';
const REPEATS_FEATURE = 'repeats.outcome';
const SPAN_FEATURE = 'span.outcome';
const AGE_FEATURE = 'age.outcome';

/** What competes to become the model, in the order it is told; all but the recency rule, which only has to be beaten. */
export function listCandidates({ horizonDays, isAbsence, engines }: CandidateOptions): Engine[] {
  const members = [fittedOnce(logisticEngine), fittedOnce(gbdtEngine)];
  const all: Engine[] = [
    ...members, makeBlendEngine(members), forestEngine, rankerEngine,
    makeBgNbdEngine({ repeats: REPEATS_FEATURE, ageAtLast: SPAN_FEATURE, age: AGE_FEATURE, horizonDays, outcome: isAbsence ? 'no_purchase' : 'purchase' }),
    smallForestEngine,
  ];
  return engines ? all.filter((engine) => engines.includes(engine.code)) : all;
}

/** Fits once for the same rows and seed, because a blend is made of models that compete by themselves too. */
export function fittedOnce(engine: Engine): Engine {
  const fitted = new WeakMap<LabelledMatrix, Map<number, Model>>();
  return {
    ...engine,
    fit(data, options) {
      const bySeed = fitted.get(data) ?? new Map<number, Model>();
      fitted.set(data, bySeed);
      const model = bySeed.get(options.seed) ?? engine.fit(data, options);
      bySeed.set(options.seed, model);
      return model;
    },
  };
}

/** The rule that every model must beat. */
export function recencyRule(): Engine {
  return makeRecencyEngine(RECENCY_FEATURE);
}
