import type { OutcomeDefinition, OutcomeRole } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { takeLimitOver } from './model-version.repository.ts';
import { createOutcomeNotFoundError } from './outcome.errors.ts';

export interface OutcomeRow {
  id: string;
  definition: OutcomeDefinition;
  likely_limit: number | null;
  is_limit_own: boolean;
  rule_curve: unknown;
  rules_chosen_at: Date | null;
  created_at: Date;
}

const COLUMNS = 'id, definition, likely_limit, is_limit_own, rule_curve, rules_chosen_at, created_at';

/** Open outcomes, oldest first. */
export function listOutcomeRows(tx: Tx): Promise<OutcomeRow[]> {
  return tx.query<OutcomeRow>(`SELECT ${COLUMNS} FROM outcome WHERE workspace_id = $1 AND archived_at IS NULL ORDER BY created_at, id`, [tx.workspaceId]);
}

/** An open outcome, held until the transaction ends, so that promotions of one outcome come one after another. */
export async function getOutcomeForChange(tx: Tx, id: string): Promise<OutcomeRow> {
  const [row] = await tx.query<OutcomeRow>(`SELECT ${COLUMNS} FROM outcome WHERE workspace_id = $1 AND id = $2 AND archived_at IS NULL FOR UPDATE`, [tx.workspaceId, id]);
  if (!row) throw createOutcomeNotFoundError();
  return row;
}

/** Holds an open outcome as {@link getOutcomeForChange} does, but never waits: false while somebody else holds it, or when it is gone. */
export async function tryHoldOutcome(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM outcome WHERE workspace_id = $1 AND id = $2 AND archived_at IS NULL FOR UPDATE SKIP LOCKED', [tx.workspaceId, id])).length > 0;
}

export async function getOutcomeRow(tx: Tx, id: string): Promise<OutcomeRow> {
  const [row] = await tx.query<OutcomeRow>(`SELECT ${COLUMNS} FROM outcome WHERE workspace_id = $1 AND id = $2 AND archived_at IS NULL`, [tx.workspaceId, id]);
  if (!row) throw createOutcomeNotFoundError();
  return row;
}

export async function insertOutcome(tx: Tx, outcome: { id: string; definition: OutcomeDefinition; userId: string; now: Date }): Promise<void> {
  await tx.query('INSERT INTO outcome (workspace_id, id, definition, created_at, created_by) VALUES ($1, $2, $3, $4, $5)',
    [tx.workspaceId, outcome.id, JSON.stringify(outcome.definition), outcome.now, outcome.userId]);
}

export async function renameOutcome(tx: Tx, id: string, name: string): Promise<void> {
  await tx.query(`UPDATE outcome SET definition = jsonb_set(definition, '{name}', to_jsonb($3::text)) WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id, name]);
}

/**
 * Gives an outcome another use. What was frozen with its models for that use counts from now on, and of the one in use its limit, unless a
 * person has set one of his own; models that were made before such was kept go on as they are until the next training.
 */
export async function changeRole(tx: Tx, id: string, role: OutcomeRole): Promise<void> {
  await tx.query(`UPDATE outcome SET definition = jsonb_set(definition, '{role}', to_jsonb($3::text)) WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id, role]);
  await tx.query(`UPDATE model_version SET serving = serving || coalesce(serving -> 'byRole' -> $3::text, '{}') WHERE workspace_id = $1 AND outcome_id = $2`, [tx.workspaceId, id, role]);
  await takeLimitOver(tx, id);
}

/** A limit of a person's own stays over promotions; null gives it back to the models. */
export async function setOwnLimit(tx: Tx, id: string, limit: number | null): Promise<void> {
  await tx.query(`
    UPDATE outcome SET is_limit_own = $3::float8 IS NOT NULL,
           likely_limit = coalesce($3, (SELECT (serving ->> 'limit')::float8 FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'in_use'))
     WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, id, limit]);
}

/** A person wants chances from rules: until one asks for a model, none is put in use. */
export async function chooseRules(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE outcome SET rules_chosen_at = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id, now]);
}

export async function archiveOutcome(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE outcome SET archived_at = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, id, now]);
}

/** The open training job of an outcome. */
export async function findOpenTraining(tx: Tx, outcomeId: string): Promise<string | null> {
  const [job] = await tx.query<{ id: string }>(
    `SELECT id FROM job_progress WHERE workspace_id = $1 AND kind = 'train' AND status IN ('queued', 'running') AND input ->> 'outcomeId' = $2`, [tx.workspaceId, outcomeId]);
  return job?.id ?? null;
}
