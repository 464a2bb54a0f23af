import type { IntakeReport } from '@kelvin/contracts';
import { MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type WorkspaceContext } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { countIntake, keyOf, sumIntake, type IntakeCell } from './intake.ts';
import { OUTCOMES_FROM_ROWS } from './intake.sql.ts';
import { ReceivedTally } from './received-tally.ts';

const BEGINNING = new Date(0);

/** An hour of a source whose tally and rows disagree. */
export interface IntakeMismatch {
  readonly sourceId: string;
  readonly hour: string;
  readonly what: 'equation' | 'processed' | 'rejected' | 'parked';
  readonly tallied: number;
  readonly counted: number;
}

/** The no-loss equation: what was received, and made of it by dividing, is processed, rejected, parked, a duplicate, or still pending. */
@Injectable()
export class IntakeReadModel {
  private readonly tally = new ReceivedTally();

  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Every source and hour with something in it, since an hour (default: since ever), in no order. */
  listCells(ctx: WorkspaceContext, since: Date = BEGINNING): Promise<IntakeCell[]> {
    return this.db.transaction(ctx, (tx) => countIntake(tx, this.clock.now(), this.tally, since));
  }

  /** The equation of the last `hours` hours (the running one included): in all, by source, by hour. Hours without items are there too. */
  async report(ctx: WorkspaceContext, hours: number): Promise<IntakeReport> {
    const since = this.firstHour(hours);
    const [cells, names] = await Promise.all([
      this.listCells(ctx, since),
      this.db.read<{ id: string; name: string }>(ctx, 'SELECT id, name FROM source WHERE workspace_id = $1 ORDER BY created_at, id', [ctx.workspaceId]),
    ]);
    return {
      total: sumIntake(cells),
      sources: names.map(({ id, name }) => ({ sourceId: id, name, intake: sumIntake(cells.filter((cell) => cell.sourceId === id)) })),
      hours: Array.from({ length: hours }, (_, n) => {
        const hour = new Date(since.getTime() + n * MS_PER_HOUR);
        return { hour: hour.toISOString(), intake: sumIntake(cells.filter((cell) => cell.hour.getTime() === hour.getTime())) };
      }),
    };
  }

  /** The first of the last `hours` hours. */
  firstHour(hours: number): Date {
    const thisHour = Math.floor(this.clock.now().getTime() / MS_PER_HOUR) * MS_PER_HOUR;
    return new Date(thisHour - (hours - 1) * MS_PER_HOUR);
  }

  /**
   * Checks every hour ever against the rows that items left behind. Empty: nothing was lost and nothing counted twice.
   * Duplicates leave no row, so they are the tally's own; everything else is counted anew.
   */
  async verifyIntake(ctx: WorkspaceContext): Promise<IntakeMismatch[]> {
    const [cells, rows] = await this.db.transaction(ctx, async (tx) => {
      // Under the drain's lock: nothing moves from pending to done between the two questions.
      await tx.query('SELECT 1 FROM drain_lock WHERE workspace_id = $1 FOR UPDATE', [ctx.workspaceId]);
      return [
        // A tally of its own: nothing remembered may hide a loss.
        await countIntake(tx, this.clock.now(), new ReceivedTally(), BEGINNING),
        await tx.query<{ source_id: string; hour: Date; events: string; rejected: string; parked: string }>(OUTCOMES_FROM_ROWS, [ctx.workspaceId]),
      ] as const;
    });
    const tallied = new Map(cells.map((cell) => [keyOf(cell.sourceId, cell.hour), cell.counts]));
    const counted = new Map(rows.map((row) => [keyOf(row.source_id, row.hour), row]));
    return [...new Set([...tallied.keys(), ...counted.keys()])].sort().flatMap((key) => {
      const [sourceId = '', hour = ''] = key.split(' ');
      const tally = tallied.get(key);
      const found = counted.get(key);
      const n = (value: string | number | undefined) => Number(value ?? 0);
      const sum = n(tally?.processed) + n(tally?.rejected) + n(tally?.parked) + n(tally?.duplicates) + n(tally?.pending);
      const pairs = [
        ['equation', n(tally?.received) + n(tally?.fannedOut), sum], ['processed', n(tally?.processed), n(found?.events)],
        ['rejected', n(tally?.rejected), n(found?.rejected)], ['parked', n(tally?.parked), n(found?.parked)],
      ] as const;
      return pairs.filter(([, left, right]) => left !== right).map(([what, left, right]) => ({ sourceId, hour, what, tallied: left, counted: right }));
    });
  }
}
