import type { Intake, IntakeReport } from '@kelvin/contracts';
import { MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type WorkspaceContext } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { INTAKE_BY_HOUR, OUTCOMES_FROM_ROWS } from './intake.sql.ts';

const FIELDS = ['received', 'processed', 'rejected', 'parked', 'duplicates', 'pending'] as const;
type Counts = Record<(typeof FIELDS)[number] | 'fannedOut', number>;
type SqlCounts = Record<(typeof FIELDS)[number] | 'fanned_out', string> & { source_id: string; hour: Date; last_at: Date | null };
const BEGINNING = new Date(0);

/** What one source received in one hour and what became of it. */
export interface IntakeCell {
  readonly sourceId: string;
  readonly hour: Date;
  readonly lastReceivedAt: Date | null;
  readonly counts: Counts;
}

/** An hour of a source whose tally and rows disagree. */
export interface IntakeMismatch {
  readonly sourceId: string;
  readonly hour: string;
  readonly what: 'equation' | 'processed' | 'rejected' | 'parked';
  readonly tallied: number;
  readonly counted: number;
}

/** The no-loss equation: what was received is processed, rejected, parked, a duplicate, or still pending. */
@Injectable()
export class IntakeReadModel {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Every source and hour with something in it, since an hour (default: since ever), in no order. */
  async listCells(ctx: WorkspaceContext, since: Date = BEGINNING): Promise<IntakeCell[]> {
    const rows = await this.db.read<SqlCounts>(ctx, INTAKE_BY_HOUR, [ctx.workspaceId, since]);
    return rows.map((row) => ({
      sourceId: row.source_id, hour: row.hour, lastReceivedAt: row.last_at,
      counts: {
        received: Number(row.received), processed: Number(row.processed), rejected: Number(row.rejected), parked: Number(row.parked),
        duplicates: Number(row.duplicates), pending: Number(row.pending), fannedOut: Number(row.fanned_out),
      },
    }));
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

  /** Checks every hour ever against the rows that items left behind. Empty: nothing was lost and nothing counted twice. */
  async verifyIntake(ctx: WorkspaceContext): Promise<IntakeMismatch[]> {
    const [tallied, rows] = await this.db.transaction(ctx, async (tx) => {
      // Under the drain's lock: nothing moves from pending to done between the two questions.
      await tx.query('SELECT 1 FROM drain_lock WHERE workspace_id = $1 FOR UPDATE', [ctx.workspaceId]);
      return [
        await tx.query<SqlCounts>(INTAKE_BY_HOUR, [ctx.workspaceId, BEGINNING]),
        await tx.query<{ source_id: string; hour: Date; events: string; rejected: string; parked: string }>(OUTCOMES_FROM_ROWS, [ctx.workspaceId]),
      ] as const;
    });
    const keyOf = (row: { source_id: string; hour: Date }) => `${row.source_id} ${row.hour.toISOString()}`;
    const tallies = new Map(tallied.map((row) => [keyOf(row), row]));
    const counted = new Map(rows.map((row) => [keyOf(row), row]));
    return [...new Set([...tallies.keys(), ...counted.keys()])].sort().flatMap((key) => {
      const [sourceId = '', hour = ''] = key.split(' ');
      const tally = tallies.get(key);
      const found = counted.get(key);
      const n = (value: string | undefined) => Number(value ?? 0);
      const sum = n(tally?.processed) + n(tally?.rejected) + n(tally?.parked) + n(tally?.duplicates) + n(tally?.pending);
      const pairs = [
        ['equation', n(tally?.received), sum], ['processed', n(tally?.processed) + n(tally?.fanned_out), n(found?.events)],
        ['rejected', n(tally?.rejected), n(found?.rejected)], ['parked', n(tally?.parked), n(found?.parked)],
      ] as const;
      return pairs.filter(([, left, right]) => left !== right).map(([what, left, right]) => ({ sourceId, hour, what, tallied: left, counted: right }));
    });
  }
}

/** Adds cells up; an empty list is all zeros and balanced. */
export function sumIntake(cells: readonly IntakeCell[]): Intake {
  const total: Counts = { received: 0, processed: 0, rejected: 0, parked: 0, duplicates: 0, pending: 0, fannedOut: 0 };
  for (const { counts } of cells) for (const field of [...FIELDS, 'fannedOut'] as const) total[field] += counts[field];
  return { ...total, isBalanced: total.received === total.processed + total.rejected + total.parked + total.duplicates + total.pending };
}
