import type { ScoreDifference } from '@kelvin/contracts';
import { dayToIso, type Clock } from '@kelvin/kernel';
import { CHANGE_DAYS, Predictor, scoreCustomer, type LedgerRow } from '@kelvin/scoring';
import { Inject, Injectable } from '@nestjs/common';
import { asOfDayOf } from '../../pipeline/60-score/as-of.read-model.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { ExternalModels } from '../model-training/external-answers.port.ts';
import { makeQuestions } from '../model-training/external-questions.port.ts';
import { ServingModels } from '../model-training/serving-models.read-model.ts';
import { getExclusion, loadKnownCustomer } from './known-customer.read-model.ts';

/** What changed in a score: the difference of two ledgers, both by the rules and the model of today, so that only the customer differs. */
@Injectable()
export class ScoreChangeReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly models: ServingModels, private readonly external: ExternalModels) {}

  /** @throws AppError `customer.not_found` */
  async get(ctx: RequestContext, id: string, days: number): Promise<ScoreDifference> {
    const asOfDay = asOfDayOf(ctx, this.clock.now());
    const fromDay = asOfDay - days;
    const { isExcluded, loaded, known } = await this.db.transaction(ctx, async (tx) => {
      const { isExcluded: isOut } = await getExclusion(tx, id);
      const outcomes = await this.models.load(tx);
      return { isExcluded: isOut, loaded: outcomes, known: await loadKnownCustomer(tx, ctx, { id, asOfDay, daysBack: days, outcomes }) };
    });
    const { rows, categories, index, rules, stats } = known;
    // Outside the transaction, because an outside model may take its time; of the past it was not asked yet.
    const askedDays = [...new Set([asOfDay, fromDay, asOfDay - CHANGE_DAYS, fromDay - CHANGE_DAYS])];
    const questions = isExcluded ? [] : await makeQuestions(loaded, { customerIds: [id], rows: new Map([[id, rows]]), places: new Map([[id, categories]]), index, daysOf: () => askedDays });
    const answers = await this.external.ask(ctx, questions, false);
    const outcomes = loaded.map((outcome) => answers.serve(outcome)).filter(({ source }) => source !== 'none');
    const predictor = new Predictor(outcomes, ctx.business, index);
    const scoreAt = (day: number) => {
      const [predict] = predictor.predict([{ id, rows, asOfDay: day, categories }]);
      return scoreCustomer(rules, { rows, asOfDay: day, stats, previous: null, isExcluded, predict: predict! });
    };
    const then = scoreAt(fromDay);
    const today = scoreAt(asOfDay);
    return { fromDay: dayToIso(fromDay), toDay: dayToIso(asOfDay), before: then.hundredths, after: today.hundredths, rows: differenceOf(then.ledger, today.ledger) };
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
