/** What can be rung for. `drain`: stages 20–40; `score`: stages 50–60; `jobs`: long work such as imports and backfills. */
export const RING_STAGES = ['drain', 'score', 'jobs'] as const;
export type RingStage = (typeof RING_STAGES)[number];

/**
 * Does the work of one stage for one workspace and says whether more is waiting.
 * It may be called at any time, twice, or for a workspace without work.
 */
export type StageHandler = (workspaceId: string) => Promise<{ readonly hasMore: boolean }>;

/** One handler per stage; a stage without one, or with two, is refused at boot. */
export class StageRegistry {
  private readonly handlers = new Map<RingStage, StageHandler>();

  register(stage: RingStage, handler: StageHandler): void {
    if (this.handlers.has(stage)) throw new Error(`Stage ${stage} has two handlers.`);
    this.handlers.set(stage, handler);
  }

  get(stage: RingStage): StageHandler {
    const handler = this.handlers.get(stage);
    if (!handler) throw new Error(`Stage ${stage} has no handler.`);
    return handler;
  }

  assertComplete(): void {
    for (const stage of RING_STAGES) this.get(stage);
  }
}
