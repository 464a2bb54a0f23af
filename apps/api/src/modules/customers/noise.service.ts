import type { CustomerNoise } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { liftNoise } from '../../pipeline/40-profile/lift-noise.port.ts';
import { outdateFigures } from '../../pipeline/40-profile/outdate-figures.port.ts';
import { markStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { Db } from '../../platform/db/db.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { getOpenCustomer } from './customer.repository.ts';
import { listFlagged } from './flagged-events.read-model.ts';

/** What of a customer was taken for a program or a test, and counting it after all. */
@Injectable()
export class NoiseService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  /** What is flagged of him, most first; nothing for somebody who is not there. */
  async find(ctx: RequestContext, customerId: string): Promise<CustomerNoise> {
    return { flagged: await this.db.transaction(ctx, (tx) => listFlagged(tx, customerId)) };
  }

  /**
   * Counts what was flagged of him, and whatever his devices and ids do from now on. Fires nothing.
   * @throws AppError `customer.not_found`, `customer.merged`
   */
  async lift(ctx: RequestContext, customerId: string): Promise<CustomerNoise> {
    const now = this.clock.now();
    const events = await this.db.transaction(ctx, async (tx) => {
      await waitForDrainLock(tx);
      await getOpenCustomer(tx, customerId);
      const lifted = await liftNoise(tx, customerId, { at: now, by: ctx.userId });
      if (lifted === 0) return 0;
      await outdateFigures(tx, 1);
      await markStale(tx, [customerId], 'definition', now);
      await recordAudit(tx, now, { action: 'customer.noise_lifted', objectKind: 'customer', objectId: customerId, userId: ctx.userId, diff: { events: lifted } });
      return lifted;
    });
    if (events > 0) await this.rings.ring(ctx.workspaceId, 'score');
    return { flagged: [] };
  }
}
