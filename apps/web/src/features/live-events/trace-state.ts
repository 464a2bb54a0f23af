import type { EventTrace } from '@kelvin/contracts';

/** An event that has no score by then has nothing that counts; waiting longer would promise what never comes. */
const SCORE_WITHIN_MS = 60_000;

export type TraceState = 'stopped' | 'unprocessed' | 'unscored' | 'uncounted' | 'scored';

/** Where an event is on its way from receipt to score. `nowMs` tells waiting from never. */
export function traceState({ status, trace }: Pick<EventTrace, 'status' | 'trace'>, nowMs: number): TraceState {
  if (status === 'rejected' || status === 'parked') return 'stopped';
  if (trace.score) return 'scored';
  if (trace.processedAt === null) return 'unprocessed';
  if (trace.scoredAt !== null || status === 'flagged') return 'uncounted';
  return nowMs - Date.parse(trace.processedAt) < SCORE_WITHIN_MS ? 'unscored' : 'uncounted';
}

/** Whether asking again can still tell something new. */
export function isTraceOpen(event: Pick<EventTrace, 'status' | 'trace'>, nowMs: number): boolean {
  const state = traceState(event, nowMs);
  return state === 'unprocessed' || state === 'unscored';
}
