import type { ExternalModelProblem, Gate, ModelCard, ModelLook, ModelVersion } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { createModelNotFoundError } from './outcome.errors.ts';

/** A version as lists show it; of its card only what they need, because a card is a hundred kilobytes. */
export interface VersionRow {
  id: string; outcome_id: string; run_id: string; number: number; kind: ModelVersion['kind']; state: ModelVersion['state']; engine: string;
  created_at: Date; promoted_at: Date | null; promoted_by: string | null;
  model_figures: ModelCard['figures'][number] | null; gate: Gate; latest_look: ModelLook | null; retrain: ModelCard['retrain']; train: ModelCard['train']; test: ModelCard['test'];
  features: number; artefact_bytes: number | null;
  external_name: string | null; external_url: string | null; failing_since: Date | null; problem: ExternalModelProblem | null;
}

const SELECT_VERSION = `
  SELECT v.id, v.outcome_id, v.run_id, v.number, v.kind, v.state, v.engine, v.created_at, v.promoted_at, u.name AS promoted_by,
         v.card -> 'figures' -> 0 AS model_figures, v.card -> 'gate' AS gate, v.latest_look, v.card -> 'retrain' AS retrain, v.card -> 'train' AS train, v.card -> 'test' AS test,
         jsonb_array_length(v.features -> 'features') AS features, octet_length(v.artefact) AS artefact_bytes,
         e.name AS external_name, e.url AS external_url, e.failing_since, e.problem
    FROM model_version v LEFT JOIN user_account u ON u.id = v.promoted_by LEFT JOIN external_model e ON e.workspace_id = $1 AND e.version_id = v.id`;

/** Models in use of all open outcomes. */
export function listVersionsInUse(tx: Tx): Promise<VersionRow[]> {
  return tx.query<VersionRow>(`${SELECT_VERSION} JOIN outcome o ON o.workspace_id = $1 AND o.id = v.outcome_id AND o.archived_at IS NULL WHERE v.workspace_id = $1 AND v.state = 'in_use'`, [tx.workspaceId]);
}

export interface SetAsideRow { readonly id: string; readonly outcome_id: string; readonly number: number; readonly state: ModelVersion['state']; readonly set_aside_at: Date }

/** Of each outcome the version that was put aside last without a person: as damaged, or as worse than the rules. */
export function listSetAside(tx: Tx): Promise<SetAsideRow[]> {
  return tx.query<SetAsideRow>(`
    SELECT DISTINCT ON (outcome_id) id, outcome_id, number, state, set_aside_at FROM model_version WHERE workspace_id = $1 AND set_aside_at IS NOT NULL
     ORDER BY outcome_id, set_aside_at DESC`, [tx.workspaceId]);
}

/** Newest first. */
export function listVersions(tx: Tx, outcomeId: string, limit: number): Promise<VersionRow[]> {
  return tx.query<VersionRow>(`${SELECT_VERSION} WHERE v.workspace_id = $1 AND v.outcome_id = $2 ORDER BY v.number DESC LIMIT $3`, [tx.workspaceId, outcomeId, limit]);
}

export async function getVersion(tx: Tx, id: string): Promise<VersionRow> {
  const [row] = await tx.query<VersionRow>(`${SELECT_VERSION} WHERE v.workspace_id = $1 AND v.id = $2`, [tx.workspaceId, id]);
  if (!row) throw createModelNotFoundError();
  return row;
}

