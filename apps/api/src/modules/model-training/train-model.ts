import type { Failure, OutcomeRole } from '@kelvin/contracts';
import { AppError, type DayNumber } from '@kelvin/kernel';
import {
  compileFeatures, createTooFewOutcomesError, freezeServingFacts, judgeChallenger, judgeChampion, judgeExternal, lastTestDay, learnRuleCurve, makeSnapshots, makeStanding, referencesOf, refitForServing, TEST_ONLY_ENGINES, trainingSpanDays, trainOutcome, WorkspaceHistory,
  type FeatureSet, type OutcomeToLearn, type Snapshots, type Standing, type TrainedOutcome, type TrainingInput,
} from '@kelvin/scoring';
import type { Db } from '../../platform/db/db.ts';
import { toFailure } from '../../platform/jobs/failure.ts';
import { makeAskExternal, type AskExternal } from './ask-external.ts';
import { chooseChampion } from './choose-champion.ts';
import { askCompared, findCompared, findStandInCompared } from './compared-models.ts';
import type { ExternalEndpoint } from './external-endpoint.shape.ts';
import { MOST_CUSTOMERS, MOST_ROWS } from './learning-limits.ts';
import { loadLearning, type LearningData } from './load-learning.ts';
import { nextLook } from './looks.ts';
import { findInUse } from './model-version.repository.ts';
import { getOutcomeRow, type OutcomeRow } from './outcome.repository.ts';
import type { JudgedBeside, JudgedExternal, TrainedModel, TrainingProgress, TrainingResult, TrainingTask } from './training-task.shape.ts';

/** One run from the database to a result that can be kept: trains a model, or judges an outside one by the same test. Writes nothing. */
export async function trainModel(db: Db, task: TrainingTask, report: (progress: TrainingProgress) => void): Promise<TrainingResult> {
  const ctx = { workspaceId: task.workspaceId };
  const startedMs = performance.now();
  const { row, inUse, standIn, waiting, comparedWith, look } = await db.transaction(ctx, async (tx) => ({
    row: await getOutcomeRow(tx, task.outcomeId), inUse: await findCompared(tx, task.outcomeId, 'in_use'), standIn: await findStandInCompared(tx, task.outcomeId), waiting: await findCompared(tx, task.outcomeId, 'challenger'), comparedWith: await findInUse(tx, task.outcomeId), look: await nextLook(tx, task.outcomeId),
  }));
  const { definition } = row;
  const data = await loadLearning((work) => db.transaction(ctx, work), {
    outcomeId: row.id, definition, now: new Date(task.nowMs), historyDays: trainingSpanDays(definition.horizonDays), mostCustomers: MOST_CUSTOMERS,
    onProgress: (done, total) => report({ phase: 'loading', done, total }),
  });
  let isJudged = false;
  const ask = makeAskExternal(task, definition, report);
  const engines = task.external ? TEST_ONLY_ENGINES : task.engines;
  const base = {
    customers: data.customers, metrics: data.metrics, rules: data.rules, outcome: outcomeToLearn(row, data), testDay: lastTestDay(data.lastDay, definition.horizonDays),
    seed: task.seed, look, mostRows: MOST_ROWS, ...(engines ? { engines } : {}),
    // What is fitted again for serving tells of the same phases; a bar that runs backwards would tell nothing.
    onProgress: (phase: TrainingProgress['phase'], share: number): void => { if (!isJudged) report({ phase, done: Math.round(share * 100), total: 100 }); },
    isOutOfTime: () => performance.now() - startedMs > task.timeBudgetMs,
  } satisfies TrainingInput;
  const testOf = (features: FeatureSet): Snapshots => makeTest(base, features);
  const { champion, silence } = await chooseChampion({ inUse, standIn }, (model) => askCompared(model, ask, testOf));
  const input: TrainingInput = { ...base, champion };
  const learned = { asOfDay: data.lastDay, customers: data.customers.length };
  try {
    const trained = trainOutcome(input);
    isJudged = true;
    const asked = waiting && await askCompared(waiting, ask, testOf);
    const judged = waiting && asked && 'comparable' in asked ? judgeChallenger({ ...asked.comparable, card: waiting.card }, trained, input) : null;
    const beside: JudgedBeside = {
      // Of one that stands in for an outside model nothing is decided: it is not what is in use.
      look, comparedWith, silence, championLook: inUse && silence === null ? judgeChampion(inUse.card, trained, definition.horizonDays) : null, shadow: judged && { versionId: waiting!.id, card: judged },
    };
    if (task.external) return { ...learned, kind: 'external', ...await judge(task.external, { trained, input, data, role: definition.role, ask }), ...beside };
    return { ...learned, kind: 'trained', ...toServe({ trained, input, data, role: definition.role }, (done) => report({ phase: 'serving', done, total: SERVING_STEPS })), ...beside };
  } catch (error) {
    return { ...learned, ...learnLess(input, toReason(error)) };
  }
}

