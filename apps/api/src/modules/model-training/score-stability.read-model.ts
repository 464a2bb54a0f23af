import type { ScoreStability } from '@kelvin/contracts';
import { DRIFT_LIMITS } from '@kelvin/scoring';
import { Injectable } from '@nestjs/common';
import { Db, type Tx, type WorkspaceContext } from '../../platform/db/db.ts';
import { listReadings } from './drift-readings.repository.ts';
import { DRIFT_EVERY_MS } from './measure-drift.ts';
import { getOutcomeRow } from './outcome.repository.ts';

/** How far things moved since training, week by week, over all versions of an outcome that were in use. */
@Injectable()
export class ScoreStabilityReadModel {
  constructor(private readonly db: Db) {}

  /** @throws AppError `outcome.not_found` */
  get(ctx: WorkspaceContext, outcomeId: string): Promise<ScoreStability> {
    return this.db.transaction(ctx, async (tx) => {
      await getOutcomeRow(tx, outcomeId);
      const inUse = await findMeasured(tx, outcomeId);
      const readings = await listReadings(tx, outcomeId);
      return {
        limits: DRIFT_LIMITS,
        inUse: inUse?.number ?? null, nextAt: inUse && new Date(inUse.at.getTime() + DRIFT_EVERY_MS).toISOString(),
        weeks: readings.map(({ measuredAt, versionNumber, ...figures }) => ({ measuredAt: measuredAt.toISOString(), version: versionNumber, ...figures })),
      };
    });
  }
}

/** The model of ours in use, and when it was measured last, or made; null where none is. */
async function findMeasured(tx: Tx, outcomeId: string): Promise<{ number: number; at: Date } | null> {
  const [row] = await tx.query<{ number: number; at: Date }>(`
    SELECT number, coalesce(drift_measured_at, created_at) AS at FROM model_version WHERE workspace_id = $1 AND outcome_id = $2 AND state = 'in_use' AND kind = 'trained'`, [tx.workspaceId, outcomeId]);
  return row ?? null;
}
