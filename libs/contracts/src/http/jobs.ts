import { z } from 'zod';
import { failureSchema } from './common.ts';

/** Jobs that change what is known of the past, so that what was told of it is told anew once one is done. */
export const PAST_CHANGING_JOBS: readonly Job['kind'][] = ['backfill', 'fit', 'rebuild', 'import', 'demo'];

/** What a job may say it is at; a new one wants words in `shell/i18n`. */
export const JOB_PHASES = [
  'checking', 'reading', 'draining', 'newest', 'older', 'history', 'prepare', 'score', 'fit', 'rebuild',
  'loading', 'snapshots', 'candidates', 'refit', 'evaluate', 'serving', 'asking', 'saving',
] as const;
export type JobPhase = (typeof JOB_PHASES)[number];

/** A long job as the tray shows it; `phase` is empty until it has said one; also the payload of `job` messages on the live stream. */
export const jobSchema = z.object({
  id: z.uuid(), kind: z.enum(['import', 'backfill', 'rescore', 'rebuild', 'demo', 'fit', 'replay', 'train']), subject: z.string(),
  status: z.enum(['queued', 'running', 'done', 'cancelled', 'failed']), phase: z.string(), done: z.number(), total: z.number().nullable(),
  error: failureSchema.nullable(), result: z.record(z.string(), z.unknown()).nullable(),
  isCancelRequested: z.boolean(), createdAt: z.iso.datetime(), startedAt: z.iso.datetime().nullable(), finishedAt: z.iso.datetime().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** GET /api/w/:workspace/live (server-sent events): what a message's `event:` line may say, with its data. */
export type LiveMessage =
  | { event: 'job'; data: Job }
  | { event: 'events'; data: { received: number } }
  | { event: 'scores'; data: { customerIds: string[]; customers: number } }
  /** A source fell silent or came back. */
  | { event: 'sources'; data: Record<string, never> }
  /** An outcome, a training or the model in use changed. */
  | { event: 'models'; data: Record<string, never> }
  /** One more notification, or somebody has read some. */
  | { event: 'notifications'; data: Record<string, never> }
  | { event: 'workspace'; data: Record<string, never> };