function outcomeToLearn({ definition }: OutcomeRow, { signal }: LearningData): OutcomeToLearn {
  return { name: definition.name, horizonDays: definition.horizonDays, metrics: signal.outcomeMetrics, isAbsence: definition.condition.kind === 'inactivity' };
}

/** The rows that the run tests with, as another set of features tells them. */
function makeTest({ customers, metrics, outcome, rules, testDay, mostRows }: TrainingInput & { readonly mostRows: number }, features: FeatureSet): Snapshots {
  return makeSnapshots([testDay], { customers, features: compileFeatures(features, metrics, outcome.metrics), horizonDays: outcome.horizonDays, rules, mostRows });
}

interface Judgement { readonly trained: TrainedOutcome; readonly input: TrainingInput; readonly data: LearningData; readonly role: OutcomeRole; readonly ask: AskExternal }

/** What an outside model says of the test, and of everybody as he stands today. */
async function judge(endpoint: ExternalEndpoint, { trained, input, data, role, ask }: Judgement): Promise<Omit<JudgedExternal, keyof JudgedBeside>> {
  const { test, features, ruleCurve } = trained;
  const card = judgeExternal(trained, await ask(endpoint, test), input);
  const standing = standingOf(features, input.outcome, data);
  const logOdds = await ask(endpoint, standing);
  return {
    endpoint, testDay: trained.plan.testDay, rows: test.rows, positives: card.test.positives, features, card, judgedRuleCurve: ruleCurve, ruleCurve,
    serving: freezeServingFacts(standing, logOdds, role), driftReferences: referencesOf(standing, logOdds, test.labels),
  };
}

function standingOf(features: FeatureSet, outcome: OutcomeToLearn, data: LearningData): Standing {
  return makeStanding({ customers: data.customers, features, metrics: data.metrics, outcomeMetrics: outcome.metrics, rules: data.rules, stats: statsOf(data, data.today), asOfDay: data.today });
}

/** Timing, the last fit, and where everybody stands: a third of a run and more. */
const SERVING_STEPS = 3;

/** What serves: fitted on everything, with the means and the limit of everybody as they stand today. */
function toServe({ trained, input: { outcome }, data, role }: Omit<Judgement, 'ask'>, onStep: (done: number) => void): Omit<TrainedModel, keyof JudgedBeside> {
  const { training, test, features } = trained;
  onStep(0);
  const timing = trained.timing();
  onStep(1);
  const { model, ruleCurve } = refitForServing(trained, outcome.isAbsence);
  onStep(2);
  const standing = standingOf(features, outcome, data);
  const logOdds = model.logOdds(standing);
  onStep(SERVING_STEPS);
  const positivesOf = (labels: Uint8Array): number => labels.reduce((sum, label) => sum + label, 0);
  return {
    snapshotDays: trained.plan.trainingDays, testDay: trained.plan.testDay, rows: training.rows + test.rows, positives: positivesOf(training.labels) + positivesOf(test.labels),
    candidates: trained.candidates, engine: trained.engine, features, artefact: model.save(), judged: trained.model.save(), card: trained.card,
    judgedRuleCurve: trained.ruleCurve, ruleCurve, serving: freezeServingFacts(standing, logOdds, role), timing, driftReferences: referencesOf(standing, logOdds, test.labels),
  };
}

function statsOf({ customers, metrics }: LearningData, day: DayNumber): ReturnType<WorkspaceHistory['statsAt']> {
  const history = new WorkspaceHistory(metrics);
  for (const { rows } of customers) history.add(rows);
  return history.statsAt(day);
}

function learnLess(input: TrainingInput, reason: Failure): Pick<Extract<TrainingResult, { kind: 'rules' }>, 'kind' | 'ruleCurve' | 'reason'> | Pick<Extract<TrainingResult, { kind: 'missing' }>, 'kind' | 'missing' | 'reason'> {
  const learned = learnRuleCurve(input);
  if ('curve' in learned) return { kind: 'rules', ruleCurve: learned.curve, reason };
  const { missing } = learned;
  // What is told is what hinders most: with less than a curve needs, nobody asks what a model would.
  return { kind: 'missing', missing, reason: missing.historyDays > 0 ? reason : toFailure(createTooFewOutcomesError(missing, input.outcome.name)) };
}

/** Expected shortages end in a sentence, and possibly in a curve; everything else is a fault. */
function toReason(error: unknown): Failure {
  if (error instanceof AppError && /^(training\.|model\.(one_class|no_rows))/.test(error.code)) return toFailure(error);
  throw error;
}
