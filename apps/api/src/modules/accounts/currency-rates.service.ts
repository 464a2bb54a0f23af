import type { CurrencyRateList, SetCurrencyRates } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { invalidField } from '../../platform/http/validation.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { listRates, lockRates } from './currency-rates.repository.ts';
import { updateWorkspaceColumns } from './workspace.repository.ts';

/** What other currencies are worth in the workspace's own, and how many events wait for somebody to say so. */
@Injectable()
export class CurrencyRatesService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  get(ctx: RequestContext): Promise<CurrencyRateList> {
    return this.db.transaction(ctx, (tx) => listRates(tx));
  }

  /**
   * Sets all rates. A job counts the people anew who have events of a currency whose rate is now another; it is queued in this
   * same transaction. Waits for a drain to end, because one in flight still counts by the rates before.
   */
  async set(ctx: RequestContext, { rates }: SetCurrencyRates): Promise<CurrencyRateList> {
    const now = this.clock.now();
    const { answer, isRebuilt } = await this.db.transaction(ctx, async (tx) => {
      await waitForDrainLock(tx);
      const { currency, before } = await lockRates(tx);
      const own = rates.findIndex((rate) => rate.currency === currency);
      if (own >= 0) throw invalidField(`rates.${own}.currency`, 'This is the currency of the workspace: it is worth 1.');
      const after = Object.fromEntries(rates.map((rate) => [rate.currency, rate.rate]));
      const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((code) => before[code] !== after[code]).sort();
      if (changed.length > 0) {
        await updateWorkspaceColumns(tx, { currency_rates: JSON.stringify(after) });
        const diff = Object.fromEntries(changed.map((code) => [code, [before[code] ?? null, after[code] ?? null]]));
        await recordAudit(tx, now, { action: 'workspace.currency_rates_changed', objectKind: 'workspace', objectId: ctx.workspaceId, userId: ctx.userId, diff });
        await createJob(tx, now, { kind: 'rebuild', subject: changed.join(', '), input: { currencies: changed }, userId: ctx.userId });
        await appendChange(tx, now, 'workspace', {});
      }
      return { answer: await listRates(tx), isRebuilt: changed.length > 0 };
    });
    if (isRebuilt) await this.rings.ring(ctx.workspaceId, 'jobs');
    return answer;
  }
}
