import type { DataSource } from 'typeorm';
import type { Log } from '../log/log.ts';
import type { Rings } from './rings.ts';

const SWEEP_EVERY_MS = 1_000;

/**
 * Rings every second for every workspace with waiting rows. This is what makes a lost ring, a killed worker
 * or a wiped queue cost a second and nothing else. Runs as the sweep role, which sees workspace ids only.
 */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private isSweeping = false;

  constructor(private readonly sweep: DataSource, private readonly rings: Rings, private readonly log: Log) {}

  start(): void {
    this.timer = setInterval(() => void this.sweepOnce(), SWEEP_EVERY_MS);
  }

  /** One round. A round that is still running is not started again. */
  async sweepOnce(): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    try {
      const rows = await this.sweep.query<{ workspace_id: string; stage: 'drain' | 'score' | 'jobs' }[]>(`
        WITH RECURSIVE
        pending AS (
          (SELECT workspace_id FROM delivery_pending ORDER BY workspace_id LIMIT 1)
          UNION ALL SELECT (SELECT d.workspace_id FROM delivery_pending d WHERE d.workspace_id > p.workspace_id ORDER BY d.workspace_id LIMIT 1)
            FROM pending p WHERE p.workspace_id IS NOT NULL),
        stale AS (
          (SELECT workspace_id FROM customer_stale ORDER BY workspace_id LIMIT 1)
          UNION ALL SELECT (SELECT c.workspace_id FROM customer_stale c WHERE c.workspace_id > s.workspace_id ORDER BY c.workspace_id LIMIT 1)
            FROM stale s WHERE s.workspace_id IS NOT NULL)
        SELECT workspace_id, 'drain' AS stage FROM pending WHERE workspace_id IS NOT NULL
        UNION ALL SELECT workspace_id, 'score' FROM stale WHERE workspace_id IS NOT NULL
        UNION ALL SELECT DISTINCT workspace_id, 'jobs' FROM job_progress WHERE status IN ('queued', 'running')`);
      for (const row of rows) await this.rings.ring(row.workspace_id, row.stage);
    } catch (error) {
      this.log.warn({ err: error }, 'Sweep failed; the next one follows in a second');
    } finally {
      this.isSweeping = false;
    }
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}
