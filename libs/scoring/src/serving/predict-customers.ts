import { AppError, type DayNumber } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import { chanceOf, type FeatureMatrix, type Model } from '../engines/model.ts';
import { chanceFromRules, type RuleCurve } from '../evaluation/from-rules.ts';
import { compileFeatures, type CompiledFeatures } from '../features/compute-features.ts';
import type { FeatureSet } from '../features/feature.ts';
import type { MetricIndex } from '../metric-index.ts';
import type { OutcomeChance, Prediction } from '../rules/prediction.ts';
import { CHANGE_DAYS } from '../rules/score-customer.ts';
import { categoriesAt, type CategoryFact } from '../training/learning-customer.ts';
import { externalFamily, FamilyExplainer } from './explain-families.ts';
import { type FrozenMeans, MODEL_WEIGHT, modelPoints, modelRows, type ModelPart } from './model-points.ts';

/** Log-odds that were asked for: of a customer as of a day; null where nobody asked. */
export type AnswerOf = (customerId: string, day: DayNumber) => number | null;

/** An outcome as it is served: by the model in use, by one curve over the rule score, or not at all. */
export interface ServedOutcome {
  readonly id: string;
  readonly role: 'buys' | 'leaves' | 'support' | 'own';
  /** Metrics that the track `outcome` stands for. */
  readonly outcomeMetrics: readonly string[];
  readonly model: { readonly model: Model; readonly features: FeatureSet; readonly means: FrozenMeans } | null;
  /** Stands in place of `model` where the answers of a model elsewhere were fetched before. */
  readonly answers?: { readonly of: AnswerOf; readonly means: FrozenMeans };
  readonly ruleCurve: RuleCurve | null;
  /** From this chance on a customer counts as likely; null: the chance moves no band. */
  readonly limit: number | null;
}

export interface PredictedCustomer {
  /** By which answers are found; may be left out where nothing was asked. */
  readonly id?: string;
  readonly rows: DayRows;
  readonly asOfDay: number;
  readonly categories: readonly CategoryFact[];
}

interface CompiledOutcome {
  readonly outcome: ServedOutcome;
  readonly features: CompiledFeatures | null;
  /** Only for the outcome whose model takes part in the score. */
  readonly explainer: FamilyExplainer | null;
}

/**
 * Predicts all outcomes of a workspace for many customers at once. The score takes its model's half from the primary
 * outcome: buying, and for businesses among themselves staying (the opposite of leaving).
 */
export class Predictor {
  private readonly compiled: readonly CompiledOutcome[];
  private readonly isGoodNews: boolean;
  private readonly primary: ServedOutcome | null;

  constructor(outcomes: readonly ServedOutcome[], business: 'b2c' | 'b2b', index: MetricIndex) {
    const primaryRole = business === 'b2c' ? 'buys' : 'leaves';
    const primary = outcomes.find((outcome) => outcome.role === primaryRole && (outcome.model !== null || outcome.answers !== undefined));
    this.primary = primary ?? null;
    this.isGoodNews = business === 'b2c';
    this.compiled = outcomes.map((outcome) => ({
      outcome,
      features: outcome.model ? compileFeatures(outcome.model.features, index, outcome.outcomeMetrics) : null,
      explainer: outcome === primary && outcome.model ? new FamilyExplainer(outcome.model.features) : null,
    }));
  }

  /** For each customer, what is predicted of him once his rule score is known. */
  predict(customers: readonly PredictedCustomer[]): ((rulePoints: number) => Prediction)[] {
    const byOutcome = this.compiled.map((compiled) => this.predictOutcome(compiled, customers));
    return customers.map((_customer, row) => (rulePoints) => {
      const chances: OutcomeChance[] = [];
      let model: ModelPart | null = null;
      byOutcome.forEach((predicted, at) => {
        const { outcome } = this.compiled[at]!;
        if (predicted) chances.push({ outcomeId: outcome.id, chance: chanceOf(known(predicted.logOdds[row]!)), source: 'model', ...(outcome.answers ? { isExternal: true } : {}) });
        else if (outcome.ruleCurve) chances.push({ outcomeId: outcome.id, chance: chanceFromRules(outcome.ruleCurve, rulePoints), source: 'rules' });
        if (predicted?.partOf) model = predicted.partOf(row);
      });
      return { chances, model, buys: this.limited('buys', chances), leaves: this.limited('leaves', chances), buysChance: this.chanceOfRole('buys', chances)?.chance ?? null, leavesChance: this.chanceOfRole('leaves', chances)?.chance ?? null };
    });
  }

