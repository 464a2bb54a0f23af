import type { EventType, UpdateEventType } from '@kelvin/contracts';
import { AppError, MEANINGS, type Clock, type Meaning } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { invalidField } from '../../platform/http/validation.ts';
import { createJob } from '../../platform/jobs/job-store.ts';
import { Rings } from '../../platform/queue/rings.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';

interface EventTypeRow {
  id: number; kind: string; name: string; meaning: string | null; guessed_meaning: string | null; guess_confidence: number;
  confirmed_at: Date | null; event_count: string; first_seen_at: Date; last_seen_at: Date; sample: Record<string, unknown>;
}
const COLUMNS = 'id, kind, name, meaning, guessed_meaning, guess_confidence, confirmed_at, event_count, first_seen_at, last_seen_at, sample';

@Injectable()
export class EventTypesService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, private readonly rings: Rings) {}

  /** The most frequent first. */
  async list(ctx: RequestContext): Promise<EventType[]> {
    const rows = await this.db.read<EventTypeRow>(ctx, `SELECT ${COLUMNS} FROM event_type WHERE workspace_id = $1 ORDER BY event_count DESC, id`, [ctx.workspaceId]);
    return rows.map(toEventType);
  }

  /**
   * Sets what an event type stands for. Daily figures were made with the old meaning, so a job makes them anew
   * from the events and scores the people concerned; it is queued in this same transaction.
   */
  async update(ctx: RequestContext, id: number, change: UpdateEventType): Promise<EventType> {
    if (change.meaning !== null && !MEANINGS.includes(change.meaning as Meaning)) throw invalidField('meaning', 'There is no such meaning.');
    const now = this.clock.now();
    const { type, isRebuilt } = await this.db.transaction(ctx, async (tx) => {
      const [before] = await tx.query<EventTypeRow>(`SELECT ${COLUMNS} FROM event_type WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [ctx.workspaceId, id]);
      if (!before) throw new AppError('not-found', 'event_type.not_found', 'There is no such event type in this workspace.');
      const [after] = await tx.query<EventTypeRow>(
        `UPDATE event_type SET meaning = $3, confirmed_at = $4, confirmed_by = $5 WHERE workspace_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
        [ctx.workspaceId, id, change.meaning, change.isConfirmed ? now : null, change.isConfirmed ? ctx.userId : null]);
      const isChanged = before.meaning !== change.meaning;
      await recordAudit(tx, now, {
        action: isChanged ? 'event_type.meaning_changed' : 'event_type.confirmed', objectKind: 'event_type', objectId: String(id), userId: ctx.userId,
        diff: { name: before.name, meaning: [before.meaning, change.meaning] },
      });
      if (isChanged) await createJob(tx, now, { kind: 'rebuild', subject: before.name, input: { eventTypeId: id }, userId: ctx.userId });
      return { type: toEventType(after!), isRebuilt: isChanged };
    });
    if (isRebuilt) await this.rings.ring(ctx.workspaceId, 'jobs');
    return type;
  }

  /** Accepts every guess that nobody has looked at yet. Nothing is computed anew, because the guesses are already in use. */
  async confirmAll(ctx: RequestContext): Promise<{ confirmed: number }> {
    const now = this.clock.now();
    const confirmed = await this.db.transaction(ctx, async (tx) => {
      const ids = await this.confirmRows(tx, now, ctx.userId);
      if (ids.length > 0) await recordAudit(tx, now, { action: 'event_type.confirmed', objectKind: 'event_type', objectId: 'all', userId: ctx.userId, diff: { ids } });
      return ids.length;
    });
    return { confirmed };
  }

  private async confirmRows(tx: Tx, now: Date, userId: string): Promise<number[]> {
    const rows = await tx.query<{ id: number }>('UPDATE event_type SET confirmed_at = $2, confirmed_by = $3 WHERE workspace_id = $1 AND confirmed_at IS NULL RETURNING id', [tx.workspaceId, now, userId]);
    return rows.map(({ id }) => id);
  }
}

function toEventType(row: EventTypeRow): EventType {
  return {
    id: row.id, kind: row.kind, name: row.name, meaning: row.meaning, guessedMeaning: row.guessed_meaning, guessConfidence: row.guess_confidence,
    isConfirmed: row.confirmed_at !== null, eventCount: Number(row.event_count), firstSeenAt: row.first_seen_at.toISOString(), lastSeenAt: row.last_seen_at.toISOString(), sample: row.sample,
  };
}
