import type { AmountWord, ForgetAmount, MendAmount, ParkedActionStarted, ParkedReport } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { createJobOnce } from '../../platform/jobs/create-job-once.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import type { Runtime } from '../../runtime.ts';
import { countParked, listAmountWords, listMissingAmountTypes, listParkedGroups, MISSING_AMOUNT } from './parked.read-model.ts';
import { createSourceNotFoundError } from './source.errors.ts';
import { findSourceRow } from './source.repository.ts';

const AUDIT = { retry: 'source.parked_retried', discard: 'source.parked_discarded' } as const;

interface ParkedAsk {
  readonly code: string;
  readonly action: 'retry' | 'discard';
  /** What was said of a missing amount; null: there may be none. */
  readonly field?: string | null;
}

/** Items that wait for repair: shown by reason, and handed to a job that plays them again or gives them up. */
@Injectable()
export class ParkedService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(RUNTIME) private readonly runtime: Runtime) {}

  list(ctx: RequestContext, sourceId: string): Promise<ParkedReport> {
    return this.db.transaction(ctx, async (tx) => {
      if (!(await findSourceRow(tx, sourceId))) throw createSourceNotFoundError();
      return { items: await listParkedGroups(tx, sourceId), amounts: await listAmountWords(tx, sourceId) };
    });
  }

  start(ctx: RequestContext, sourceId: string, code: string, action: 'retry' | 'discard'): Promise<ParkedActionStarted> {
    return this.startAfter(ctx, sourceId, { code, action }, async () => undefined);
  }

  /** Remembers with the source's event types what became of their amount, and plays again what waits for it, in one transaction. */
  mendAmount(ctx: RequestContext, sourceId: string, { field }: MendAmount): Promise<ParkedActionStarted> {
    return this.startAfter(ctx, sourceId, { code: MISSING_AMOUNT, action: 'retry', field }, async (tx, now) => {
      const eventTypes = await listMissingAmountTypes(tx, sourceId);
      await tx.query(`
        UPDATE amount_habit h SET named_field = coalesce($4, h.named_field), is_optional = h.is_optional OR $4::text IS NULL
          FROM event_type t WHERE h.workspace_id = $1 AND h.source_id = $2 AND t.workspace_id = $1 AND t.id = h.event_type_id AND t.kind = 'track' AND t.name = ANY($3::text[])`,
      [tx.workspaceId, sourceId, eventTypes, field]);
      await recordAudit(tx, now, { action: 'event_type.amount_changed', objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { eventTypes, field } });
    });
  }

  /**
   * Takes back what was said of an amount: from now on events without one wait again. What was counted stays counted.
   * @throws AppError `parked.no_word` when nothing was said of it.
   */
  forgetAmount(ctx: RequestContext, sourceId: string, { eventType }: ForgetAmount): Promise<AmountWord[]> {
    return this.db.transaction(ctx, async (tx) => {
      if (!(await findSourceRow(tx, sourceId))) throw createSourceNotFoundError();
      const before = (await listAmountWords(tx, sourceId)).find((word) => word.eventType === eventType);
      if (!before) throw new AppError('conflict', 'parked.no_word', 'Nothing is said of the amount of these events any more.');
      await tx.query(`
        UPDATE amount_habit h SET named_field = NULL, is_optional = false
          FROM event_type t WHERE h.workspace_id = $1 AND h.source_id = $2 AND t.workspace_id = $1 AND t.id = h.event_type_id AND t.kind = 'track' AND t.name = $3`,
      [tx.workspaceId, sourceId, eventType]);
      await recordAudit(tx, this.clock.now(), { action: 'event_type.amount_forgotten', objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { ...before } });
      return listAmountWords(tx, sourceId);
    });
  }

  /** Asked for the same once more while its job is open, answers that job; `prepare` is then done already. */
  private async startAfter(ctx: RequestContext, sourceId: string, asked: ParkedAsk, prepare: (tx: Tx, now: Date) => Promise<void>): Promise<ParkedActionStarted> {
    const now = this.clock.now();
    const jobId = await this.db.transaction(ctx, async (tx) => {
      const source = await findSourceRow(tx, sourceId);
      if (!source) throw createSourceNotFoundError();
      const items = await countParked(tx, sourceId, asked.code);
      if (items === 0) throw new AppError('conflict', 'parked.none', 'Nothing waits for this reason any more.');
      const job = await createJobOnce(tx, now, { kind: 'replay', subject: source.name, userId: ctx.userId, input: { ...asked, sourceId, before: now.toISOString() } }, ['sourceId', 'code']);
      if (job.isNew) {
        await prepare(tx, now);
        await recordAudit(tx, now, { action: AUDIT[asked.action], objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { code: asked.code, items } });
      } else if (job.input['action'] !== asked.action || job.input['field'] !== asked.field) {
        throw new AppError('conflict', 'parked.busy', 'These items are being worked on already. Wait until that job is done.');
      }
      return job.id;
    });
    void this.runtime.rings.ring(ctx.workspaceId, 'jobs');
    return { jobId };
  }
}
