import type { MendAmount, ParkedActionStarted, ParkedGroup } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import type { Runtime } from '../../runtime.ts';
import { countParked, hasOpenReplay, listMissingAmountTypes, listParkedGroups, MISSING_AMOUNT } from './parked.read-model.ts';
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

  start(ctx: RequestContext, sourceId: string, code: string, action: 'retry' | 'discard'): Promise<ParkedActionStarted> {
    return this.startAfter(ctx, sourceId, { code, action }, async () => undefined);
  }

  /** Remembers with the event types what became of their amount, and plays again what waits for it, in one transaction. */
  mendAmount(ctx: RequestContext, sourceId: string, { field }: MendAmount): Promise<ParkedActionStarted> {
    return this.startAfter(ctx, sourceId, { code: MISSING_AMOUNT, action: 'retry' }, async (tx, now) => {
      const eventTypes = await listMissingAmountTypes(tx, sourceId);
      await tx.query(`
        UPDATE event_type SET amount_field = coalesce($3, amount_field), is_amount_optional = is_amount_optional OR $3::text IS NULL
         WHERE workspace_id = $1 AND kind = 'track' AND name = ANY($2::text[])`, [tx.workspaceId, eventTypes, field]);
      await recordAudit(tx, now, { action: 'event_type.amount_changed', objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { eventTypes, field } });
    });
  }

  private async startAfter(ctx: RequestContext, sourceId: string, { code, action }: { code: string; action: 'retry' | 'discard' }, prepare: (tx: Tx, now: Date) => Promise<void>): Promise<ParkedActionStarted> {
    const now = this.clock.now();
    const jobId = await this.db.transaction(ctx, async (tx) => {
      const source = await findSourceRow(tx, sourceId);
      if (!source) throw createSourceNotFoundError();
      const items = await countParked(tx, sourceId, code);
      if (items === 0) throw new AppError('conflict', 'parked.none', 'Nothing waits for this reason any more.');
      if (await hasOpenReplay(tx, sourceId, code)) throw new AppError('conflict', 'parked.busy', 'These items are being worked on already. Wait until that job is done.');
      await prepare(tx, now);
      await recordAudit(tx, now, { action: AUDIT[action], objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { code, items } });
      return createJob(tx, now, { kind: 'replay', subject: source.name, userId: ctx.userId, input: { sourceId, code, action, before: now.toISOString() } });
    });
    void this.runtime.rings.ring(ctx.workspaceId, 'jobs');
    return { jobId };
  }
}

const createSourceNotFoundError = () => new AppError('not-found', 'source.not_found', 'There is no such source in this workspace.');
