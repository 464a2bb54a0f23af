import type { ScoreDifference } from '@kelvin/contracts';
import { dayToIso, type Clock } from '@kelvin/kernel';
import { Predictor, scoreCustomer, type LedgerRow } from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { ServingModels } from '../model-training/serving-models.read-model.ts';
import { getExclusion, loadKnownCustomer } from './known-customer.read-model.ts';

/** What changed in a score: the difference of two ledgers, both by the rules and the model of today, so that only the customer differs. */
@Injectable()
export class ScoreChangeReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly models: ServingModels) {}

  /** @throws AppError `customer.not_found` */
  async get(ctx: RequestContext, id: string, days: number): Promise<ScoreDifference> {
    return this.db.transaction(ctx, async (tx) => {
      const { isExcluded } = await getExclusion(tx, id);
      const asOfDay = asOfDayOf(ctx, this.clock.now());
      const outcomes = (await this.models.load(tx)).filter(({ source }) => source !== 'none');
      const { rows, categories, index, rules, stats } = await loadKnownCustomer(tx, ctx, { id, asOfDay, daysBack: days, outcomes });
      const predictor = new Predictor(outcomes, ctx.business, index);
      const scoreAt = (day: number) => {
        const [predict] = predictor.predict([{ rows, asOfDay: day, categories }]);
        return scoreCustomer(rules, { rows, asOfDay: day, stats, previous: null, isExcluded, predict: predict! });
      };
      const then = scoreAt(asOfDay - days);
      const today = scoreAt(asOfDay);
      return { fromDay: dayToIso(asOfDay - days), toDay: dayToIso(asOfDay), before: then.hundredths, after: today.hundredths, rows: differenceOf(then.ledger, today.ledger) };
    });
  }
}

/** Row by row, largest first; rows that are the same are left out. They add up to the difference of the scores exactly. */
function differenceOf(before: readonly LedgerRow[], after: readonly LedgerRow[]): ScoreDifference['rows'] {
  const byCode = new Map<string, ScoreDifference['rows'][number]>();
  const add = (rows: readonly LedgerRow[], sign: 1 | -1): void => {
    for (const { code, group, kind, hundredths, evidence } of rows) {
      const known = byCode.get(code);
      byCode.set(code, { code, group: group ?? '', kind, hundredths: (known?.hundredths ?? 0) + sign * hundredths, facts: sign === 1 || !known ? evidence : known.facts });
    }
  };
  add(before, -1);
  add(after, 1);
  return [...byCode.values()].filter(({ hundredths }) => hundredths !== 0).sort((a, b) => Math.abs(b.hundredths!) - Math.abs(a.hundredths!) || (a.code < b.code ? -1 : 1));
}
