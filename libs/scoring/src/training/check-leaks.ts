import { AppError, dayToIso } from '@kelvin/kernel';
import type { CompiledFeatures } from '../features/compute-features.ts';
import { findLeaks } from './find-leaks.ts';
import type { LearningCustomer } from './learning-customer.ts';
import type { SnapshotPlan } from './plan-snapshots.ts';
import type { Snapshots } from './snapshots.ts';

/** Of the training rows, so many are looked at again: a hundredth or so of a run's time. */
const SHARE = 0.01;
const FEWEST_PLACES = 40;
const MOST_PLACES = 400;

/**
 * The as-of check of every training: some of the customers that it learns from, spread over all of them, on its first, middle
 * and last day and on the test day.
 *
 * @param seed of the invented future.
 * @throws AppError `training.leak`, which names the first feature that hangs on what came later.
 */
export function checkLeaks(features: CompiledFeatures, customers: readonly LearningCustomer[], { training, plan }: { readonly training: Snapshots; readonly plan: SnapshotPlan }, seed: number): void {
  const { trainingDays, testDay } = plan;
  const days = [...new Set([trainingDays[0]!, trainingDays[trainingDays.length >> 1]!, trainingDays.at(-1)!, testDay])];
  const places = Math.min(MOST_PLACES, Math.max(FEWEST_PLACES, SHARE * training.rows));
  const wanted = Math.ceil(places / days.length);
  const looked = new Set(Array.from({ length: wanted }, (_unused, at) => training.customers[Math.floor((at * training.rows) / wanted)]!));
  const [leak] = findLeaks(features, [...looked].map((customer) => customers[customer]!), days, seed);
  if (!leak) return;
  throw new AppError('invalid', 'training.leak', `The feature “${leak.feature}” of a customer as of ${dayToIso(leak.asOfDay)} changes with what he did later. A model that learned from it would look better than it is, so none was made. Please report this: no setting can cause it.`,
    { feature: leak.feature, asOf: dayToIso(leak.asOfDay) });
}
