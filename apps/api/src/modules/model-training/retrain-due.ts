import type { RetrainCondition, TrainingRun } from '@kelvin/contracts';
import { MS_PER_DAY, type DayNumber } from '@kelvin/kernel';

/** What is known of an outcome that was trained before. */
export interface TrainedBefore {
  readonly now: Date;
  /** The last day with complete data, today. */
  readonly lastDay: DayNumber;
  readonly lastRun: { readonly startedAt: Date; readonly asOfDay: DayNumber | null };
  /** When a file with events of the past was last brought in and scored; null: never. */
  readonly lastImportAt: Date | null;
  /** What would start a training of the model in use, and when that was last measured; null without one that is measured. */
  readonly measured: { readonly at: Date; readonly conditions: readonly RetrainCondition[] } | null;
  /** The model that should serve is damaged, or was made for other code, and no training has been tried since that was so. */
  readonly isUnusable: boolean;
}

const CAUSES: Readonly<Record<RetrainCondition['code'], TrainingRun['cause']>> = {
  'retrain.feature_drifted': 'drift', 'retrain.chances_drifted': 'drift', 'retrain.outcome_drifted': 'drift', 'retrain.age': 'age', 'retrain.more_outcomes': 'outcomes',
};

const EVERY_DAYS = 7;
/** Whatever the reason, an outcome is trained once a day at most: files may come every night. */
const LEAST_DAYS = 1;

/**
 * Why an outcome may be trained again now, or null: after an import, because its model cannot be used, for any condition that its card shows as met and that the
 * last run did not know of, or because a week has passed in data as well as
 * by the clock. Whether there is anything new to learn is the caller's to look up, which costs more.
 */
export function whyTrainAgain({ now, lastDay, lastRun, lastImportAt, measured, isUnusable }: TrainedBefore): TrainingRun['cause'] | null {
  const sinceDays = (now.getTime() - lastRun.startedAt.getTime()) / MS_PER_DAY;
  if (lastImportAt !== null && lastImportAt > lastRun.startedAt && sinceDays >= LEAST_DAYS) return 'import';
  if (isUnusable && sinceDays >= LEAST_DAYS) return 'unusable';
  if (sinceDays >= LEAST_DAYS && measured !== null && measured.at > lastRun.startedAt) {
    const met = measured.conditions.find(({ isMet }) => isMet);
    if (met) return CAUSES[met.code];
  }
  if (sinceDays < EVERY_DAYS) return null;
  return lastRun.asOfDay === null || lastDay - lastRun.asOfDay >= EVERY_DAYS ? 'schedule' : null;
}
