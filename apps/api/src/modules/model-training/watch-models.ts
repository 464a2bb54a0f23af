import { compileEventRowsSql } from '@kelvin/conditions';
import type { ModelCard, OutcomeDefinition, TrainingRun } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import { FEATURES_VERSION } from '@kelvin/scoring';
import { CODE_REVISION } from '../../platform/config/code-revision.ts';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { lastCompleteDay } from './learning-day.ts';
import { DRIFT_EVERY_MS, measureDriftOf } from './measure-drift.ts';
import { findOpenTraining, tryHoldOutcome } from './outcome.repository.ts';
import { queueTraining } from './queue-training.ts';
import { whyTrainAgain } from './retrain-due.ts';
import type { ServingModels, ServingOutcome } from './serving-models.read-model.ts';
import { endRunsWithoutJob } from './training-run.repository.ts';

interface WatchedRow {
  id: string; definition: OutcomeDefinition; started_at: Date; as_of_day: number | null;
  version_id: string | null; measured_at: Date | null; retrain: ModelCard['retrain'] | null; is_queued: boolean;
  /** When a version was put aside as damaged; the code of the last run, which has tried already whatever this code can. */
  damaged_at: Date | null; features_version: number; code_revision: string;
}

/**
 * Looks after the models of a workspace, once a minute: measures drift and the rest of what would start a training every week, and queues trainings after imports,
 * where a model cannot be used, for what its card shows as met, and by the week where there is anything new to learn from. Two queries where nothing was ever trained, which is
 * left to people. Runs that lost their job are ended.
 */
export async function watchModels(tx: Tx, now: Date, serving: Pick<ServingModels, 'load'>): Promise<void> {
  if (await endRunsWithoutJob(tx, now)) await appendChange(tx, now, 'models', {});
  if ((await listWatched(tx)).length === 0) return;
  // What is damaged is put aside by this, so rows are read after it.
  const served = await serving.load(tx);
  const rows = await listWatched(tx);
  const facts = await getWorkspaceFacts(tx);
  const lastDay = lastCompleteDay(facts, now);
  const lastImportAt = await findLastImport(tx);
  const due: { row: WatchedRow; cause: TrainingRun['cause'] }[] = [];
  for (const row of rows) {
    if (row.is_queued) continue;
    let measured = row.retrain === null || row.measured_at === null ? null : { at: row.measured_at, conditions: row.retrain };
    if (row.version_id !== null && now.getTime() - row.measured_at!.getTime() >= DRIFT_EVERY_MS) {
      const retrain = await measureDriftOf(tx, now, { outcomeId: row.id, versionId: row.version_id, definition: row.definition });
      if (retrain !== null) measured = { at: now, conditions: retrain };
    }
    const cause = whyTrainAgain({ now, lastDay, lastRun: { startedAt: row.started_at, asOfDay: row.as_of_day }, lastImportAt, measured, isUnusable: isUnusable(row, served) });
    if (cause === null) continue;
    // A model of what nobody sends any more would come out the same, and each training in vain asks more of the next.
    if (cause !== 'unusable' && cause !== 'import' && !await hasNewOutcomes(tx, row, { timeZone: facts.timeZone, lastDay })) continue;
    due.push({ row, cause });
  }
  // Last of all, so that nobody waits for an outcome while drift of another is measured; one that somebody holds waits for the next minute.
  for (const { row, cause } of due) {
    if (!await tryHoldOutcome(tx, row.id) || await findOpenTraining(tx, row.id) !== null) continue;
    await queueTraining(tx, now, { outcomeId: row.id, name: row.definition.name, cause, userId: null });
  }
}

/** Whether the model that should serve does not, for a reason that a training may mend and none has been tried for. */
function isUnusable(row: WatchedRow, served: readonly Pick<ServingOutcome, 'id' | 'versionId'>[]): boolean {
  if (row.version_id === null) return row.damaged_at !== null && row.damaged_at > row.started_at;
  const isOutdated = served.some(({ id, versionId }) => id === row.id && versionId !== row.version_id);
  return isOutdated && (row.features_version !== FEATURES_VERSION || row.code_revision !== CODE_REVISION);
}

/**
 * Open outcomes with their newest run that came to an end of its own. It counts as begun when a training was last begun or
 * cancelled: one that waits is cancelled without ever having been a run, and whoever cancels wants rest until the next reason.
 * That an outside model was judged is no training.
 */
function listWatched(tx: Tx): Promise<WatchedRow[]> {
  return tx.query<WatchedRow>(`
    SELECT o.id, o.definition, greatest(r.started_at, b.started_at, j.at) AS started_at, r.as_of_day, r.features_version, r.code_revision, v.id AS version_id, coalesce(v.drift_measured_at, v.created_at) AS measured_at, v.card -> 'retrain' AS retrain,
           (SELECT max(set_aside_at) FROM model_version WHERE workspace_id = $1 AND outcome_id = o.id AND state = 'damaged') AS damaged_at,
           EXISTS (SELECT 1 FROM job_progress j WHERE j.workspace_id = $1 AND j.kind = 'train' AND j.status IN ('queued', 'running') AND j.input ->> 'outcomeId' = o.id::text) AS is_queued
      FROM outcome o
      JOIN LATERAL (
        SELECT started_at, as_of_day, features_version, code_revision FROM training_run WHERE workspace_id = $1 AND outcome_id = o.id AND external_name IS NULL AND status NOT IN ('cancelled', 'running') ORDER BY started_at DESC LIMIT 1) r ON true
      CROSS JOIN LATERAL (SELECT max(started_at) AS started_at FROM training_run WHERE workspace_id = $1 AND outcome_id = o.id AND external_name IS NULL) b
      CROSS JOIN LATERAL (
        SELECT max(CASE status WHEN 'cancelled' THEN finished_at ELSE started_at END) AS at FROM job_progress WHERE workspace_id = $1 AND kind = 'train' AND input ->> 'outcomeId' = o.id::text AND input ->> 'external' IS NULL) j
      LEFT JOIN model_version v ON v.workspace_id = $1 AND v.outcome_id = o.id AND v.state = 'in_use' AND v.kind = 'trained'
     WHERE o.workspace_id = $1 AND o.archived_at IS NULL ORDER BY o.created_at, o.id`, [tx.workspaceId]);
}

/** When the newest file was in and its past scored; null while one is still on its way. */
async function findLastImport(tx: Tx): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null; is_open: boolean | null }>(`
    SELECT max(finished_at) FILTER (WHERE status = 'done') AS at, bool_or(status IN ('queued', 'running')) AS is_open
      FROM job_progress WHERE workspace_id = $1 AND kind IN ('import', 'backfill')`, [tx.workspaceId]);
  return row?.is_open ? null : row?.at ?? null;
}

/** Whether anything that the outcome speaks of came in since the last training: an event of its kind, or for an absence any at all. */
async function hasNewOutcomes(tx: Tx, { definition, as_of_day }: WatchedRow, { timeZone, lastDay }: { timeZone: string; lastDay: DayNumber }): Promise<boolean> {
  const { condition } = definition;
  const { sql, parameters } = compileEventRowsSql(condition.kind === 'inactivity' ? null : condition.filter, { workspaceId: tx.workspaceId, timeZone, fromDay: (as_of_day ?? -1) + 1, untilDay: lastDay });
  return (await tx.query(`SELECT 1 FROM (${sql}) s LIMIT 1`, parameters)).length > 0;
}
