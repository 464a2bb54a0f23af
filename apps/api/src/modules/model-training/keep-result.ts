import type { GateReasonCode, ModelCard, OutcomeRole } from '@kelvin/contracts';
import { EXTERNAL_ENGINE } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { newId, sha256Hex } from '../../platform/db/ids.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { insertEndpoint } from './external-model.repository.ts';
import { failedLooksAfter } from './looks.ts';
import { factsFor } from './model-store.shape.ts';
import { dismissChallengers, findInUse, putInUse, replaceCard } from './model-version.repository.ts';
import { getOutcomeForChange, type OutcomeRow } from './outcome.repository.ts';
import { keepLook, takeOutWorse } from './take-out.ts';
import { tellWhoWaits } from './tell-who-waits.ts';
import type { TrainingResult } from './training-task.shape.ts';
import { endRun, findRun, NOTHING_LEARNED, type RunEnd } from './training-run.repository.ts';

export interface KeptResult {
  /** Chances are others now: everybody was marked for scoring. */
  readonly hasMoved: boolean;
  /** What the job answers. */
  readonly summary: Record<string, unknown>;
}

/**
 * Keeps what a run has learned: the version with everything it says, the curve over the rule score, the end of the run.
 * The gate has decided whether the version serves, unless what kept it out makes way by the same test. Everything in the caller's transaction, or nothing.
 */
export async function keepResult(tx: Tx, now: Date, { outcomeId, runId, result: learned }: { outcomeId: string; runId: string; result: TrainingResult }): Promise<KeptResult> {
  const outcome = await getOutcomeForChange(tx, outcomeId);
  const before = await findInUse(tx, outcomeId);
  const decided = await asPeopleDecided(tx, { outcome, runId, inUse: before, result: learned });
  const result = await lookAtChampion(tx, now, { outcome, runId, result: decided }) ? withoutChampion(decided) : decided;
  const kept = await keepKind(tx, now, { outcomeId, runId, result: forItsUse(result, outcome.definition.role) });
  const after = await findInUse(tx, outcomeId);
  // While the rules speak, every run brings a newer curve.
  const hasMoved = after !== before || (result.kind !== 'missing' && after === null);
  if (hasMoved) await markAllStale(tx, 'definition', now);
  await appendChange(tx, now, 'models', {});
  if (after === before && kept.reason !== null) await tellWhoWaits(tx, now, { runId, outcomeName: outcome.definition.name, number: kept.number ?? null, reason: kept.reason });
  // Where chances come from now, whatever this run has brought.
  const source = result.kind === 'missing' ? {} : { source: after === null ? 'rules' : 'model' };
  return { hasMoved, summary: { ...kept, ...source } };
}

/**
 * The result as it counts beside what people have decided. Where another version is in use than the run compared with, or the rules
 * were chosen since it began, or where the outside one did not answer, nothing was compared with that: whatever passed the gate waits for the next test. Where the
 * rules were chosen before, a training that nobody asked for has its model wait until somebody decides.
 */
async function asPeopleDecided(tx: Tx, { outcome, runId, inUse, result }: { outcome: OutcomeRow; runId: string; inUse: string | null; result: TrainingResult }): Promise<TrainingResult> {
  if (result.kind !== 'trained' && result.kind !== 'external') return result;
  if (inUse !== result.comparedWith) return { ...result, card: heldBack(result.card, 'gate.champion_changed'), shadow: null, championLook: null };
  if (result.silence !== null) return holdBack(result, 'gate.champion_silent');
  const run = await findRun(tx, runId);
  const { rules_chosen_at: rulesChosenAt } = outcome;
  if (rulesChosenAt === null || !run) return result;
  if (rulesChosenAt > run.started_at) return { ...result, card: heldBack(result.card, 'gate.rules_chosen'), shadow: null };
  if (run.cause === 'asked') return result;
  return holdBack(result, 'gate.rules_chosen');
}

function holdBack(result: JudgedResult, code: GateReasonCode): JudgedResult {
  return { ...result, card: heldBack(result.card, code), shadow: result.shadow && { ...result.shadow, card: heldBack(result.shadow.card, code) } };
}

