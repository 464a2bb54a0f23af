/** What waits to be drained: nothing, something as always under load, or live events that came too long ago. */
export type Backlog = 'none' | 'short' | 'long';

/** Live events that have waited longer than this say that the drain does not keep up. */
export const BEHIND_MS = 1_000;

interface Rest {
  /** How many times as long as the pass took, */
  readonly times: number;
  /** and at most so long. */
  readonly mostMs: number;
}

/**
 * While something waits to be drained a quarter is enough for changes of one customer to gather into one score. Where the
 * drain does not keep up, scores are old however often they are made, and most of the time is the drain's.
 */
const RESTS: Readonly<Record<Backlog, Rest>> = { none: { times: 0, mostMs: 0 }, short: { times: 0.25, mostMs: 400 }, long: { times: 2, mostMs: 1_500 } };

/**
 * Lets scoring of a workspace rest between two passes: under load its customers change faster than they need to be scored.
 * Nothing is held meanwhile; rings that come are answered by the one that follows the rest, and the sweeper's ring follows
 * where this process is no more.
 */
export class ScoreRests {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly ring: (workspaceId: string) => Promise<void>) {}

  isResting(workspaceId: string): boolean {
    return this.timers.has(workspaceId);
  }

  /** Rests after a pass of `tookMs`, then rings for scoring; false where there is no need to. */
  begin(workspaceId: string, tookMs: number, backlog: Backlog): boolean {
    const { times, mostMs } = RESTS[backlog];
    const restMs = Math.min(mostMs, tookMs * times);
    if (restMs <= 0) return false;
    this.timers.set(workspaceId, setTimeout(() => {
      this.timers.delete(workspaceId);
      void this.ring(workspaceId);
    }, restMs).unref());
    return true;
  }

  /** Ends all rests without a ring. */
  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
