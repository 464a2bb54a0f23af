import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { undoMerge } from '../../pipeline/30-identity/undo-merge.port.ts';
import { outdateFigures } from '../../pipeline/40-profile/outdate-figures.port.ts';
import { refreshCustomers } from '../../pipeline/40-profile/refresh-customers.port.ts';
import { markStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';

/** Taking apart what was joined by mistake. */
@Injectable()
export class MergesService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  /** Undoes a merge under the drain lock: both sides get back their profiles, names and band states, and are scored again. Fires nothing. */
  async undo(ctx: RequestContext, mergeId: string): Promise<{ customerIds: string[] }> {
    const now = this.clock.now();
    const customerIds = await this.db.transaction(ctx, async (tx) => {
      await waitForDrainLock(tx);
      const changed = await undoMerge(tx, mergeId, { at: now, by: ctx.userId });
      await refreshCustomers(tx, changed, changed);
      await outdateFigures(tx, changed.length);
      await markStale(tx, changed, 'definition', now);
      await recordAudit(tx, now, { action: 'merge.undone', objectKind: 'merge', objectId: mergeId, userId: ctx.userId });
      return changed;
    });
    await this.rings.ring(ctx.workspaceId, 'score');
    return { customerIds };
  }
}
