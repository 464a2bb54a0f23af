import type { OutcomeDefinition } from '@kelvin/contracts';
import type { DayNumber } from '@kelvin/kernel';
import { lastTestDay, planSnapshots } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { countOnDays, findFirstDay } from './outcome-counts.read-model.ts';
import { MOST_CUSTOMERS, MOST_ROWS } from './learning-limits.ts';
import { findLearningShare } from './load-learning.ts';

/**
 * How many outcomes a training as of `lastDay` would learn and test from: those of its own snapshot days, each with as many of them
 * as it would hold. One statement over daily counts, no features made. 0 where there is too little history.
 */
export async function countLearnable(tx: Tx, { condition, horizonDays }: OutcomeDefinition, lastDay: DayNumber): Promise<number> {
  const firstDay = await findFirstDay(tx);
  const plan = firstDay === null ? null : planSnapshots({ firstDay, testDay: lastTestDay(lastDay, horizonDays), horizonDays });
  if (plan === null) return 0;
  const counts = await countOnDays(tx, { condition, horizonDays, days: [...plan.trainingDays, plan.testDay], facts: await getWorkspaceFacts(tx) });
  const share = await findLearningShare(tx, MOST_CUSTOMERS);
  const held = (part: typeof counts): number => {
    const rows = share * part.reduce((sum, { customers }) => sum + customers, 0);
    return share * Math.min(1, MOST_ROWS / Math.max(1, rows)) * part.reduce((sum, { positives }) => sum + positives, 0);
  };
  return Math.round(held(counts.slice(0, -1)) + held(counts.slice(-1)));
}
