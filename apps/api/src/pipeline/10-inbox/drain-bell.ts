import type { RingStage } from '../../platform/queue/stages.ts';

/** At most one ring per workspace and this long: a ring is a commit in the queue's own tables. */
const QUIET_MS = 50;

/**
 * Rings for drains without holding up answers: the first ring goes out at once, those that follow within the quiet
 * time become one at its end, so that no delivery waits for the sweeper.
 */
export class DrainBell {
  private readonly quiet = new Map<string, { isWanted: boolean }>();

  constructor(private readonly rings: { ring(workspaceId: string, stage: RingStage): Promise<void> }) {}

  ring(workspaceId: string): void {
    const quiet = this.quiet.get(workspaceId);
    if (quiet) {
      quiet.isWanted = true;
      return;
    }
    this.ringNow(workspaceId);
  }

  private ringNow(workspaceId: string): void {
    const state = { isWanted: false };
    this.quiet.set(workspaceId, state);
    void this.rings.ring(workspaceId, 'drain');
    setTimeout(() => {
      this.quiet.delete(workspaceId);
      if (state.isWanted) this.ringNow(workspaceId);
    }, QUIET_MS);
  }
}
