import { AppError, type DayNumber } from '@kelvin/kernel';
import {
  freezeServingFacts, judgeChallenger, lastTestDay, learnRuleCurve, makeStanding, referencesOf, refitForServing, trainOutcome, WorkspaceHistory,
  type OutcomeToLearn, type TrainedOutcome, type TrainingInput,
} from '@kelvin/scoring';
import type { Db, Tx } from '../../platform/db/db.ts';
import { loadLearning, type LearningData } from './load-learning.ts';
import { findChallenger, findJudgedChampion } from './model-version.repository.ts';
import { openModel } from './open-model.ts';
import { getOutcomeRow, type OutcomeRow } from './outcome.repository.ts';
import type { TrainedModel, TrainingFailure, TrainingProgress, TrainingResult, TrainingTask } from './training-task.shape.ts';

/** Customers that a model is learned from; more teach it little and take memory. */
const MOST_CUSTOMERS = 60_000;
/** Rows of snapshots held at once, some hundred bytes per ten features each. */
const MOST_ROWS = 80_000;
/** Snapshots before the test, a third of a horizon apart, and the two horizons after the first of them. */
const historyDaysOf = (horizonDays: number): number => 8 * Math.max(7, Math.round(horizonDays / 3)) + 3 * horizonDays;

/** One training run from the database to a result that can be kept; writes nothing. */
export async function trainModel(db: Db, task: TrainingTask, report: (progress: TrainingProgress) => void): Promise<TrainingResult> {
  const ctx = { workspaceId: task.workspaceId };
  const startedMs = performance.now();
  const { row, champion, challenger } = await db.transaction(ctx, async (tx) => ({
    row: await getOutcomeRow(tx, task.outcomeId), champion: await findChampion(tx, task.outcomeId), challenger: await findChallenger(tx, task.outcomeId),
  }));
  const { definition } = row;
  const data = await loadLearning((work) => db.transaction(ctx, work), {
    outcomeId: row.id, definition, now: new Date(task.nowMs), historyDays: historyDaysOf(definition.horizonDays), mostCustomers: MOST_CUSTOMERS,
    onProgress: (done, total) => report({ phase: 'loading', done, total }),
  });
  let isJudged = false;
  const input: TrainingInput = {
    customers: data.customers, metrics: data.metrics, rules: data.rules, outcome: outcomeToLearn(row, data), testDay: lastTestDay(data.lastDay, definition.horizonDays),
    seed: task.seed, champion, mostRows: MOST_ROWS, ...(task.engines ? { engines: task.engines } : {}),
    // What is fitted again for serving tells of the same phases; a bar that runs backwards would tell nothing.
    onProgress: (phase, share) => { if (!isJudged) report({ phase, done: Math.round(share * 100), total: 100 }); },
    isOutOfTime: () => performance.now() - startedMs > task.timeBudgetMs,
  };
  const learned = { asOfDay: data.lastDay, customers: data.customers.length };
  try {
    const trained = trainOutcome(input);
    isJudged = true;
    report({ phase: 'serving', done: 0, total: null });
    return { ...learned, kind: 'trained', ...toServe(trained, input, data, definition.role === 'leaves'), shadow: challenger && judgeShadow(challenger, trained, input) };
  } catch (error) {
    return { ...learned, ...learnLess(input, toReason(error)) };
  }
}

function outcomeToLearn({ definition }: OutcomeRow, { signal }: LearningData): OutcomeToLearn {
  return { name: definition.name, horizonDays: definition.horizonDays, metrics: signal.outcomeMetrics, isAbsence: definition.condition.kind === 'inactivity' };
}

/** The model in use; none where it cannot be read: a new one must not lose against damage. */
async function findChampion(tx: Tx, outcomeId: string): Promise<TrainingInput['champion']> {
  const stored = await findJudgedChampion(tx, outcomeId);
  if (!stored) return null;
  const opened = openModel(stored.artefact, stored.sha256, stored.features);
  return typeof opened === 'string' ? null : opened;
}

/** What serves: fitted on everything, with the means and the limit of everybody as they stand today. */
function toServe(trained: TrainedOutcome, { outcome }: TrainingInput, data: LearningData, isLeaving: boolean): Omit<TrainedModel, 'shadow'> {
  const { training, test, features } = trained;
  const timing = trained.timing();
  const { model, ruleCurve } = refitForServing(trained, outcome.isAbsence);
  const standing = makeStanding({
    customers: data.customers, features, metrics: data.metrics, outcomeMetrics: outcome.metrics, rules: data.rules, stats: statsOf(data, data.today), asOfDay: data.today,
  });
  const logOdds = model.logOdds(standing);
  const positivesOf = (labels: Uint8Array): number => labels.reduce((sum, label) => sum + label, 0);
  return {
    snapshotDays: trained.plan.trainingDays, testDay: trained.plan.testDay, rows: training.rows + test.rows, positives: positivesOf(training.labels) + positivesOf(test.labels),
    candidates: trained.candidates, engine: trained.engine, features, artefact: model.save(), judged: trained.model.save(), card: trained.card,
    judgedRuleCurve: trained.ruleCurve, ruleCurve, serving: freezeServingFacts(standing, logOdds, isLeaving), timing, driftReferences: referencesOf(standing, logOdds, test.labels),
  };
}

/** How a model that waited does on this test; one that cannot be read waits in vain. */
function judgeShadow({ id, artefact, sha256, features, card }: NonNullable<Awaited<ReturnType<typeof findChallenger>>>, trained: TrainedOutcome, input: TrainingInput): TrainedModel['shadow'] {
  const opened = openModel(artefact, sha256, features);
  const judged = typeof opened === 'string' ? null : judgeChallenger({ ...opened, card }, trained, input);
  return judged && { versionId: id, card: judged };
}

function statsOf({ customers, metrics }: LearningData, day: DayNumber): ReturnType<WorkspaceHistory['statsAt']> {
  const history = new WorkspaceHistory(metrics);
  for (const { rows } of customers) history.add(rows);
  return history.statsAt(day);
}

function learnLess(input: TrainingInput, reason: TrainingFailure): Pick<Extract<TrainingResult, { kind: 'rules' }>, 'kind' | 'ruleCurve' | 'reason'> | Pick<Extract<TrainingResult, { kind: 'missing' }>, 'kind' | 'missing' | 'reason'> {
  const learned = learnRuleCurve(input);
  return 'curve' in learned ? { kind: 'rules', ruleCurve: learned.curve, reason } : { kind: 'missing', missing: learned.missing, reason };
}

/** Expected shortages end in a sentence, and possibly in a curve; everything else is a fault. */
function toReason(error: unknown): TrainingFailure {
  if (error instanceof AppError && /^(training\.|model\.(one_class|no_rows))/.test(error.code)) return { code: error.code, message: error.message };
  throw error;
}
