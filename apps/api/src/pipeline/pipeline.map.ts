import type { RingStage } from '../platform/queue/stages.ts';

interface Stage {
  readonly stage: string;
  readonly startedBy: string;
  /** What the stage hands on: rows of a table, or between steps of one transaction what they pass to each other. */
  readonly leaves: string;
  /** The ring that says the rows are there; null where the next stage is a step of the same transaction, or listens itself. */
  readonly rings: RingStage | null;
}

/**
 * The path of data, in order: what starts each stage, and what it leaves for the next.
 * Stages 20 to 40 are steps of one transaction, composed in `drain/drain.ts`; 50 and 60 of another, composed in
 * `60-score/score-stale.ts`. Between the two the hand-over is a committed row and a ring. Beside `score_change` the
 * scorer writes `change`, which open screens follow (`modules/live/`).
 */
export const pipelineMap = [
  { stage: '10-inbox', startedBy: 'HTTP request or import part', leaves: 'delivery_pending', rings: 'drain' },
  { stage: '20-normalise', startedBy: 'delivery_pending', leaves: 'canonical events', rings: null },
  { stage: '30-identity', startedBy: 'canonical events', leaves: 'profile of each event', rings: null },
  { stage: '40-profile', startedBy: 'profile of each event', leaves: 'customer_stale', rings: 'score' },
  { stage: '50-features', startedBy: 'customer_stale', leaves: 'daily rows and workspace figures', rings: null },
  { stage: '60-score', startedBy: 'daily rows and workspace figures', leaves: 'score_change', rings: null },
] as const satisfies readonly Stage[];
