import type { Tx } from '../../platform/db/db.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { findRun } from './training-run.repository.ts';

/** A training that has put nothing in use. */
export interface NothingNew {
  readonly runId: string;
  readonly outcomeName: string;
  /** Of the version that was kept all the same. */
  readonly number: number | null;
  /** The code of what the gate says, of what is missing, or of what went wrong. */
  readonly reason: string;
}

/**
 * Tells the person who asked for a training that it has put nothing in use. One that nobody asked for says so on the outcome's
 * page only: told every week, it would teach people to look away from the bell.
 */
export async function tellWhoWaits(tx: Tx, now: Date, { runId, outcomeName, number, reason }: NothingNew): Promise<void> {
  const run = await findRun(tx, runId);
  if (run?.cause !== 'asked' || run.started_by === null) return;
  await appendNotification(tx, now, { kind: 'model.not_promoted', payload: { outcomeId: run.outcome_id, name: outcomeName, number, reason }, userId: run.started_by });
}
