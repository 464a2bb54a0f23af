import type { Random } from '../rig/random.ts';

/** What is done to the fleet at one moment. All but the wipe are kills −9. */
export type Blow = 'worker' | 'api' | 'database' | 'everything' | 'queue' | 'wipe';

/** Of every fifteen kills: most hit workers, because those are in the middle of something. */
const SHARES: readonly Blow[] = ['worker', 'api', 'database', 'worker', 'worker', 'database', 'api', 'worker', 'queue', 'everything', 'worker', 'database', 'api', 'worker', 'worker'];
/** One wipe of the queue after so many kills. */
const KILLS_PER_WIPE = 4;

/**
 * The blows of a run, in a random order, with their moments in milliseconds from its start, spread over the run.
 * `hasQueueServer`: the queue has a server of its own to kill; without one the database is hit in its place.
 */
export function planBlows(kills: number, runMs: number, hasQueueServer: boolean, random: Random): { blow: Blow; atMs: number }[] {
  const blows = Array.from({ length: kills }, (_unused, n) => SHARES[n % SHARES.length]!).map((blow) => (blow === 'queue' && !hasQueueServer ? 'database' : blow));
  for (let n = 0; n < Math.max(1, Math.floor(kills / KILLS_PER_WIPE)); n += 1) blows.push('wipe');
  for (let at = blows.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [blows[at], blows[other]] = [blows[other]!, blows[at]!];
  }
  const moments = blows.map(() => random.next() * runMs).sort((a, b) => a - b);
  return blows.map((blow, n) => ({ blow, atMs: moments[n]! }));
}
