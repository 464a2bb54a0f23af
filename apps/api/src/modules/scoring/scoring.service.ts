import type { Job, Scoring } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { createJob, findJob } from '../../platform/jobs/job-store.ts';
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

  /**
   * Starts the job that fits the rules, then scores the past year and everybody anew. Fires nothing.
   * @throws AppError `scoring.fit_running`
   */
  async fit(ctx: RequestContext): Promise<Job> {
    const now = this.clock.now();
    const job = await this.db.transaction(ctx, async (tx) => {
      const [open] = await tx.query(`SELECT 1 FROM job_progress WHERE workspace_id = $1 AND kind = 'fit' AND status IN ('queued', 'running')`, [tx.workspaceId]);
      if (open) throw new AppError('conflict', 'scoring.fit_running', 'The rules are being fitted already. Wait until it has ended.');
      const id = await createJob(tx, now, { kind: 'fit', input: { userId: ctx.userId }, userId: ctx.userId });
      await recordAudit(tx, now, { action: 'scoring.fitted', objectKind: 'workspace', objectId: ctx.workspaceId, userId: ctx.userId });
      return findJob(tx, id);
    });
    await this.rings.ring(ctx.workspaceId, 'jobs');
    return job!;
  }
}
