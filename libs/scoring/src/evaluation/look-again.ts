import type { FigureSource, ModelLook } from '@kelvin/contracts';
import { dayToIso } from '@kelvin/kernel';
import type { Comparison } from './bootstrap.ts';
import { countPositives } from './chances.ts';
import { automationReasonsOf, gainsOver, isBetter, isWorse } from './gate.ts';
import { missingOutcomesIn } from './least-outcomes.ts';
import { type CardPart, figuresOf } from './model-card.ts';

/** What a test says of the model in use; when it was looked at, and by which run, is the caller's to know. */
export type LookedAgain = Omit<ModelLook, 'at' | 'runId'>;

/**
 * Asks of the champion what it was asked when it was promoted, on a later test: is it better than the rules and the recency rule,
 * and if not, is it worse than the rules? Each with a one-sided 95 % bound. Null without a champion, or where the test has too few
 * outcomes to decide anything.
 */
export function lookAgain(comparison: Comparison<FigureSource>, test: CardPart): LookedAgain | null {
  const rows = comparison.rows.champion;
  if (!rows || missingOutcomesIn(rows.labels)) return null;
  const isStillBetter = isBetter(comparison, 'champion', 'rules') && isBetter(comparison, 'champion', 'recency');
  return {
    test: { from: dayToIso(test.fromDay), to: dayToIso(test.toDay), rows: rows.labels.length, customers: test.customers, positives: countPositives(rows.labels) },
    standing: isStillBetter ? 'better' : isWorse(comparison, 'champion', 'rules') ? 'worse' : 'as_good',
    gains: gainsOver(comparison, 'champion', 'rules'),
    figures: [{ ...figuresOf(comparison, 'champion'), source: 'model' }, ...(['rules', 'recency'] as const).map((source) => figuresOf(comparison, source))],
    automationReasons: automationReasonsOf(comparison, 'champion', isStillBetter),
  };
}
