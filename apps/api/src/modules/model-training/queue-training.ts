import { trainingRunSchema, type TrainingRun } from '@kelvin/contracts';
import { z } from 'zod';
import type { Tx } from '../../platform/db/db.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { externalEndpointSchema, type ExternalEndpoint } from './external-endpoint.shape.ts';

export const trainingJobSchema = z.object({
  outcomeId: z.uuid(), cause: trainingRunSchema.shape.cause, userId: z.uuid().nullable(),
  /** An outside model to judge; null: one of ours is trained. */
  external: externalEndpointSchema.nullable().default(null),
});
export type TrainingJobInput = z.infer<typeof trainingJobSchema>;

/** Queues a training in the caller's transaction; ring `jobs` after the commit. Its id becomes that of the run. */
export function queueTraining(tx: Tx, now: Date, training: { outcomeId: string; name: string; cause: TrainingRun['cause']; userId: string | null; external?: ExternalEndpoint }): Promise<string> {
  const input: TrainingJobInput = { outcomeId: training.outcomeId, cause: training.cause, userId: training.userId, external: training.external ?? null };
  return createJob(tx, now, { kind: 'train', subject: training.name, input, userId: training.userId });
}
