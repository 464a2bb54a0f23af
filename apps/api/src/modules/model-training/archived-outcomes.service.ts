import type { ArchivedOutcomeList, OutcomeDefinition } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { markAllStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { createOutcomeNotFoundError } from './outcome.errors.ts';
import { holdRoomFor } from './outcome-room.ts';

/** Of those that were put away, so many are offered. */
const MOST_SHOWN = 50;

/** Outcomes that were put away, and the way back. */
@Injectable()
export class ArchivedOutcomesService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  async list(ctx: RequestContext): Promise<ArchivedOutcomeList> {
    return this.db.transaction(ctx, async (tx) => {
      const rows = await tx.query<{ id: string; definition: OutcomeDefinition; archived_at: Date; versions: number }>(`
        SELECT o.id, o.definition, o.archived_at, (SELECT count(*)::int FROM model_version v WHERE v.workspace_id = $1 AND v.outcome_id = o.id) AS versions
          FROM outcome o WHERE o.workspace_id = $1 AND o.archived_at IS NOT NULL ORDER BY o.archived_at DESC, o.id LIMIT $2`, [ctx.workspaceId, MOST_SHOWN]);
      return { items: rows.map(({ id, definition, archived_at, versions }) => ({ id, definition, archivedAt: archived_at.toISOString(), versions })) };
    });
  }

  /**
   * Predicts an outcome again, by the model that was in use when it was put away. One that is open already is left alone.
   *
   * @throws AppError `outcome.not_found`, or as {@link holdRoomFor} where its place was taken meanwhile
   */
  async restore(ctx: RequestContext, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const [outcome] = await tx.query<{ definition: OutcomeDefinition; archived_at: Date | null }>('SELECT definition, archived_at FROM outcome WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [ctx.workspaceId, id]);
      if (!outcome) throw createOutcomeNotFoundError();
      if (outcome.archived_at === null) return;
      await holdRoomFor(tx, outcome.definition, undefined);
      await tx.query('UPDATE outcome SET archived_at = NULL WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id]);
      await recordAudit(tx, now, { action: 'outcome.restored', objectKind: 'outcome', objectId: id, userId: ctx.userId, diff: { name: outcome.definition.name, archivedAt: outcome.archived_at } });
      await appendChange(tx, now, 'models', {});
      // Chances came back without anybody having done anything: everybody is scored anew, and nothing fires.
      await markAllStale(tx, 'definition', now);
    });
    await this.rings.ring(ctx.workspaceId, 'score');
  }
}