  private predictOutcome({ outcome, features, explainer }: CompiledOutcome, customers: readonly PredictedCustomer[]): { logOdds: Float64Array; partOf: ((row: number) => ModelPart) | null } | null {
    if (outcome.answers) return this.readAnswers(outcome, outcome.answers, customers);
    if (!outcome.model || !features) return null;
    const { model, means } = outcome.model;
    const now = makeMatrix(features, customers, 0);
    const logOdds = model.logOdds(now);
    if (!explainer) return { logOdds, partOf: null };
    const then = model.logOdds(makeMatrix(features, customers, CHANGE_DAYS));
    return {
      logOdds,
      partOf: (row) => {
        const explanation = model.explain(now, row);
        const families = explainer.families(explanation, (feature) => now.columns[feature]![row]!);
        return { weight: MODEL_WEIGHT, rows: modelRows(explanation.base, families, means, this.isGoodNews), pointsThen: modelPoints(then[row]!, means, this.isGoodNews) };
      },
    };
  }

  /** No reasons came with the answers, so one row tells all that they move. NaN of whom nobody asked, which is a fault only once it is wanted. */
  private readAnswers(outcome: ServedOutcome, { of, means }: NonNullable<ServedOutcome['answers']>, customers: readonly PredictedCustomer[]): { logOdds: Float64Array; partOf: ((row: number) => ModelPart) | null } {
    const answerTo = ({ id, asOfDay }: PredictedCustomer, daysAgo: number): number | null => (id === undefined ? null : of(id, asOfDay - daysAgo));
    const logOdds = Float64Array.from(customers, (customer) => answerTo(customer, 0) ?? NaN);
    if (outcome !== this.primary) return { logOdds, partOf: null };
    return {
      logOdds,
      partOf: (row) => {
        const then = answerTo(customers[row]!, CHANGE_DAYS);
        return {
          weight: MODEL_WEIGHT, rows: modelRows(means.logOdds, [externalFamily(logOdds[row]!, means)], means, this.isGoodNews),
          pointsThen: then === null ? null : modelPoints(then, means, this.isGoodNews),
        };
      },
    };
  }

  /** Only a model's chance moves a band, and only where a limit was fixed. */
  private limited(role: ServedOutcome['role'], chances: readonly OutcomeChance[]): { chance: number; limit: number } | null {
    const found = this.chanceOfRole(role, chances);
    return found?.source === 'model' && found.limit !== null ? { chance: found.chance, limit: found.limit } : null;
  }

  private chanceOfRole(role: ServedOutcome['role'], chances: readonly OutcomeChance[]): (OutcomeChance & { limit: number | null }) | null {
    for (const { outcome } of this.compiled) {
      const found = outcome.role === role ? chances.find(({ outcomeId }) => outcomeId === outcome.id) : undefined;
      if (found) return { ...found, limit: outcome.limit };
    }
    return null;
  }
}

function known(logOdds: number): number {
  if (Number.isNaN(logOdds)) throw new AppError('unavailable', 'model.not_asked', 'The outside model was not asked about this customer.');
  return logOdds;
}

function makeMatrix(features: CompiledFeatures, customers: readonly PredictedCustomer[], daysAgo: number): FeatureMatrix {
  const columns = features.names.map(() => new Float64Array(customers.length));
  customers.forEach(({ rows, asOfDay, categories }, row) => {
    const day = asOfDay - daysAgo;
    features.writeVector({ rows, asOfDay: day, categories: categoriesAt(categories, day) }, columns, row);
  });
  return { rows: customers.length, names: features.names, columns };
}
