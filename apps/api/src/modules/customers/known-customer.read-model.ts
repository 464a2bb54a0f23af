import type { DayNumber } from '@kelvin/kernel';
import { NO_ROWS, type CategoryFact, type CompiledRules, type DayRows, type MetricIndex, type WorkspaceStats } from '@kelvin/scoring';
import { listCategoryFacts } from '../../pipeline/50-features/category-facts.read-model.ts';
import { gatherRows, LOOKBACK_DAYS } from '../../pipeline/50-features/gather-rows.read-model.ts';
import { loadMetricIndex } from '../../pipeline/50-features/metric-dictionary.port.ts';
import { addSilentPasts } from '../../pipeline/50-features/silent-pasts.read-model.ts';
import { withFilteredOutcomes } from '../../pipeline/60-score/filtered-outcomes.read-model.ts';
import { loadRules } from '../../pipeline/60-score/rules-in-force.read-model.ts';
import { storedStats } from '../../pipeline/60-score/stats-of-day.read-model.ts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { ServingOutcome } from '../model-training/serving-models.read-model.ts';
import { createCustomerNotFoundError } from './customer.errors.ts';

/** One customer as the scorer sees him, with the rules, figures and dictionary in force. */
export interface KnownCustomer {
  /** With the events that only an outcome's own condition counts. */
  readonly rows: DayRows;
  readonly categories: readonly CategoryFact[];
  readonly index: MetricIndex;
  readonly rules: CompiledRules;
  readonly stats: WorkspaceStats;
}

export interface WantedCustomer {
  readonly id: string;
  readonly asOfDay: DayNumber;
  /** How many days before `asOfDay` he is to be seen as at, too. */
  readonly daysBack?: number;
  readonly outcomes: readonly ServingOutcome[];
}

/** @throws AppError `customer.not_found` */
export async function getExclusion(tx: Tx, id: string): Promise<{ isExcluded: boolean }> {
  const [known] = await tx.query<{ is_excluded: boolean }>('SELECT is_excluded FROM customer WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
  if (!known) throw createCustomerNotFoundError();
  return { isExcluded: known.is_excluded };
}

/** All that scoring or predicting one customer anew takes, when somebody looks. */
export async function loadKnownCustomer(tx: Tx, facts: WorkspaceFacts, { id, asOfDay, daysBack = 0, outcomes }: WantedCustomer): Promise<KnownCustomer> {
  const index = await loadMetricIndex(tx);
  const rules = await loadRules(tx, facts, index);
  const stats = await storedStats(tx);
  const gathered = await gatherRows(tx, [id], asOfDay, LOOKBACK_DAYS + daysBack);
  await addSilentPasts(tx, gathered.rows, [id], { asOfDay, index });
  const rows = (await withFilteredOutcomes(tx, outcomes, { customerIds: [id], rows: gathered.rows, asOfDay, index })).get(id) ?? NO_ROWS;
  const categories = (await listCategoryFacts(tx, [id])).get(id) ?? [];
  return { rows, categories, index, rules, stats };
}
