import type { OutcomeRole } from '@kelvin/contracts';
import { z } from 'zod';
import { chanceOf, type FeatureMatrix } from '../engines/model.ts';
import { buildDriftReference, driftReferenceSchema } from '../evaluation/drift.ts';
import { compileFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import type { MetricIndex } from '../metric-index.ts';
import { quantileOfSorted } from '../quantile.ts';
import { isWorthSaving } from '../rules/band.ts';
import { clampPoints } from '../rules/rule-walk.ts';
import { modelPoints } from '../serving/model-points.ts';
import type { CompiledRules } from '../rules/compile-rules.ts';
import { scorePoint } from '../rules/score-customer.ts';
import type { WorkspaceStats } from '../rules/workspace-stats.ts';
import { categoriesAt, type LearningCustomer } from './learning-customer.ts';

/** Everybody with any activity as of one day: what a model sees when it is put in use, and again when its drift is measured. */
export interface Standing extends FeatureMatrix {
  /** Rule scores, 0–100. */
  readonly points: Float64Array;
  /** 1 for customers whose loss would hurt. */
  readonly worthSaving: Uint8Array;
  /** 1 for customers whose rule score is warm or better: those whom a chance to buy can make hot. */
  readonly isWarm: Uint8Array;
}

export interface StandingInput {
  readonly customers: readonly Pick<LearningCustomer, 'rows' | 'categories'>[];
  readonly features: FeatureSet;
  readonly metrics: MetricIndex;
  readonly outcomeMetrics: readonly string[];
  readonly rules: CompiledRules;
  readonly stats: WorkspaceStats;
  readonly asOfDay: number;
}

/** Everybody who had done anything by the as-of day, as he stands on it. */
export function makeStanding({ customers, features, metrics, outcomeMetrics, rules, stats, asOfDay }: StandingInput): Standing {
  const compiled = compileFeatures(features, metrics, outcomeMetrics);
  const room = compiled.names.map(() => new Float64Array(customers.length));
  const points = new Float64Array(customers.length);
  const worthSaving = new Uint8Array(customers.length);
  const isWarm = new Uint8Array(customers.length);
  let rows = 0;
  for (const customer of customers) {
    const point = scorePoint(rules, { rows: customer.rows, asOfDay, stats, previous: null });
    if (point.activity.firstDay === null) continue;
    compiled.writeVector({ rows: customer.rows, asOfDay, categories: categoriesAt(customer.categories, asOfDay) }, room, rows);
    points[rows] = point.hundredths / 100;
    const isTopValue = stats.topValueLimit !== null && point.money.value12m > 0 && point.money.value12m >= stats.topValueLimit;
    worthSaving[rows] = isWorthSaving({
      asOfDay, peakPoints: point.peakHundredths / 100, hasRunningSubscription: point.money.subscription?.isRunning ?? false, isTopValue,
      facts: { firstActiveDay: point.activity.firstDay },
    }, rules.limits) ? 1 : 0;
    isWarm[rows] = points[rows]! >= rules.limits.warmPoints ? 1 : 0;
    rows += 1;
  }
  return { rows, names: compiled.names, columns: room.map((column) => column.slice(0, rows)), points: points.slice(0, rows), worthSaving: worthSaving.slice(0, rows), isWarm: isWarm.slice(0, rows) };
}

/** Means of everybody, frozen when a model is made (`docs/scoring.md` section 2), and the chance from which a customer counts as likely. */
export interface ServingFacts extends RoleFacts {
  readonly meanPoints: number;
  /** The same for every use that the outcome may be given later: its model then serves that one without being made again. */
  readonly byRole: Readonly<Record<OutcomeRole, RoleFacts>>;
}

/** What depends on the use of the outcome. */
export interface RoleFacts {
  /** The log-odds of which M is the mean rule score. */
  readonly meanLogOdds: number;
  readonly limit: number;
}

const LEAVES_QUANTILE = 0.8;
const LEAVES_LEAST_FACTOR = 1.5;
const LEAVES_STEP = 0.05;
const LIKELY_QUANTILE = 0.85;
const LIKELY_STEP = 0.01;
/** No log-odds of a model lie further from their mean; halved so often, it is less than a hundredth of a point's worth. */
const SEARCHED_LOG_ODDS = 50;
const SEARCH_STEPS = 40;

/**
 * What is frozen with a model that says `logOdds` of everybody. Its limit is read from those whose temperature it can move,
 * or from everybody where there are none: of *leaves* the 80th percentile among those worth saving, at least one and a half
 * times their mean, rounded to 5 %; of *buys* the 85th percentile among those who are warm or better by rules, to 1 %, since
 * among everybody it would sink with every customer who is gone until each active one were hot. Of other outcomes, which
 * move no temperature, it is the 85th percentile of everybody.
 */
export function freezeServingFacts({ points, worthSaving, isWarm }: Pick<Standing, 'points' | 'worthSaving' | 'isWarm'>, logOdds: Float64Array, role: OutcomeRole): ServingFacts {
  const chances = logOdds.map(chanceOf);
  const among = (isMeant: Uint8Array): Float64Array => {
    const meant = chances.filter((_chance, row) => isMeant[row] === 1);
    return meant.length > 0 ? meant : chances;
  };
  const worth = among(worthSaving);
  const meanPoints = mean(points);
  const goodMiddle = middleOf(logOdds, meanPoints, true);
  const shown: RoleFacts = { meanLogOdds: goodMiddle, limit: roundTo(quantile(chances, LIKELY_QUANTILE), LIKELY_STEP) };
  const byRole: ServingFacts['byRole'] = {
    buys: { meanLogOdds: goodMiddle, limit: roundTo(quantile(among(isWarm), LIKELY_QUANTILE), LIKELY_STEP) },
    leaves: { meanLogOdds: middleOf(logOdds, meanPoints, false), limit: roundTo(Math.max(quantile(worth, LEAVES_QUANTILE), LEAVES_LEAST_FACTOR * mean(worth)), LEAVES_STEP) },
    support: shown, own: shown,
  };
  return { meanPoints, ...byRole[role], byRole };
}

/**
 * The log-odds of which M is the mean rule score. They are the mean log-odds, unless M has to be kept within 0–100 for some:
 * then those for which the mean of what is kept is the mean rule score all the same. Customers who are gone all end at 0,
 * however little they are expected back, and without that everybody else would rise by what the scale does not let them fall.
 */
function middleOf(logOdds: Float64Array, meanPoints: number, isGoodNews: boolean): number {
  const middle = mean(logOdds);
  const pointsAt = (at: number): Float64Array => logOdds.map((each) => modelPoints(each, { points: meanPoints, logOdds: at }, isGoodNews));
  if (pointsAt(middle).every((each) => each >= 0 && each <= 100)) return middle;
  let [low, high] = [middle - SEARCHED_LOG_ODDS, middle + SEARCHED_LOG_ODDS];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const at = (low + high) / 2;
    // The higher the middle, the fewer points has everybody where the outcome is good news.
    if (mean(pointsAt(at).map(clampPoints)) > meanPoints === isGoodNews) low = at;
    else high = at;
  }
  return (low + high) / 2;
}

export const driftReferencesSchema = z.object({
  features: z.array(driftReferenceSchema), chances: driftReferenceSchema,
  /** Outcomes of the test, 0 or 1. */
  outcome: driftReferenceSchema,
});
export type DriftReferences = z.infer<typeof driftReferencesSchema>;

/** Where everybody stood when a model was made, so that a later standing can be compared with it. */
export function referencesOf(standing: Standing, logOdds: Float64Array, testLabels: Uint8Array): DriftReferences {
  return {
    features: standing.names.map((name, at) => buildDriftReference(name, standing.columns[at]!)),
    chances: buildDriftReference('chances', logOdds.map(chanceOf)),
    outcome: buildDriftReference('outcome', Float64Array.from(testLabels)),
  };
}

function quantile(values: Float64Array, share: number): number {
  return quantileOfSorted(values.toSorted(), share) ?? 0;
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** To the nearest step, never 0 and never 1: such a limit would mean everybody or nobody. */
function roundTo(chance: number, step: number): number {
  const steps = Math.round(1 / step);
  return Math.min(steps - 1, Math.max(1, Math.round(chance * steps))) / steps;
}
