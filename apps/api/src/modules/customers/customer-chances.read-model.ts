import type { CustomerChance, CustomerChances } from '@kelvin/contracts';
import type { Clock, DayNumber } from '@kelvin/kernel';
import {
  categoriesAt, chanceFromRules, chanceOf, compileFeatures, externalFamily, FamilyExplainer, logOddsOf, MODEL_WEIGHT, NO_PREDICTION, POINTS_PER_LOG_ODD, scorePoint, TIMING_FEATURES, timingOf, timingWindow,
  type FamilyContribution, type FeatureMatrix,
} from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { OutcomeCounts } from '../model-training/outcome-counts.read-model.ts';
import { ServingModels, type ServingOutcome } from '../model-training/serving-models.read-model.ts';
import { BestHourReadModel } from './best-hour.read-model.ts';
import { getExclusion, loadKnownCustomer, type KnownCustomer } from './known-customer.read-model.ts';

/** What moves a chance, at most; the rest says little. */
const MOST_REASONS = 6;

/** A customer as at a day, with his score by rules alone. */
interface Person extends KnownCustomer {
  readonly asOfDay: DayNumber;
  readonly rulePoints: number;
  /** Chances that outside models gave when he was scored, by outcome. */
  readonly external: ReadonlyMap<string, number>;
}

/** What is predicted of one customer, with reasons: worked out when somebody looks, by the same models as the score. */
@Injectable()
export class CustomerChancesReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly models: ServingModels, private readonly hours: BestHourReadModel, private readonly counts: OutcomeCounts) {}

  /** @throws AppError `customer.not_found` */
  async get(ctx: RequestContext, id: string): Promise<CustomerChances> {
    const { bestHour, told } = await this.db.transaction(ctx, async (tx) => {
      const { isExcluded } = await getExclusion(tx, id);
      const outcomes = await this.models.load(tx);
      const bestHour = await this.hours.findBestHour(tx, id);
      if (outcomes.length === 0 || isExcluded) return { bestHour, told: [] };
      const person = await this.lookAt(tx, ctx, id, outcomes);
      const primaryRole = ctx.business === 'b2c' ? 'buys' : 'leaves';
      const primary = outcomes.find((outcome) => outcome.role === primaryRole && (outcome.model !== null || outcome.external !== null));
      return { bestHour, told: outcomes.map((outcome) => ({ outcome, chance: toChance(outcome, person, outcome === primary ? (primaryRole === 'buys' ? 1 : -1) : null) })) };
    });
    const items: CustomerChance[] = [];
    for (const { outcome, chance } of told) items.push(await this.withMissingToday(ctx, outcome, chance));
    return { items, bestHour };
  }

  /** What the last training lacked may have come since. */
  private async withMissingToday(ctx: RequestContext, outcome: ServingOutcome, chance: CustomerChance): Promise<CustomerChance> {
    return chance.missing === null || chance.chance !== null ? chance : { ...chance, missing: (await this.counts.count(ctx, outcome)).missing };
  }

  private async lookAt(tx: Tx, ctx: RequestContext, id: string, outcomes: readonly ServingOutcome[]): Promise<Person> {
    const asOfDay = asOfDayOf(ctx, this.clock.now());
    const known = await loadKnownCustomer(tx, ctx, { id, asOfDay, outcomes });
    let rulePoints = 0;
    scorePoint(known.rules, { rows: known.rows, asOfDay, stats: known.stats, previous: null, predict: (points) => {
      rulePoints = points;
      return NO_PREDICTION;
    } });
    return { ...known, asOfDay, rulePoints, external: await listExternalChances(tx, id, outcomes) };
  }
}

function toChance(outcome: ServingOutcome, person: Person, scoreSign: 1 | -1 | null): CustomerChance {
  const facts = {
    outcomeId: outcome.id, name: outcome.name, role: outcome.role, horizonDays: outcome.horizonDays, source: outcome.source, limit: outcome.limit,
    reasons: [], isApproximate: false, missing: outcome.missing,
  };
  const told = person.external.get(outcome.id);
  if (outcome.external && told !== undefined) {
    const reason = toReason(externalFamily(logOddsOf(told), outcome.external.means), scoreSign);
    return { ...facts, source: 'model', limit: outcome.external.limit, chance: told, reasons: [reason], isReturn: false, timing: null, window: null };
  }
  if (outcome.model === null) {
    const chance = outcome.ruleCurve ? chanceFromRules(outcome.ruleCurve, person.rulePoints) : null;
    return { ...facts, chance, ...toTiming(outcome, person, chance) };
  }
  const { model, features } = outcome.model;
  const matrix = oneRow(compileFeatures(features, person.index, outcome.outcomeMetrics), person);
  const explanation = model.explain(matrix, 0);
  const families = new FamilyExplainer(features).families(explanation, (feature) => matrix.columns[feature]![0]!);
  const strongest = families.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)).slice(0, MOST_REASONS);
  const chance = chanceOf(model.logOdds(matrix)[0]!);
  return { ...facts, chance, reasons: strongest.map((family) => toReason(family, scoreSign)), isApproximate: explanation.isApproximate, ...toTiming(outcome, person, chance) };
}

/** Nobody is asked because somebody looks: what is told is what the score was made with. */
async function listExternalChances(tx: Tx, id: string, outcomes: readonly ServingOutcome[]): Promise<ReadonlyMap<string, number>> {
  if (outcomes.every(({ external }) => external === null)) return new Map();
  const rows = await tx.query<{ o: string; c: number }>(`
    SELECT r.o, r.c FROM score s, jsonb_to_recordset(s.chances) AS r(o text, c float8, x boolean) WHERE s.workspace_id = $1 AND s.customer_id = $2 AND r.x`, [tx.workspaceId, id]);
  return new Map(rows.map(({ o, c }) => [o, c]));
}

function toTiming({ timing, outcomeMetrics }: ServingOutcome, person: Person, chance: number | null): Pick<CustomerChance, 'isReturn' | 'timing' | 'window'> {
  if (timing === null || chance === null) return { isReturn: false, timing: null, window: null };
  const [since, overdue] = oneRow(compileFeatures(TIMING_FEATURES, person.index, outcomeMetrics), person).columns;
  const chances = timingOf(timing, { chance, sinceDays: since![0]!, overdue: overdue![0]! });
  const window = timingWindow(chances);
  return { isReturn: timing.isReturn, timing: chances, window: window && timing.coverage !== null ? { ...window, coverage: timing.coverage } : null };
}

function toReason({ family, logOdds, evidence }: FamilyContribution, scoreSign: 1 | -1 | null): CustomerChance['reasons'][number] {
  return {
    code: `model.${family}`, facts: { ...evidence, logOdds: Math.round(logOdds * 1000) / 1000 },
    hundredths: scoreSign === null ? null : Math.round(100 * scoreSign * MODEL_WEIGHT * POINTS_PER_LOG_ODD * logOdds),
  };
}

function oneRow(features: ReturnType<typeof compileFeatures>, { rows, asOfDay, categories }: Person): FeatureMatrix {
  const columns = features.names.map(() => new Float64Array(1));
  features.writeVector({ rows, asOfDay, categories: categoriesAt(categories, asOfDay) }, columns, 0);
  return { rows: 1, names: features.names, columns };
}