/** Keeps what the run says of the version in use. Answers whether that made way. */
async function lookAtChampion(tx: Tx, now: Date, { outcome, runId, result }: { outcome: OutcomeRow; runId: string; result: TrainingResult }): Promise<boolean> {
  if (!('championLook' in result) || result.championLook === null || result.comparedWith === null) return false;
  const looked = { versionId: result.comparedWith, look: result.championLook };
  await keepLook(tx, now, { ...looked, runId });
  return takeOutWorse(tx, now, { ...looked, outcomeId: outcome.id, outcomeName: outcome.definition.name });
}

/** Whom only a version that has made way kept out serves in its place: the rules were beaten. */
function withoutChampion(result: TrainingResult): TrainingResult {
  if (result.kind !== 'trained' && result.kind !== 'external') return result;
  const free = (card: ModelCard): ModelCard => (card.gate.reasons.every(({ code }) => code === 'gate.champion_better') ? { ...card, gate: { ...card.gate, isPromoted: true, reasons: [{ code: 'gate.champion_worse', values: {} }] } } : card);
  return { ...result, card: free(result.card), shadow: result.shadow && { ...result.shadow, card: free(result.shadow.card) } };
}

function heldBack(card: ModelCard, code: GateReasonCode): ModelCard {
  return card.gate.isPromoted ? { ...card, gate: { ...card.gate, isPromoted: false, reasons: [{ code, values: {} }] } } : card;
}

/** With what is frozen for the use that the outcome has now, which somebody may have changed while this was learned. */
function forItsUse(result: TrainingResult, role: OutcomeRole): TrainingResult {
  return result.kind === 'trained' || result.kind === 'external' ? { ...result, serving: factsFor(result.serving, role) } : result;
}

/** `reason`: of what has come out, in one code; null for a version whose gate gave none. */
interface KeptKind { readonly versionId?: string; readonly number?: number; readonly reason: string | null }

