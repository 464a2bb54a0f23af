import type { ExclusionState } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { excludeCustomer, includeCustomer } from '../../pipeline/40-profile/exclusions.port.ts';
import { outdateFigures } from '../../pipeline/40-profile/outdate-figures.port.ts';
import { refreshCustomers } from '../../pipeline/40-profile/refresh-customers.port.ts';
import { markStale } from '../../pipeline/40-profile/stale-marks.port.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { getOpenCustomer } from './customer.repository.ts';

/** Taking employees, test accounts and partners out of scoring, and back in. */
@Injectable()
export class ExclusionsService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  /**
   * Excludes a customer or takes him back; saying what holds already changes nothing. Under the drain lock, because a
   * merge would carry his profiles elsewhere meanwhile. Fires nothing.
   * @throws AppError `customer.not_found`, `customer.merged`
   */
  async change(ctx: RequestContext, customerId: string, { isExcluded }: ExclusionState): Promise<ExclusionState> {
    const now = this.clock.now();
    const isChanged = await this.db.transaction(ctx, async (tx) => {
      await waitForDrainLock(tx);
      const customer = await getOpenCustomer(tx, customerId);
      if (customer.isExcluded === isExcluded) return false;
      await (isExcluded ? excludeCustomer : includeCustomer)(tx, customerId, { at: now, by: ctx.userId });
      await refreshCustomers(tx, [customerId]);
      await outdateFigures(tx, 1);
      await markStale(tx, [customerId], 'definition', now);
      await recordAudit(tx, now, { action: isExcluded ? 'customer.excluded' : 'customer.included', objectKind: 'customer', objectId: customerId, userId: ctx.userId });
      return true;
    });
    if (isChanged) await this.rings.ring(ctx.workspaceId, 'score');
    return { isExcluded };
  }
}
