/** Events from which a customer's own hours say more than everybody's. */
const LEAST_EVENTS = 10;
const HOURS = 24;
/** What a neighbouring hour counts: who comes around eight in the evening comes at 19:50 and at 20:10. */
const NEIGHBOUR_WEIGHT = 0.5;

export interface BestHour {
  /** 0–23: the hour that begins then, in the time zone of the counts. */
  readonly hour: number;
  /** False: the workspace's, because the customer has done too little. */
  readonly isOwn: boolean;
}

/**
 * The hour in which a customer is likeliest to be there (`docs/scoring.md` section 7): his own from ten events on, else that of the
 * whole workspace; null where neither has ten. Of hours that are alike the one that the workspace prefers, then the earlier.
 *
 * @param own events by hour of the day, 24 numbers
 * @param workspace the same of everybody
 */
export function bestHour(own: ArrayLike<number>, workspace: ArrayLike<number>): BestHour | null {
  const everybody = smoothed(workspace);
  if (sumOf(own) >= LEAST_EVENTS) return { hour: largest(smoothed(own), everybody), isOwn: true };
  return sumOf(workspace) >= LEAST_EVENTS ? { hour: largest(everybody, everybody), isOwn: false } : null;
}

/** Events by hour, for {@link bestHour}, from those hours that have any. */
export function hourCounts(hours: Iterable<{ readonly hour: number; readonly n: number }>): Float64Array {
  const counts = new Float64Array(HOURS);
  for (const { hour, n } of hours) counts[hour]! += n;
  return counts;
}

function smoothed(counts: ArrayLike<number>): Float64Array {
  const at = (hour: number): number => counts[(hour + HOURS) % HOURS]!;
  return Float64Array.from({ length: HOURS }, (_unused, hour) => at(hour) + NEIGHBOUR_WEIGHT * (at(hour - 1) + at(hour + 1)));
}

function largest(counts: Float64Array, preferred: Float64Array): number {
  let best = 0;
  for (let hour = 1; hour < HOURS; hour++) {
    if (counts[hour]! > counts[best]! || (counts[hour] === counts[best] && preferred[hour]! > preferred[best]!)) best = hour;
  }
  return best;
}

function sumOf(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}