async function keepKind(tx: Tx, now: Date, { outcomeId, runId, result }: { outcomeId: string; runId: string; result: TrainingResult }): Promise<KeptKind> {
  const known = { ...NOTHING_LEARNED, asOfDay: result.asOfDay, customers: result.customers };
  switch (result.kind) {
    case 'missing':
      await tx.query('UPDATE outcome SET missing = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, outcomeId, JSON.stringify(result.missing)]);
      await endRun(tx, runId, now, { ...known, status: 'failed', error: result.reason });
      return { reason: result.reason.code };
    case 'rules':
      await keepCurve(tx, outcomeId, result.ruleCurve, null);
      await endRun(tx, runId, now, { ...known, status: 'not_promoted', error: result.reason });
      return { reason: result.reason.code };
    case 'external': {
      const version = await insertExternalVersion(tx, now, { outcomeId, runId, result });
      await tx.query('UPDATE outcome SET rule_curve = coalesce(rule_curve, $3), missing = NULL WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, outcomeId, JSON.stringify(result.ruleCurve)]);
      await choose(tx, now, { outcomeId, version, result });
      await endRun(tx, runId, now, { ...known, ...endOf(result) });
      return summaryOf(version, result);
    }
    case 'trained': {
      const version = await insertVersion(tx, now, { outcomeId, runId, result });
      await keepCurve(tx, outcomeId, result.ruleCurve, result.timing.rules);
      await choose(tx, now, { outcomeId, version, result });
      await endRun(tx, runId, now, { ...known, ...endOf(result), snapshotDays: result.snapshotDays, candidates: [...result.candidates] });
      return summaryOf(version, result);
    }
  }
}

const WAITING_REASONS: ReadonlySet<GateReasonCode> = new Set(['gate.champion_better', 'gate.champion_changed', 'gate.champion_silent', 'gate.rules_chosen']);

type JudgedResult = Extract<TrainingResult, { kind: 'trained' | 'external' }>;

function endOf({ card, shadow, look, silence, testDay, rows, positives }: JudgedResult): Pick<RunEnd, 'status' | 'error' | 'testDay' | 'rows' | 'positives' | 'failedLooks'> {
  return { status: card.gate.isPromoted ? 'promoted' : 'not_promoted', error: silence, testDay, rows, positives, failedLooks: failedLooksAfter(look, [card.gate, ...(shadow ? [shadow.card.gate] : [])]) };
}

function summaryOf(version: KeptVersion, { card }: JudgedResult): KeptKind {
  return { versionId: version.id, number: version.number, reason: card.gate.reasons[0]?.code ?? null };
}

/**
 * Puts in use what the gate lets through: the new model, or else one that waited and is better by the later test. A model
 * that only the one in use, or a person, has kept out waits beside it for the next test.
 */
async function choose(tx: Tx, now: Date, { outcomeId, version, result }: { outcomeId: string; version: KeptVersion; result: JudgedResult }): Promise<void> {
  const { shadow, card: { gate } } = result;
  if (shadow) await replaceCard(tx, shadow.versionId, shadow.card);
  const winner = gate.isPromoted ? version.id : shadow?.card.gate.isPromoted ? shadow.versionId : null;
  if (winner !== null) {
    await putInUse(tx, { id: winner, outcomeId, userId: null, now });
    await dismissChallengers(tx, outcomeId, null);
    return;
  }
  const waits = gate.reasons.every(({ code }) => WAITING_REASONS.has(code));
  if (waits) {
    await dismissChallengers(tx, outcomeId, version.id);
    await tx.query(`UPDATE model_version SET state = 'challenger' WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, version.id]);
  }
}

async function keepCurve(tx: Tx, outcomeId: string, curve: unknown, timing: unknown): Promise<void> {
  await tx.query('UPDATE outcome SET rule_curve = $3, rule_timing = $4, missing = NULL WHERE workspace_id = $1 AND id = $2',
    [tx.workspaceId, outcomeId, JSON.stringify(curve), timing === null ? null : JSON.stringify(timing)]);
}

interface KeptVersion { readonly id: string; readonly number: number }

/** A version without an artefact: what it knows is elsewhere, and where that is stands beside it. */
async function insertExternalVersion(tx: Tx, now: Date, { outcomeId, runId, result }: { outcomeId: string; runId: string; result: Extract<TrainingResult, { kind: 'external' }> }): Promise<KeptVersion> {
  const id = newId(now.getTime());
  const [row] = await tx.query<{ number: number }>(`
    INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, card, rule_curve, serving, drift_reference, created_at)
    SELECT $1, $2, $3, $4, coalesce(max(number), 0) + 1, 'external', 'not_promoted', $5, $6::jsonb, $7::jsonb, $8::jsonb, $9::jsonb, $10::jsonb, $11::timestamptz
      FROM model_version WHERE workspace_id = $1 AND outcome_id = $3
    RETURNING number`, [
    tx.workspaceId, id, outcomeId, runId, EXTERNAL_ENGINE, JSON.stringify(result.features), JSON.stringify(result.card), JSON.stringify(result.judgedRuleCurve), JSON.stringify(result.serving),
    JSON.stringify(result.driftReferences), now,
  ]);
  await insertEndpoint(tx, id, result.endpoint);
  return { id, number: row!.number };
}

async function insertVersion(tx: Tx, now: Date, { outcomeId, runId, result }: { outcomeId: string; runId: string; result: Extract<TrainingResult, { kind: 'trained' }> }): Promise<KeptVersion> {
  const id = newId(now.getTime());
  const artefact = Buffer.from(result.artefact);
  const judged = Buffer.from(result.judged);
  const [row] = await tx.query<{ number: number }>(`
    INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, artefact, artefact_sha256, judged_artefact, judged_sha256,
           card, rule_curve, serving, timing, drift_reference, created_at)
    SELECT $1, $2, $3, $4, coalesce(max(number), 0) + 1, 'trained', 'not_promoted', $5, $6::jsonb, $7::bytea, $8, $9::bytea, $10, $11::jsonb, $12::jsonb, $13::jsonb, $14::jsonb, $15::jsonb, $16::timestamptz
      FROM model_version WHERE workspace_id = $1 AND outcome_id = $3
    RETURNING number`, [
    tx.workspaceId, id, outcomeId, runId, result.engine, JSON.stringify(result.features), artefact, sha256Hex(artefact), judged, sha256Hex(judged),
    JSON.stringify(result.card), JSON.stringify(result.judgedRuleCurve), JSON.stringify(result.serving), result.timing.model === null ? null : JSON.stringify(result.timing.model),
    JSON.stringify(result.driftReferences), now,
  ]);
  return { id, number: row!.number };
}
