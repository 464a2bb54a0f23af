import { outcomeDefinitionSchema, type ChanceSource, type Condition, type EventFilter, type OutcomeDefinition } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { ruleCurveSchema, timingSchema, type ServedOutcome, type Timing } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { findExternalInUse, type ExternalInUse } from './external-in-use.ts';
import { missingSchema, servingFactsSchema, signalOf, type Missing } from './model-store.shape.ts';
import { findStandIn } from './model-version.repository.ts';
import { openModel, type OpenedModel, type UnusableModel } from './open-model.ts';
import { replaceDamaged } from './replace-damaged.ts';

/** An open outcome, ready to be served. */
export interface ServingOutcome extends ServedOutcome {
  readonly name: string;
  readonly role: OutcomeDefinition['role'];
  readonly horizonDays: number;
  readonly condition: Condition;
  /** Null: the daily counts say it. Otherwise `listOutcomeDays` counts these events, to stand among the rows as `outcomeMetrics[0]`. */
  readonly filter: EventFilter | null;
  readonly source: ChanceSource;
  /** The version that serves; null without a model. */
  readonly versionId: string | null;
  /** When it comes, for chances of this source; null where it was not learned. */
  readonly timing: Timing | null;
  /** What the last training lacked; null when nothing, or when there was none. */
  readonly missing: Missing;
  /** The outside model in use; all else here is then of what stands in for it. Null without one. */
  readonly external: ExternalInUse | null;
}

interface ServingRow {
  id: string; definition: unknown; likely_limit: number | null; is_limit_own: boolean; rule_curve: unknown; rule_timing: unknown; missing: unknown;
  version_id: string | null; kind: 'trained' | 'external' | null; number: number | null; serving: unknown; timing: unknown;
}

/** Models kept ready in this process; some ten workspaces of three. */
const MOST_LOADED = 32;

/**
 * What is served now: models in use, curves over the rule score, or nothing. One per process: loaded models are kept by
 * version, and a version never changes.
 *
 * A stored model whose checksum is wrong is not served: it is put aside as damaged, which the outcome's page says, and the version
 * that served before it serves again.
 */
export class ServingModels {
  private readonly loaded = new Map<string, OpenedModel>();

  constructor(private readonly clock: Clock, private readonly log: Log) {}

  /** The open outcomes of the transaction's workspace, oldest first. One query by index where there is none, and while nothing changed. */
  async load(tx: Tx): Promise<ServingOutcome[]> {
    const rows = await listServingRows(tx);
    const outcomes: ServingOutcome[] = [];
    for (const row of rows) outcomes.push(await this.serve(tx, row));
    return outcomes;
  }

  private async serve(tx: Tx, row: ServingRow): Promise<ServingOutcome> {
    if (row.version_id !== null && row.kind === 'external') return this.serveBeside(tx, row, await findExternalInUse(tx, this.clock.now(), { ...row, version_id: row.version_id }));
    const found = row.version_id === null ? null : await this.findModel(tx, row.version_id);
    if (row.version_id !== null && found === 'damaged') {
      const definition = outcomeDefinitionSchema.parse(row.definition);
      const replaced = await replaceDamaged(tx, this.clock.now(), { outcomeId: row.id, outcomeName: definition.name, versionId: row.version_id, number: row.number! });
      this.log.error({ workspaceId: tx.workspaceId, outcomeId: row.id, versionId: row.version_id, servesInstead: replaced }, 'A stored model is damaged and was put aside');
      const [next] = (await listServingRows(tx)).filter(({ id }) => id === row.id);
      return this.serve(tx, next!);
    }
    return toServing(row, typeof found === 'string' ? null : found, null);
  }

  /** What stands in for an outside model: the trained version that was in use last, or the rules. One that cannot be read is left alone. */
  private async serveBeside(tx: Tx, row: ServingRow, external: ExternalInUse | null): Promise<ServingOutcome> {
    const standIn = await findStandIn(tx, row.id);
    const found = standIn && await this.findModel(tx, standIn.version_id);
    if (!standIn || found === null || typeof found === 'string') return toServing({ ...row, version_id: null }, null, external);
    const limit = row.is_limit_own ? row.likely_limit : servingFactsSchema.parse(standIn.serving).limit;
    return toServing({ ...row, ...standIn, likely_limit: limit }, found, external);
  }

  private async findModel(tx: Tx, versionId: string): Promise<OpenedModel | UnusableModel> {
    const key = `${tx.workspaceId}/${versionId}`;
    const known = this.loaded.get(key);
    if (known) {
      // Last used last, so that the first is the one to forget.
      this.loaded.delete(key);
      this.loaded.set(key, known);
      return known;
    }
    const [stored] = await tx.query<{ artefact: Buffer; artefact_sha256: string; features: unknown }>(
      'SELECT artefact, artefact_sha256, features FROM model_version WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, versionId]);
    const opened = stored ? openModel(stored.artefact, stored.artefact_sha256, stored.features) : 'damaged';
    if (typeof opened === 'string') return opened;
    this.loaded.set(key, opened);
    if (this.loaded.size > MOST_LOADED) this.loaded.delete(this.loaded.keys().next().value!);
    return opened;
  }
}

function toServing(row: ServingRow, model: OpenedModel | null, external: ExternalInUse | null): ServingOutcome {
  const definition = outcomeDefinitionSchema.parse(row.definition);
  const ruleCurve = row.rule_curve === null ? null : ruleCurveSchema.parse(row.rule_curve);
  const facts = model && servingFactsSchema.parse(row.serving);
  return {
    id: row.id, name: definition.name, role: definition.role, horizonDays: definition.horizonDays, condition: definition.condition, ...signalOf(row.id, definition),
    source: model ? 'model' : ruleCurve ? 'rules' : 'none', versionId: model && row.version_id,
    model: model && facts && { ...model, means: { points: facts.meanPoints, logOdds: facts.meanLogOdds } },
    ruleCurve, limit: model ? row.likely_limit : null, timing: timingSchema.nullable().parse(model ? row.timing : row.rule_timing), missing: missingSchema.parse(row.missing), external,
  };
}

function listServingRows(tx: Tx): Promise<ServingRow[]> {
  return tx.query<ServingRow>(`
    SELECT o.id, o.definition, o.likely_limit, o.is_limit_own, o.rule_curve, o.rule_timing, o.missing, v.id AS version_id, v.kind, v.number, v.serving, v.timing
      FROM outcome o LEFT JOIN model_version v ON v.workspace_id = $1 AND v.outcome_id = o.id AND v.state = 'in_use'
     WHERE o.workspace_id = $1 AND o.archived_at IS NULL ORDER BY o.created_at, o.id`, [tx.workspaceId]);
}
