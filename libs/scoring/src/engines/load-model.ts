import { unpackArtefact } from './artefact.ts';
import { loadBgNbd } from './bg-nbd.ts';
import { loadBlend, makeBlendEngine } from './blend.ts';
import { calibrateModel } from './calibrate.ts';
import { loadLogistic, logisticEngine } from './logistic.ts';
import type { Engine, EngineCode, Model } from './model.ts';
import { loadRanker, rankerEngine } from './ranker.ts';
import { loadRecency } from './recency.ts';
import { loadSmallForest, smallForestEngine } from './small-forest.ts';
import { CALIBRATED_FORMAT } from './stored-model.ts';
import { forestEngine } from './trees/forest.engine.ts';
import { gbdtEngine } from './trees/gbdt.engine.ts';

/** Engines that learn from all features. The baselines, `bg_nbd` and `recency`, must be told their columns: `makeBgNbdEngine`, `makeRecencyEngine`. */
const ENGINES_BY_CODE: Readonly<Record<Exclude<EngineCode, 'bg_nbd' | 'recency'>, Engine>> = {
  gbdt: gbdtEngine,
  forest: forestEngine,
  logistic: logisticEngine,
  blend: makeBlendEngine([logisticEngine, gbdtEngine]),
  ranker: rankerEngine,
  small_forest: smallForestEngine,
};

const LOADERS: Readonly<Record<EngineCode, (artefact: Uint8Array) => Model>> = {
  gbdt: (artefact) => gbdtEngine.load(artefact),
  forest: (artefact) => forestEngine.load(artefact),
  logistic: loadLogistic,
  blend: (artefact) => loadBlend(artefact, loadModel),
  ranker: loadRanker,
  bg_nbd: loadBgNbd,
  recency: loadRecency,
  small_forest: loadSmallForest,
};

/** The engine with default settings, by the code that is stored with its models. */
export function engineOf(code: keyof typeof ENGINES_BY_CODE): Engine {
  return ENGINES_BY_CODE[code];
}

/**
 * Reads what any model saved, a calibrated one included: the same predictions to the bit.
 *
 * @throws AppError `model.artefact_corrupt`, or `model.artefact_foreign` for what a later version has made.
 */
export function loadModel(artefact: Uint8Array): Model {
  const { engine, facts, arrays } = unpackArtefact(artefact);
  if (facts.format !== CALIBRATED_FORMAT) return LOADERS[engine](artefact);
  const [slope, intercept] = arrays.platt as Float64Array;
  return calibrateModel(loadModel(arrays.model as Uint8Array), { slope: slope!, intercept: intercept! });
}
