import type { CustomerHistory, CustomerList, ListCustomers } from '@kelvin/contracts';
import { dayToIso, type Clock } from '@kelvin/kernel';
import { defaultCountryOf } from '@kelvin/profile';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { findListedOutcomes } from '../model-training/listed-outcomes.read-model.ts';
import { listPutInUse } from '../model-training/put-in-use.read-model.ts';
import { comparisonDay } from './comparison-day.read-model.ts';
import { buildCustomerQuery, countSql, windowSql } from './customer-filter.ts';
import { LISTED_COLUMNS, toListedCustomer, type ListedRecord } from './customer.mapper.ts';

const MAX_CHANGES = 500;
/** As Overview compares when nothing else is said. */
const DEFAULT_MOVED_DAYS = 90;

/** The outcome whose model takes part in the score. */
const primaryRoleOf = ({ business }: RequestContext) => (business === 'b2c' ? 'buys' : 'leaves');

/** Lists of customers and the past of one. */
@Injectable()
export class CustomersReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  /** One window of the list and how many there are in all. The order is total, so windows never overlap. */
  async list(ctx: RequestContext, filter: ListCustomers): Promise<CustomerList> {
    return this.db.transaction(ctx, async (tx) => {
      const movedSince = filter.movedFrom ? await comparisonDay(tx, asOfDayOf(ctx, this.clock.now()) - (filter.movedDays ?? DEFAULT_MOVED_DAYS)) : null;
      const query = buildCustomerQuery(ctx.workspaceId, filter, movedSince, defaultCountryOf(ctx));
      const [count] = await tx.query<{ total: number }>(countSql(query), query.parameters);
      const total = count?.total ?? 0;
      const { outcomes, isAnythingPredicted } = await findListedOutcomes(tx);
      const rows = filter.offset >= total ? [] : await tx.query<ListedRecord>(windowSql(query, LISTED_COLUMNS, total), [...query.parameters, filter.limit, filter.offset]);
      return { total, offset: filter.offset, items: rows.map((row) => toListedCustomer(row, outcomes, primaryRoleOf(ctx))), outcomes, isAnythingPredicted };
    });
  }

  /** Scores by day, oldest first, the changes behind them, newest first, and when models came into use that take part in them. */
  async history(ctx: RequestContext, customerId: string, days: number): Promise<CustomerHistory> {
    const fromDay = dayToIso(asOfDayOf(ctx, this.clock.now()) - days);
    return this.db.transaction(ctx, async (tx) => {
      const points = await tx.query<{ day: string; hundredths: number; band: CustomerHistory['points'][number]['band']; cause: string }>(
        'SELECT on_day::text AS day, hundredths, band, cause FROM score_history WHERE workspace_id = $1 AND customer_id = $2 AND on_day >= $3::date ORDER BY on_day', [ctx.workspaceId, customerId, fromDay]);
      const changes = await tx.query<{ id: string; at: Date; before_hundredths: number | null; after_hundredths: number; before_band: string | null; after_band: string; cause: string }>(
        'SELECT id, at, before_hundredths, after_hundredths, before_band, after_band, cause FROM score_change WHERE workspace_id = $1 AND customer_id = $2 ORDER BY at DESC LIMIT $3', [ctx.workspaceId, customerId, MAX_CHANGES]);
      return {
        points,
        changes: changes.map((row) => ({ id: row.id, at: row.at.toISOString(), before: row.before_hundredths, after: row.after_hundredths, beforeBand: row.before_band, afterBand: row.after_band, cause: row.cause })),
        models: await listPutInUse(tx, primaryRoleOf(ctx), fromDay),
      };
    });
  }
}
