import type { Clock } from '@kelvin/kernel';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, LOG, RUNTIME } from '../../platform/http/runtime.module.ts';
import type { Log } from '../../platform/log/log.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { StageRegistry } from '../../platform/queue/stages.ts';
import type { Runtime } from '../../runtime.ts';
import { deleteResolved } from '../20-normalise/replay-parked.step.ts';
import { RebuildDays, rebuildScopeOf } from '../40-profile/rebuild-days.ts';
import { Drain } from './drain.ts';
import { ReplayParked, type ReplayInput } from './replay-parked.ts';

/** Drains behind one ring before the job is given back, so that its lock and the other workspaces are not kept waiting. */
const DRAINS_PER_RING = 8;

/** Stages 20 to 40. Promises: what was acknowledged is applied once, whole, or set aside with its reason. */
@Module({
  providers: [
    { provide: Drain, inject: [RUNTIME], useFactory: ({ db, clock, log, geoip }: Runtime) => new Drain(db, clock, log, geoip) },
    { provide: RebuildDays, inject: [Db, CLOCK], useFactory: (db: Db, clock: Clock) => new RebuildDays(db, clock) },
    { provide: ReplayParked, inject: [Db, CLOCK, Drain], useFactory: (db: Db, clock: Clock, drain: Drain) => new ReplayParked(db, clock, drain) },
  ],
  exports: [Drain, RebuildDays, ReplayParked],
})
export class DrainModule implements OnModuleInit {
  constructor(
    private readonly drain: Drain, private readonly rebuild: RebuildDays, private readonly replay: ReplayParked, private readonly jobs: JobRunner, private readonly housekeeping: Housekeeping,
    private readonly rings: Rings, private readonly stages: StageRegistry, @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('parked items that left', deleteResolved);
    this.stages.register('drain', async (workspaceId) => {
      for (let round = 0; round < DRAINS_PER_RING; round += 1) {
        const startedMs = performance.now();
        const { items, hasMore } = await this.drain.drainOnce(workspaceId);
        if (items > 0) {
          this.log.debug({ workspaceId, items, durationMs: Math.round(performance.now() - startedMs) }, 'Deliveries drained');
          await this.rings.ring(workspaceId, 'score');
        }
        if (!hasMore) return { hasMore: false };
      }
      return { hasMore: true };
    });
    this.jobs.register('rebuild', async (handle) => {
      const result = await this.rebuild.run(handle, rebuildScopeOf(handle.input));
      await this.rings.ring(handle.workspaceId, 'score');
      return result;
    });
    this.jobs.register('replay', async (handle) => {
      const result = await this.replay.run(handle, handle.input as unknown as ReplayInput);
      await this.rings.ring(handle.workspaceId, 'score');
      return result;
    });
  }
}
