import { holdsOverCounts } from '@kelvin/conditions';
import type { Condition } from '@kelvin/contracts';
import { B2C_PRESET, compileRules, fitPreset, PopulationAccumulator, trainOutcome, type EngineCode, type LearningCustomer, type TrainedOutcome, type TrainingPhase } from '@kelvin/scoring';
import { MOST_ROWS } from '../../apps/api/src/modules/model-training/learning-limits.ts';
import type { EventFile } from './read-events.ts';

export interface EventTask {
  readonly name: string;
  readonly condition: Condition;
  readonly horizonDays: number;
  /** The first day of the test period: features see the days before it. */
  readonly testFromDay: number;
  readonly seed: number;
  readonly engines?: readonly EngineCode[];
  /** Rows that training holds; as many as the product's when left out. */
  readonly mostRows?: number;
  readonly onProgress?: (phase: TrainingPhase, share: number, engine: EngineCode | null) => void;
}

/** Trains and evaluates on a file's customers by the same functions as the product: rules fitted to the data before the test, snapshots, candidates, gate. */
export function evaluateEvents(file: EventFile, { name, condition, horizonDays, testFromDay, seed, engines, mostRows = MOST_ROWS, onProgress }: EventTask): TrainedOutcome {
  const asOfDay = testFromDay - 1;
  const population = new PopulationAccumulator(B2C_PRESET, file.metrics);
  for (const { rows } of file.customers) population.add(rows, asOfDay);
  const customers = file.customers.map((customer): LearningCustomer => ({
    rows: customer.rows, categories: customer.categories,
    comesTrue: (day, days) => holdsOverCounts(condition, customer.outcomeDays, day, day + days),
  }));
  return trainOutcome({
    customers, metrics: file.metrics, rules: compileRules(fitPreset(B2C_PRESET, population.result()).preset, file.metrics),
    outcome: { name, horizonDays, metrics: file.outcomeMetrics, isAbsence: condition.kind === 'inactivity' },
    testDay: asOfDay, seed, mostRows, ...(engines ? { engines } : {}), ...(onProgress ? { onProgress } : {}),
  });
}
