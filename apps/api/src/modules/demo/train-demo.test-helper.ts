import { holdsOverCounts, type DayCounts } from '@kelvin/conditions';
import type { Condition } from '@kelvin/contracts';
import { ACTIVITY_MEANINGS, type DayNumber } from '@kelvin/kernel';
import {
  B2C_PRESET, compileRules, fitPreset, freezeServingFacts, lastTestDay, makeStanding, PopulationAccumulator, Predictor, refitForServing, scoreCustomer, scoreHistory, toBandState, trainOutcome,
  weeklyDaysBefore, WorkspaceHistory, type CompiledRules, type LearningCustomer, type ScoreResult, type ServedOutcome, type TrainedOutcome,
} from '@kelvin/scoring';
import type { DemoCustomer, DemoInMemory } from './demo-in-memory.test-helper.ts';

const CONDITIONS: Readonly<Record<'buys' | 'leaves', { readonly condition: Condition; readonly metrics: readonly string[] }>> = {
  buys: { condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 }, metrics: ['order'] },
  leaves: { condition: { kind: 'inactivity', filter: null }, metrics: [...ACTIVITY_MEANINGS] },
};

export interface DemoModel {
  readonly trained: TrainedOutcome;
  readonly served: ServedOutcome & { readonly model: NonNullable<ServedOutcome['model']> };
}

/** The demo in memory with rules fitted to it, models of what is proposed, and scores of any day. */
export class TrainedDemo {
  readonly models: Readonly<Record<'buys' | 'leaves', DemoModel>>;
  private readonly rules: CompiledRules;
  private readonly history: WorkspaceHistory;

  constructor(private readonly world: DemoInMemory) {
    const { customers, metrics, today } = world;
    const population = new PopulationAccumulator(B2C_PRESET, metrics);
    this.history = new WorkspaceHistory(metrics);
    for (const { rows } of customers) {
      population.add(rows, today);
      this.history.add(rows);
    }
    this.rules = compileRules(fitPreset(B2C_PRESET, population.result()).preset, metrics);
    this.models = { buys: this.train('buys', 60), leaves: this.train('leaves', 90) };
  }

  /** Everybody's score as of a day, after a year of weekly scores by rules; with the models or by rules alone. */
  scoresOn(asOfDay: DayNumber, by: 'models' | 'rules'): ScoreResult[] {
    const weeks = weeklyDaysBefore(asOfDay, 52);
    const statsByDay = new Map([...weeks, asOfDay].map((day) => [day, this.history.statsAt(day)]));
    const customers = this.world.customers.filter(({ rows }) => rows.days[0]! <= asOfDay);
    const predicted = by === 'rules' ? null : new Predictor([this.models.buys.served, this.models.leaves.served], 'b2c', this.world.metrics).predict(customers.map((customer) => ({ ...customer, asOfDay })));
    return customers.map(({ rows }, at) => {
      const before = scoreHistory(this.rules, { rows, previous: null }, weeks, (day) => statsByDay.get(day)!).at(-1);
      const predict = predicted?.[at];
      return scoreCustomer(this.rules, { rows, asOfDay, stats: statsByDay.get(asOfDay)!, previous: before ? toBandState(before.band) : null, ...(predict ? { predict } : {}) });
    });
  }

  private train(role: 'buys' | 'leaves', horizonDays: number): DemoModel {
    const { metrics, today } = this.world;
    const { condition, metrics: outcomeMetrics } = CONDITIONS[role];
    const customers = this.world.customers.map((customer): LearningCustomer => {
      const days = this.countsOf(customer, outcomeMetrics);
      return { ...customer, comesTrue: (day, within) => holdsOverCounts(condition, days, day, day + within) };
    });
    const isAbsence = role === 'leaves';
    // One engine of the usual winners: what is asked of here is the data, and the competition has tests of its own.
    const trained = trainOutcome({ customers, metrics, rules: this.rules, outcome: { name: role, horizonDays, metrics: outcomeMetrics, isAbsence }, testDay: lastTestDay(today - 1, horizonDays), seed: 1, engines: ['gbdt'] });
    const { model } = refitForServing(trained, isAbsence);
    const standing = makeStanding({ customers, features: trained.features, metrics, outcomeMetrics, rules: this.rules, stats: this.history.statsAt(today), asOfDay: today });
    const { meanPoints, meanLogOdds, limit } = freezeServingFacts(standing, model.logOdds(standing), role);
    return { trained, served: { id: role, role, outcomeMetrics, model: { model, features: trained.features, means: { points: meanPoints, logOdds: meanLogOdds } }, ruleCurve: null, limit } };
  }

  private countsOf({ rows }: DemoCustomer, wanted: readonly string[]): DayCounts {
    const ids = new Set(wanted.map((metric) => this.world.metrics.intern(metric)));
    const found = Array.from({ length: rows.days.length }, (_unused, row) => row).filter((row) => ids.has(rows.metrics[row]!));
    return { days: Int32Array.from(found, (row) => rows.days[row]!), counts: Int32Array.from(found, (row) => rows.counts[row]!) };
  }
}
