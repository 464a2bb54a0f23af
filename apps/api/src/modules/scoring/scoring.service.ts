import type { Job, Scoring } from '@kelvin/contracts';
import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { createJobOnce } from '../../platform/jobs/create-job-once.ts';
import { findJob } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { describeRules } from './rules.read-model.ts';

@Injectable()
export class ScoringService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  get(ctx: RequestContext): Promise<Scoring> {
    return this.db.transaction(ctx, (tx) => describeRules(tx, ctx));
  }

  /** Starts the job that fits the rules, then scores the past year and everybody anew; answers the one that is open already. Fires nothing. */
  async fit(ctx: RequestContext): Promise<Job> {
    const now = this.clock.now();
    const job = await this.db.transaction(ctx, async (tx) => {
      const { id, isNew } = await createJobOnce(tx, now, { kind: 'fit', input: { userId: ctx.userId }, userId: ctx.userId }, []);
      if (isNew) await recordAudit(tx, now, { action: 'scoring.fitted', objectKind: 'workspace', objectId: ctx.workspaceId, userId: ctx.userId });
      return findJob(tx, id);
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return job!;
  }
}
