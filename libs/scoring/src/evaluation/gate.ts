import type { Estimate, FigureSource, Gate, GateReasonCode } from '@kelvin/contracts';
import type { Comparison } from './bootstrap.ts';
import { countPositives } from './chances.ts';
import { LEAST_OUTCOMES, missingOutcomesIn, type MissingOutcomes } from './least-outcomes.ts';
import { errorShareOf } from './spend-error.ts';

/** Positives in the test period, and calibration error, that automations may rely on. */
const AUTOMATION_LEAST_POSITIVES = 200;
const AUTOMATION_MOST_CALIBRATION_ERROR = 0.05;
/** By how much of the champion's own figure a new model may look worse while the interval cannot tell. */
const TOLERATED_LOSS_SHARE = 0.02;

const PROMOTION_METRICS = ['logLoss', 'averagePrecision'] as const;
type PromotionMetric = (typeof PROMOTION_METRICS)[number];

/**
 * Decides whether a model may replace what is in use.
 *
 * - **Better than the rules, and than the recency rule**: for log loss and for average precision alike, the paired gain is above
 *   0 with 95 % confidence (one-sided: nobody asks here how much better it is). "As good" is therefore also what a model ends with that is better by less than can be told.
 * - **No worse than the champion**: for neither figure does the interval of the gain lie below 0 (it is not shown to be worse),
 *   and neither looks worse by more than 2 % of the champion's own figure (few rows must not let a poor model in). Of two that
 *   are alike the newer one is taken: it has seen later data. Promotion does not ask for more, or no refit would ever pass.
 * - Fewer than 40 positives or negatives in the test period decide nothing: not promoted.
 *
 * `model`, `rules` and `recency` must be in the comparison; a baseline that is not counts as not beaten.
 *
 * @param look the how-manyeth test in a row this is, without one that found a model better than both baselines: from the second on
 *   95 % does not do, see {@link errorShareOf}.
 */
export function decidePromotion(comparison: Comparison<FigureSource>, look = 1): Gate {
  const errorShare = errorShareOf(look);
  const labels = comparison.rows.model?.labels ?? new Uint8Array(0);
  const missing = missingOutcomesIn(labels);
  if (missing) return refusePromotion(missing);
  const reasons: Gate['reasons'] = [];
  for (const [baseline, code] of [['rules', 'gate.rules_as_good'], ['recency', 'gate.recency_as_good']] as const) {
    if (!isBetter(comparison, 'model', baseline, errorShare)) reasons.push(reasonOf(comparison, baseline, code, look));
  }
  const isBetterThanBaselines = reasons.length === 0;
  if (comparison.rows.champion && isWorseThanChampion(comparison)) reasons.push(reasonOf(comparison, 'champion', 'gate.champion_better', 1));
  const isPromoted = reasons.length === 0;

  const automationReasons = automationReasonsOf(comparison, 'model', isBetterThanBaselines);
  return {
    isPromoted,
    reasons: isPromoted ? [reasonOf(comparison, 'rules', 'gate.passed', look)] : reasons,
    isSafeToAutomate: automationReasons.length === 0,
    automationReasons,
  };
}

/** What speaks against automations relying on a model's chances, by its figures on a test. */
export function automationReasonsOf(comparison: Comparison<FigureSource>, model: FigureSource, isBetterThanBaselines: boolean): Gate['automationReasons'] {
  const reasons: Gate['automationReasons'] = [];
  const positives = countPositives(comparison.rows[model]?.labels ?? new Uint8Array(0));
  const calibrationError = comparison.estimate(model, 'calibrationError')?.value ?? 1;
  if (!isBetterThanBaselines) reasons.push({ code: 'automate.not_better', values: {} });
  if (calibrationError > AUTOMATION_MOST_CALIBRATION_ERROR) {
    reasons.push({ code: 'automate.not_calibrated', values: { calibrationError: rounded(calibrationError), most: AUTOMATION_MOST_CALIBRATION_ERROR } });
  }
  if (positives < AUTOMATION_LEAST_POSITIVES) reasons.push({ code: 'automate.too_few_positives', values: { positives, needed: AUTOMATION_LEAST_POSITIVES } });
  return reasons;
}

/** The gate's answer where there are too few outcomes to fit the rules' curve, or to test at all. */
export function refusePromotion({ positives, negatives }: MissingOutcomes): Gate {
  const reasons: Gate['reasons'] = [];
  if (positives > 0) reasons.push({ code: 'gate.too_few_positives', values: { missing: positives, needed: LEAST_OUTCOMES } });
  if (negatives > 0) reasons.push({ code: 'gate.too_few_negatives', values: { missing: negatives, needed: LEAST_OUTCOMES } });
  return { isPromoted: false, reasons, isSafeToAutomate: false, automationReasons: [{ code: 'automate.not_better', values: {} }] };
}

/**
 * Whether log loss and average precision are both better, with 95 % confidence unless a smaller share of error is asked for.
 * A baseline that was not measured is not beaten.
 */
export function isBetter<Source extends string>(comparison: Comparison<Source>, model: Source, baseline: Source, errorShare?: number): boolean {
  return PROMOTION_METRICS.every((metric) => (comparison.gainAtLeast(model, baseline, metric, errorShare) ?? 0) > 0);
}

/** The same bound turned round: whether log loss or average precision is worse with 95 % confidence. False where it was not measured. */
export function isWorse<Source extends string>(comparison: Comparison<Source>, model: Source, baseline: Source): boolean {
  return PROMOTION_METRICS.some((metric) => (comparison.gainAtLeast(baseline, model, metric) ?? 0) > 0);
}

function isWorseThanChampion(comparison: Comparison<FigureSource>): boolean {
  return PROMOTION_METRICS.some((metric) => {
    const gain = comparison.gain('model', 'champion', metric);
    const champion = comparison.estimate('champion', metric);
    return !gain || !champion || gain.high < 0 || gain.value < -TOLERATED_LOSS_SHARE * champion.value;
  });
}

/** The gains a sentence may quote, with their intervals, and what they are at least: above 0 the model is better. A later look says so. */
function reasonOf(comparison: Comparison<FigureSource>, against: FigureSource, code: GateReasonCode, look: number): Gate['reasons'][number] {
  const errorShare = errorShareOf(look);
  return { code, values: { ...(look === 1 ? {} : { look, errorShare }), ...gainsOver(comparison, 'model', against, errorShare) } };
}

/** Gains of log loss and average precision over something else, rounded for telling. */
export function gainsOver(comparison: Comparison<FigureSource>, model: FigureSource, against: FigureSource, errorShare?: number): Record<string, number> {
  const values: Record<string, number> = {};
  for (const metric of PROMOTION_METRICS) Object.assign(values, gainValues(metric, comparison.gain(model, against, metric), comparison.gainAtLeast(model, against, metric, errorShare)));
  return values;
}

function gainValues(metric: PromotionMetric, gain: Estimate | null, atLeast: number | null): Record<string, number> {
  return gain && atLeast !== null ? { [`${metric}Gain`]: rounded(gain.value), [`${metric}GainLow`]: rounded(gain.low), [`${metric}GainHigh`]: rounded(gain.high), [`${metric}GainAtLeast`]: rounded(atLeast) } : {};
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
