import type { ModelVersion, Outcome, OutcomePreview } from '@kelvin/contracts';
import { hostOf } from './external-endpoint.shape.ts';
import { hasDrifted } from './measure-drift.ts';
import type { SetAsideRow, VersionRow } from './model-version.repository.ts';
import type { OutcomeRow } from './outcome.repository.ts';
import type { ServingOutcome } from './serving-models.read-model.ts';
import { toRun, type RunRow } from './training-run.repository.ts';

/** What else is known of an outcome that is shown. */
export interface OutcomeFacts {
  /** What serving makes of it: a version that stands as in use may be unreadable to this code. */
  readonly served: Pick<ServingOutcome, 'source' | 'versionId' | 'external'>;
  readonly inUse: VersionRow | undefined;
  /** Of the versions that were put aside without a person, the latest. */
  readonly setAside: SetAsideRow | undefined;
  readonly lastRun: RunRow | undefined;
  readonly counts: OutcomePreview;
}

/** An outcome for the screens. What is missing is what would be today, whatever the last training lacked. */
export function toOutcome(row: OutcomeRow, known: OutcomeFacts): Outcome {
  const { served, lastRun } = known;
  const inUse = known.inUse && isServed(known.inUse, served) ? known.inUse : null;
  const source = inUse ? 'model' : served.source;
  return {
    id: row.id, definition: row.definition, createdAt: row.created_at.toISOString(), source,
    inUse: inUse && toVersion(inUse), lastRun: lastRun ? toRun(lastRun) : null,
    setAside: toSetAside(row, known), rulesChosenAt: row.rules_chosen_at?.toISOString() ?? null,
    limit: inUse ? row.likely_limit : null, months: known.counts.months,
    missing: source === 'none' ? known.counts.missing : null,
  };
}

/** An outside model counts as served also while another stands in, which its own facts tell. */
function isServed({ id }: VersionRow, { versionId, external }: OutcomeFacts['served']): boolean {
  return versionId === id || external?.versionId === id;
}

/** That a model was put aside is told until something else decides where chances come from: another model, a person, or for a damaged one the next test. */
function toSetAside({ rules_chosen_at: chosenAt }: OutcomeRow, { served, inUse, setAside, lastRun }: OutcomeFacts): Outcome['setAside'] {
  if (inUse) return isServed(inUse, served) ? null : { versionId: inUse.id, number: inUse.number, reason: 'outdated', at: null };
  if (!setAside || (chosenAt !== null && chosenAt >= setAside.set_aside_at)) return null;
  const { id, number, state, set_aside_at: at } = setAside;
  if (state === 'damaged' && lastRun?.status === 'not_promoted' && lastRun.started_at >= at) return null;
  return { versionId: id, number, reason: state === 'damaged' ? 'damaged' : 'worse', at: at.toISOString() };
}

/** A version for the screens. Whether automations may rely on it is what the latest test says, unless customers have become others since. */
export function toVersion(row: VersionRow): ModelVersion {
  const automationReasons: ModelVersion['automationReasons'] = [...(row.latest_look ?? row.gate).automationReasons, ...(hasDrifted(row) ? [{ code: 'automate.drifted' as const, values: {} }] : [])];
  return {
    id: row.id, outcomeId: row.outcome_id, number: row.number, engine: row.engine, state: row.state, kind: row.kind,
    external: row.external_name === null ? null : { name: row.external_name, host: hostOf(row.external_url ?? ''), failingSince: row.failing_since?.toISOString() ?? null, problem: row.problem },
    trainedAt: row.created_at.toISOString(), promotedAt: row.promoted_at?.toISOString() ?? null, promotedBy: row.promoted_by,
    auc: row.model_figures?.auc?.value ?? null, calibrationError: row.model_figures?.calibrationError?.value ?? null, isSafeToAutomate: automationReasons.length === 0, automationReasons, latestLook: row.latest_look,
    // The serving model has learned from the test too, once it was judged by it.
    dataFrom: row.train.from, dataTo: row.test.to, rows: row.train.rows + row.test.rows, positives: row.train.positives + row.test.positives,
    features: row.features, artefactBytes: row.artefact_bytes,
  };
}
