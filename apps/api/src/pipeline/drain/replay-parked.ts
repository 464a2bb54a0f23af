import type { Clock } from '@kelvin/kernel';
import type { Db, Tx, WorkspaceContext } from '../../platform/db/db.ts';
import { waitForDrainLock } from '../../platform/db/drain-lock.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { JobHandle } from '../../platform/jobs/job-handle.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { listParkedDeliveries, normaliseParked, takeParked, type ParkedSelection, type TakenItem } from '../20-normalise/replay-parked.step.ts';
import { writeRejected } from '../20-normalise/refuse.step.ts';
import type { Drain } from './drain.ts';
import { takeBackParked, writeIntake, type ItemFate, type ItemFates } from './write-intake.ts';

/** What a person asked for; dates as text, because it is kept with the job. */
export interface ReplayInput {
  readonly sourceId: string;
  readonly code: string;
  readonly before: string;
  readonly action: 'retry' | 'discard';
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Takes parked items up again: plays them through stages 20 to 40 as they were received, or turns them into rejected
 * ones. Each batch leaves `parked` and arrives wherever it arrives in one transaction under the workspace's lock, so the
 * no-loss equation holds at every moment, also after a kill.
 */
export class ReplayParked {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly drain: Pick<Drain, 'settle' | 'withMonths'>) {}

  async run(handle: Pick<JobHandle, 'workspaceId' | 'progress' | 'throwIfStopped'>, input: ReplayInput): Promise<Record<ItemFate | 'items', number>> {
    const ctx = { workspaceId: handle.workspaceId };
    const selection: ParkedSelection = { sourceId: input.sourceId, code: input.code, before: new Date(input.before) };
    const total = await this.count(ctx, selection);
    const sums = { items: 0, processed: 0, rejected: 0, parked: 0, duplicates: 0 };
    let after = FIRST_ID;
    for (;;) {
      handle.throwIfStopped();
      handle.progress('draining', sums.items, total);
      const deliveryIds = await this.db.transaction(ctx, (tx) => listParkedDeliveries(tx, selection, after));
      if (deliveryIds.length === 0) return sums;
      if (input.action === 'retry' && selection.code === 'kills_drain') await this.setBack(ctx, selection, deliveryIds);
      const fates = await this.drain.withMonths(ctx, (tx) => this.batch(tx, selection, deliveryIds, input.action));
      for (const [, fate] of fates) sums[fate] += 1;
      sums.items += fates.length;
      after = deliveryIds.at(-1)!;
    }
  }

  private async batch(tx: Tx, selection: ParkedSelection, deliveryIds: readonly string[], action: ReplayInput['action']): Promise<ItemFates> {
    await waitForDrainLock(tx);
    const now = this.clock.now();
    const isDeadly = action === 'retry' && selection.code === 'kills_drain';
    const taken = await takeParked(tx, isDeadly ? { ...selection, before: now } : selection, deliveryIds, now);
    if (taken.length === 0) return [];
    const facts = await getWorkspaceFacts(tx);
    const outcome = action === 'discard' ? null : await normaliseParked(tx, taken, facts);
    const fates = outcome === null ? await discard(tx, taken) : await this.drain.settle(tx, outcome, facts, now);
    await takeBackParked(tx, taken);
    await writeIntake(tx, fates, outcome?.fannedOut ?? []);
    await appendChange(tx, now, 'events', { received: fates.length });
    return fates;
  }

  /** What killed a process may kill this one too; parked as of now, the next process passes it by. */
  private async setBack(ctx: WorkspaceContext, { sourceId, code }: ParkedSelection, deliveryIds: readonly string[]): Promise<void> {
    await this.db.read(ctx, 'UPDATE parked_item SET parked_at = $5 WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL AND delivery_id = ANY($4::uuid[])',
      [ctx.workspaceId, sourceId, code, deliveryIds, this.clock.now()]);
  }

  private async count(ctx: WorkspaceContext, { sourceId, code, before }: ParkedSelection): Promise<number> {
    const [row] = await this.db.read<{ n: number }>(ctx, 'SELECT count(*)::int AS n FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL AND parked_at <= $4',
      [ctx.workspaceId, sourceId, code, before]);
    return row!.n;
  }
}

async function discard(tx: Tx, taken: readonly TakenItem[]): Promise<ItemFates> {
  await writeRejected(tx, taken.map(({ delivery, itemIndex, message, raw }) => (
    { delivery, itemIndex, raw, reason: { code: 'discarded', field: null, message: `Discarded by a person. It waited for repair because: ${message}` } })));
  return taken.map(({ delivery }) => [delivery, 'rejected']);
}
