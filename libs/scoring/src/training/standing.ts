import { z } from 'zod';
import { chanceOf, type FeatureMatrix } from '../engines/model.ts';
import { buildDriftReference, driftReferenceSchema } from '../evaluation/drift.ts';
import { compileFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import type { MetricIndex } from '../metric-index.ts';
import { quantileOfSorted } from '../quantile.ts';
import { isWorthSaving } from '../rules/band.ts';
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

export function makeStanding({ customers, features, metrics, outcomeMetrics, rules, stats, asOfDay }: StandingInput): Standing {
  const compiled = compileFeatures(features, metrics, outcomeMetrics);
  const room = compiled.names.map(() => new Float64Array(customers.length));
  const points = new Float64Array(customers.length);
  const worthSaving = new Uint8Array(customers.length);
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
    rows += 1;
  }
  return { rows, names: compiled.names, columns: room.map((column) => column.slice(0, rows)), points: points.slice(0, rows), worthSaving: worthSaving.slice(0, rows) };
}

/** Means of everybody, frozen when a model is made (`docs/scoring.md` section 2), and the chance from which a customer counts as likely. */
export interface ServingFacts {
  readonly meanPoints: number;
  readonly meanLogOdds: number;
  readonly limit: number;
}

const LEAVES_QUANTILE = 0.8;
const LEAVES_LEAST_FACTOR = 1.5;
const LEAVES_STEP = 0.05;
const LIKELY_QUANTILE = 0.85;
const LIKELY_STEP = 0.01;

/**
 * What is frozen with a model that says `logOdds` of everybody. The limit of *leaves* is the 80th percentile among those
 * worth saving, at least one and a half times their mean, rounded to 5 %; of others the 85th percentile, to 1 %.
 */
export function freezeServingFacts({ points, worthSaving }: Pick<Standing, 'points' | 'worthSaving'>, logOdds: Float64Array, isLeaving: boolean): ServingFacts {
  const chances = logOdds.map(chanceOf);
  const worth = chances.filter((_chance, row) => worthSaving[row] === 1);
  const limit = isLeaving && worth.length > 0
    ? roundTo(Math.max(quantile(worth, LEAVES_QUANTILE), LEAVES_LEAST_FACTOR * mean(worth)), LEAVES_STEP)
    : roundTo(quantile(chances, LIKELY_QUANTILE), isLeaving ? LEAVES_STEP : LIKELY_STEP);
  return { meanPoints: mean(points), meanLogOdds: mean(logOdds), limit };
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
