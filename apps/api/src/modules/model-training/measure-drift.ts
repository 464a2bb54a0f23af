import type { Drift, ModelCard, OutcomeDefinition } from '@kelvin/contracts';
import { dayFromIso, MS_PER_DAY } from '@kelvin/kernel';
import { chanceOf, computeDrift, driftReferencesSchema, lastTestDay, makeStanding, whatWouldRetrain, WorkspaceHistory, type FeatureSet, type Model } from '@kelvin/scoring';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Tx } from '../../platform/db/db.ts';
import { keepReading } from './drift-readings.repository.ts';
import { countLearnable } from './learnable-outcomes.read-model.ts';
import { loadLearning, type LearningData } from './load-learning.ts';
import { getArtefact, getCard } from './model-version.repository.ts';
import { openModel, type OpenedModel } from './open-model.ts';

/** How often a model in use is measured, counted from when it was made. */
export const DRIFT_EVERY_MS = 7 * MS_PER_DAY;
/** Enough to tell tenths apart, few enough to be held in memory. */
const SAMPLE = 1_500;
/** With all of them at once every request would wait for a quarter of a second. */
const CUSTOMERS_AT_ONCE = 50;

interface MeasuredModel { readonly outcomeId: string; readonly versionId: string; readonly definition: OutcomeDefinition }

/**
 * Compares where customers stand today with where they stood when the model in use was made, writes it into the model's
 * card and beside earlier measurements, and answers what would start a training, and how near it is. Null for a model that
 * cannot be read: serving finds that out by itself.
 */
export async function measureDriftOf(tx: Tx, now: Date, { outcomeId, versionId, definition }: MeasuredModel): Promise<ModelCard['retrain'] | null> {
  await tx.query('UPDATE model_version SET drift_measured_at = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, versionId, now]);
  const stored = await getArtefact(tx, versionId);
  const opened = openModel(stored.artefact, stored.sha256, stored.features);
  if (typeof opened === 'string') return null;
  const data = await loadLearning((work) => work(tx), { outcomeId, definition, now, historyDays: definition.horizonDays, mostCustomers: SAMPLE });
  const card = await getCard(tx, versionId);
  const { drift, missing, customers } = await compare(tx, { versionId, definition, card }, opened, data);
  await keepReading(tx, now, { versionId, customers, drift, missing });
  const retrain = whatWouldRetrain({
    drift, importance: card.importance, ageDays: data.lastDay - dayFromIso(card.test.to), trainingPositives: card.train.positives + card.test.positives,
    positivesNow: await countLearnable(tx, definition, data.lastDay),
  });
  await tx.query(`UPDATE model_version SET card = card || jsonb_build_object('drift', $3::jsonb, 'retrain', $4::jsonb) WHERE workspace_id = $1 AND id = $2`,
    [tx.workspaceId, versionId, JSON.stringify(drift), JSON.stringify(retrain)]);
  return retrain;
}

/** Of what would start a training, the part that is drift. */
export function hasDrifted({ retrain }: Pick<ModelCard, 'retrain'>): boolean {
  return retrain.some(({ code, isMet }) => isMet && (code === 'retrain.feature_drifted' || code === 'retrain.chances_drifted' || code === 'retrain.outcome_drifted'));
}

interface Compared { readonly drift: Drift; readonly customers: number; /** Share of them without a value, by feature. */ readonly missing: Readonly<Record<string, number>> }

async function compare(tx: Tx, { versionId, definition, card }: { versionId: string; definition: OutcomeDefinition; card: ModelCard }, { model, features }: OpenedModel, data: LearningData): Promise<Compared> {
  const [row] = await tx.query<{ drift_reference: unknown }>('SELECT drift_reference FROM model_version WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, versionId]);
  const references = driftReferencesSchema.parse(row!.drift_reference);
  const { customers, lastDay } = data;
  const standing = await standToday(model, features, data);
  const testDay = lastTestDay(lastDay, definition.horizonDays);
  // Outcomes that the model was made with say nothing of what came after.
  const isLater = testDay >= dayFromIso(card.test.to);
  const known = customers.filter(({ rows }) => rows.days.length > 0 && rows.days[0]! <= testDay);
  const drift = computeDrift({
    features: references.features.map((reference, at) => ({ reference, now: standing.columns[at]! })),
    chances: { reference: references.chances, now: standing.chances },
    outcome: isLater ? { reference: references.outcome, now: Float64Array.from(known, (customer) => (customer.comesTrue(testDay, definition.horizonDays) ? 1 : 0)) } : null,
  });
  return { drift, customers: standing.chances.length, missing: Object.fromEntries(references.features.map(({ name }, at) => [name, shareMissing(standing.columns[at]!)])) };
}

function shareMissing(column: Float64Array): number {
  let missing = 0;
  for (const value of column) if (Number.isNaN(value)) missing += 1;
  return column.length === 0 ? 0 : missing / column.length;
}

/** Features and chances of everybody as of today, a few customers at a time, so that requests get their turn in between. */
async function standToday(model: Model, features: FeatureSet, { customers, metrics, rules, signal, today }: LearningData): Promise<{ columns: Float64Array[]; chances: Float64Array }> {
  const history = new WorkspaceHistory(metrics);
  for (const { rows } of customers) history.add(rows);
  const stats = history.statsAt(today);
  const parts: { columns: readonly Float64Array[]; chances: Float64Array }[] = [];
  for (let from = 0; from < customers.length; from += CUSTOMERS_AT_ONCE) {
    const standing = makeStanding({ customers: customers.slice(from, from + CUSTOMERS_AT_ONCE), features, metrics, outcomeMetrics: signal.outcomeMetrics, rules, stats, asOfDay: today });
    parts.push({ columns: standing.columns, chances: model.logOdds(standing).map(chanceOf) });
    await letOthersRun();
  }
  return { columns: features.features.map((_feature, at) => joined(parts.map(({ columns }) => columns[at]!))), chances: joined(parts.map(({ chances }) => chances)) };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
