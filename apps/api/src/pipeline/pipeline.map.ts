interface Stage {
  readonly stage: string;
  readonly startedBy: string;
  readonly leaves: string | null;
}

/**
 * The path of data, in order: what starts each stage, and what it leaves for the next.
 * Stages 20 to 40 are steps of one transaction, composed in `drain/`; between the other stages the hand-over
 * is a committed row and a ring.
 */
export const pipelineMap = [
  { stage: '10-inbox', startedBy: 'HTTP request or import part', leaves: 'delivery_pending' },
  { stage: '20-normalise', startedBy: 'delivery_pending', leaves: 'canonical events' },
  { stage: '30-identity', startedBy: 'canonical events', leaves: 'profile of each event' },
  { stage: '40-profile', startedBy: 'profile of each event', leaves: 'customer_stale' },
  { stage: '50-features', startedBy: 'customer_stale', leaves: 'daily rows and workspace figures' },
  { stage: '60-score', startedBy: 'daily rows and workspace figures', leaves: 'score_change' },
] as const satisfies readonly Stage[];
