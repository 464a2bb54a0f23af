import type { TrainingRun } from '@kelvin/contracts';
import { MS_PER_DAY, type DayNumber } from '@kelvin/kernel';

/** What is known of an outcome that was trained before. */
export interface TrainedBefore {
  readonly now: Date;
  /** The last day with complete data, today. */
  readonly lastDay: DayNumber;
  readonly lastRun: { readonly startedAt: Date; readonly asOfDay: DayNumber | null };
  /** When a file with events of the past was last brought in and scored; null: never. */
  readonly lastImportAt: Date | null;
  /** A distribution that matters to the model in use lies elsewhere than at training. */
  readonly hasDrifted: boolean;
  /** The model that should serve is damaged, or was made for other code, and no training has been tried since that was so. */
  readonly isUnusable: boolean;
}

const EVERY_DAYS = 7;
/** Whatever the reason, an outcome is trained once a day at most: files may come every night. */
const LEAST_DAYS = 1;

/**
 * Why an outcome may be trained again now, or null: after an import, because its model cannot be used, for drift, or because a week has passed in data as well as
 * by the clock. Whether there is anything new to learn is the caller's to look up, which costs more.
 */
export function whyTrainAgain({ now, lastDay, lastRun, lastImportAt, hasDrifted, isUnusable }: TrainedBefore): TrainingRun['cause'] | null {
  const sinceDays = (now.getTime() - lastRun.startedAt.getTime()) / MS_PER_DAY;
  if (lastImportAt !== null && lastImportAt > lastRun.startedAt && sinceDays >= LEAST_DAYS) return 'import';
  if (isUnusable && sinceDays >= LEAST_DAYS) return 'unusable';
  if (sinceDays < EVERY_DAYS) return null;
  if (hasDrifted) return 'drift';
  return lastRun.asOfDay === null || lastDay - lastRun.asOfDay >= EVERY_DAYS ? 'schedule' : null;
}
