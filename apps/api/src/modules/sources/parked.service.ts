import type { ParkedActionStarted, ParkedGroup } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import type { Runtime } from '../../runtime.ts';
import { countParked, hasOpenReplay, listParkedGroups } from './parked.read-model.ts';
import { findSourceRow } from './source.repository.ts';

const AUDIT = { retry: 'source.parked_retried', discard: 'source.parked_discarded' } as const;

/** Items that wait for repair: shown by reason, and handed to a job that plays them again or gives them up. */
@Injectable()
export class ParkedService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(RUNTIME) private readonly runtime: Runtime) {}

  list(ctx: RequestContext, sourceId: string): Promise<ParkedGroup[]> {
    return this.db.transaction(ctx, async (tx) => {
      if (!(await findSourceRow(tx, sourceId))) throw createSourceNotFoundError();
      return listParkedGroups(tx, sourceId);
    });
  }

  async start(ctx: RequestContext, sourceId: string, code: string, action: 'retry' | 'discard'): Promise<ParkedActionStarted> {
    const now = this.clock.now();
    const jobId = await this.db.transaction(ctx, async (tx) => {
      const source = await findSourceRow(tx, sourceId);
      if (!source) throw createSourceNotFoundError();
      const items = await countParked(tx, sourceId, code);
      if (items === 0) throw new AppError('conflict', 'parked.none', 'Nothing waits for this reason any more.');
      if (await hasOpenReplay(tx, sourceId, code)) throw new AppError('conflict', 'parked.busy', 'These items are being worked on already. Wait until that job is done.');
      await recordAudit(tx, now, { action: AUDIT[action], objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { code, items } });
      return createJob(tx, now, { kind: 'replay', subject: source.name, userId: ctx.userId, input: { sourceId, code, action, before: now.toISOString() } });
    });
    void this.runtime.rings.ring(ctx.workspaceId, 'jobs');
    return { jobId };
  }
}

const createSourceNotFoundError = () => new AppError('not-found', 'source.not_found', 'There is no such source in this workspace.');
