import { holdsOverCounts } from '@kelvin/conditions';
import type { Condition } from '@kelvin/contracts';
import { B2C_PRESET, compileRules, fitPreset, PopulationAccumulator, type EngineCode, type LearningCustomer, type TrainingInput, type TrainingPhase } from '@kelvin/scoring';
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

/** What the product would train with, of a file's customers: rules fitted to the data before the test, the test's day, the product's limits. */
export function toTrainingInput(file: EventFile, { name, condition, horizonDays, testFromDay, seed, engines, mostRows = MOST_ROWS, onProgress }: EventTask): TrainingInput {
  const asOfDay = testFromDay - 1;
  const population = new PopulationAccumulator(B2C_PRESET, file.metrics);
  for (const { rows } of file.customers) population.add(rows, asOfDay);
  const customers = file.customers.map((customer): LearningCustomer => ({
    rows: customer.rows, categories: customer.categories,
    comesTrue: (day, days) => holdsOverCounts(condition, customer.outcomeDays, day, day + days),
  }));
  return {
    customers, metrics: file.metrics, rules: compileRules(fitPreset(B2C_PRESET, population.result()).preset, file.metrics),
    outcome: { name, horizonDays, metrics: file.outcomeMetrics, isAbsence: condition.kind === 'inactivity' },
    testDay: asOfDay, seed, mostRows, ...(engines ? { engines } : {}), ...(onProgress ? { onProgress } : {}),
  };
}