export async function getCard(tx: Tx, id: string): Promise<ModelCard> {
  const [row] = await tx.query<{ card: ModelCard }>('SELECT card FROM model_version WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
  if (!row) throw createModelNotFoundError();
  return row.card;
}

/** What a model is, byte for byte, and its checksum. */
export interface StoredArtefact { readonly artefact: Buffer; readonly sha256: string; readonly features: unknown }

export async function getArtefact(tx: Tx, id: string): Promise<StoredArtefact> {
  const [row] = await tx.query<{ artefact: Buffer; sha256: string; features: unknown }>(
    'SELECT artefact, artefact_sha256 AS sha256, features FROM model_version WHERE workspace_id = $1 AND id = $2 AND artefact IS NOT NULL', [tx.workspaceId, id]);
  if (!row) throw createModelNotFoundError();
  return row;
}

/** As they are stored. */
export async function getFeatures(tx: Tx, id: string): Promise<unknown> {
  const [row] = await tx.query<{ features: unknown }>('SELECT features FROM model_version WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id]);
  if (!row) throw createModelNotFoundError();
  return row.features;
}

/** A version as it was judged: of ours the artefact that knows nothing of a later model's test, of an outside one nothing. */
export interface JudgedRow { readonly id: string; readonly kind: ModelVersion['kind']; readonly artefact: Buffer; readonly sha256: string; readonly features: unknown; readonly card: ModelCard }

/** The model in use, or the one that waits to be judged on a later test. */
export async function findJudged(tx: Tx, outcomeId: string, state: 'in_use' | 'challenger'): Promise<JudgedRow | null> {
  const [row] = await tx.query<JudgedRow>(`
    SELECT id, kind, judged_artefact AS artefact, judged_sha256 AS sha256, features, card FROM model_version
     WHERE workspace_id = $1 AND outcome_id = $2 AND state = $3 ORDER BY number DESC LIMIT 1`, [tx.workspaceId, outcomeId, state]);
  return row ?? null;
}

const STAND_IN = `workspace_id = $1 AND outcome_id = $2 AND kind = 'trained' AND state = 'retired' AND serving_place IS NOT NULL ORDER BY serving_place DESC LIMIT 1`;

/** What serves in place of an outside model in use that does not answer: the trained version that served last before it and that nobody has taken out. */
export async function findStandIn(tx: Tx, outcomeId: string): Promise<{ version_id: string; number: number; serving: unknown; timing: unknown } | null> {
  const [row] = await tx.query<{ version_id: string; number: number; serving: unknown; timing: unknown }>(`SELECT id AS version_id, number, serving, timing FROM model_version WHERE ${STAND_IN}`, [tx.workspaceId, outcomeId]);
  return row ?? null;
}

/** The same as it was judged. */
export async function findJudgedStandIn(tx: Tx, outcomeId: string): Promise<JudgedRow | null> {
  const [row] = await tx.query<JudgedRow>(`SELECT id, kind, judged_artefact AS artefact, judged_sha256 AS sha256, features, card FROM model_version WHERE ${STAND_IN}`, [tx.workspaceId, outcomeId]);
  return row ?? null;
}

/** The id of the version in use, whatever can be done with it. */
export async function findInUse(tx: Tx, outcomeId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`SELECT id FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'in_use'`, [tx.workspaceId, outcomeId]);
  return row?.id ?? null;
}

/** Ends the waiting of models, but for one. */
export async function dismissChallengers(tx: Tx, outcomeId: string, exceptId: string | null): Promise<void> {
  await tx.query(`UPDATE model_version SET state = 'not_promoted' WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'challenger' AND id IS DISTINCT FROM $3::uuid`,
    [tx.workspaceId, outcomeId, exceptId]);
}

/** The card as of a later test; what one before that said is told by it no more. */
export async function replaceCard(tx: Tx, id: string, card: ModelCard): Promise<void> {
  await tx.query('UPDATE model_version SET card = $3, latest_look = NULL WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id, JSON.stringify(card)]);
}

/**
 * Lets a version serve in place of the one in use, or of the rules that a person had chosen. Its limit is taken over, unless a
 * person has set one of his own.
 * Hold the outcome's row while you call it.
 */
export async function putInUse(tx: Tx, version: { id: string; outcomeId: string; userId: string | null; now: Date }): Promise<void> {
  await tx.query(`UPDATE model_version SET state = 'retired' WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'in_use'`, [tx.workspaceId, version.outcomeId]);
  await tx.query(`
    UPDATE model_version SET state = 'in_use', promoted_at = $4, promoted_by = $5, set_aside_at = NULL,
           serving_place = (SELECT coalesce(max(serving_place), 0) + 1 FROM model_version WHERE workspace_id = $1 AND outcome_id = $3)
     WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, version.id, version.outcomeId, version.now, version.userId]);
  await tx.query('UPDATE outcome SET rules_chosen_at = NULL WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, version.outcomeId]);
  await takeLimitOver(tx, version.outcomeId);
}

/** Takes a version out of use without another in its place: the rules speak, and whatever serves next has nothing before it but them. */
export async function setAsideInUse(tx: Tx, version: { id: string; outcomeId: string; now: Date }): Promise<void> {
  await tx.query(`UPDATE model_version SET state = 'retired', set_aside_at = $3 WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, version.id, version.now]);
  await tx.query('UPDATE model_version SET serving_place = NULL WHERE workspace_id = $1 AND outcome_id = $2 AND serving_place IS NOT NULL', [tx.workspaceId, version.outcomeId]);
  await takeLimitOver(tx, version.outcomeId);
}

/**
 * Goes back from the version in use to the one that really served right before it, never to one that was gone back from. Answers
 * its number, or null where that was none: then the rules speak. `asState` is what becomes of the version that is left.
 */
export async function putPreviousInUse(tx: Tx, now: Date, left: { id: string; outcomeId: string }, asState: 'retired' | 'damaged'): Promise<number | null> {
  await tx.query('UPDATE model_version SET state = $3, set_aside_at = $4, serving_place = NULL WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, left.id, asState, asState === 'damaged' ? now : null]);
  const [previous] = await tx.query<{ number: number }>(`
    UPDATE model_version SET state = 'in_use' WHERE workspace_id = $1 AND id = (
      SELECT id FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'retired' AND serving_place IS NOT NULL ORDER BY serving_place DESC LIMIT 1)
    RETURNING number`, [tx.workspaceId, left.outcomeId]);
  await takeLimitOver(tx, left.outcomeId);
  return previous?.number ?? null;
}

/** The limit of an outcome is that of its model in use, unless a person has set one of his own. */
export async function takeLimitOver(tx: Tx, outcomeId: string): Promise<void> {
  await tx.query(`
    UPDATE outcome SET likely_limit = (SELECT (serving ->> 'limit')::float8 FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'in_use')
     WHERE workspace_id = $1 AND id = $2 AND NOT is_limit_own`, [tx.workspaceId, outcomeId]);
}
