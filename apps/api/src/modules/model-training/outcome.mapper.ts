import type { ModelVersion, Outcome, OutcomePreview } from '@kelvin/contracts';
import { hostOf } from './external-endpoint.shape.ts';
import { missingSchema } from './model-store.shape.ts';
import type { VersionRow } from './model-version.repository.ts';
import type { OutcomeRow } from './outcome.repository.ts';
import { toRun, type RunRow } from './training-run.repository.ts';

/** An outcome for the screens. What its last training lacked is told where the counts themselves miss nothing. */
export function toOutcome(row: OutcomeRow, known: { inUse: VersionRow | undefined; lastRun: RunRow | undefined; counts: OutcomePreview }): Outcome {
  const source = known.inUse ? 'model' : row.rule_curve === null ? 'none' : 'rules';
  return {
    id: row.id, definition: row.definition, createdAt: row.created_at.toISOString(), source,
    inUse: known.inUse ? toVersion(known.inUse) : null, lastRun: known.lastRun ? toRun(known.lastRun) : null,
    limit: known.inUse ? row.likely_limit : null, months: known.counts.months,
    missing: source === 'none' ? known.counts.missing ?? missingSchema.parse(row.missing) : null,
  };
}

export function toVersion(row: VersionRow): ModelVersion {
  return {
    id: row.id, outcomeId: row.outcome_id, number: row.number, engine: row.engine, state: row.state, kind: row.kind,
    external: row.external_name === null ? null : { name: row.external_name, host: hostOf(row.external_url ?? ''), failingSince: row.failing_since?.toISOString() ?? null, problem: row.problem },
    trainedAt: row.created_at.toISOString(), promotedAt: row.promoted_at?.toISOString() ?? null, promotedBy: row.promoted_by,
    auc: row.model_figures?.auc?.value ?? null, calibrationError: row.model_figures?.calibrationError?.value ?? null, isSafeToAutomate: row.gate.isSafeToAutomate,
    // The serving model has learned from the test too, once it was judged by it.
    dataFrom: row.train.from, dataTo: row.test.to, rows: row.train.rows + row.test.rows, positives: row.train.positives + row.test.positives,
    features: row.features, artefactBytes: row.artefact_bytes,
  };
}
