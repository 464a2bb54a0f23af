import { dayToIso, type Clock } from '@kelvin/kernel';
import type { DataSource } from 'typeorm';
import type { Db } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Rings } from '../../platform/queue/rings.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { loadMetricIndex } from '../50-features/metric-dictionary.port.ts';
import { markAllStale } from '../40-profile/stale-marks.port.ts';
import { asOfDayOf } from './as-of.read-model.ts';
import { countBandDays } from './backfill.port.ts';
import { computeStats } from './stats-of-day.read-model.ts';

const LOOK_EVERY_MS = 30_000;

/**
 * Time passing alone lowers scores: when a workspace's day ends, its figures are made anew and everybody is marked
 * for scoring. What is done is remembered in `workspace_stats`, so several processes do it once between them.
 */
export class DaySweep {
  private timer: NodeJS.Timeout | null = null;
  private isSweeping = false;

  constructor(private readonly sweep: DataSource, private readonly db: Db, private readonly rings: Rings, private readonly clock: Clock, private readonly log: Log) {}

  start(): void {
    this.timer = setInterval(() => void this.sweepAll(), LOOK_EVERY_MS);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** Looks at every workspace once. Answers how many had a new day. */
  async sweepAll(): Promise<number> {
    if (this.isSweeping) return 0;
    this.isSweeping = true;
    let swept = 0;
    try {
      for (const { id } of await this.sweep.query<{ id: string }[]>('SELECT id FROM workspace ORDER BY id')) {
        if (await this.sweepWorkspace(id)) swept += 1;
      }
    } catch (error) {
      this.log.warn({ err: error }, 'The day sweep failed and will be tried again');
    } finally {
      this.isSweeping = false;
    }
    return swept;
  }

  /** Marks a workspace's customers when its day is over since they were last scored. */
  async sweepWorkspace(workspaceId: string): Promise<boolean> {
    const marked = await this.db.transaction({ workspaceId }, async (tx) => {
      const facts = await getWorkspaceFacts(tx);
      const now = this.clock.now();
      const asOfDay = asOfDayOf(facts, now);
      const [stats] = await tx.query<{ as_of_day: number }>('SELECT as_of_day FROM workspace_stats WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED', [workspaceId]);
      // Without figures nobody was ever scored; with a locked row another process is at it.
      if (!stats || stats.as_of_day === asOfDay) return false;
      await tx.query(`SELECT ensure_partition('score_history', $1::date)`, [dayToIso(asOfDay)]);
      await countBandDays(tx, [dayToIso(stats.as_of_day)]);
      await computeStats(tx, asOfDay, await loadMetricIndex(tx), now);
      await markAllStale(tx, 'time', now);
      return true;
    });
    if (marked) await this.rings.ring(workspaceId, 'score');
    return marked;
  }
}
