import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_EVERY_MS = 20;

/**
 * Waits until the workspace has nothing to drain and nobody to score, and answers that moment (`performance.now()`).
 * Throws when it takes longer than `timeoutSeconds`.
 */
export async function untilSettled(owner: pg.Client, workspaceId: string, timeoutSeconds: number): Promise<number> {
  for (const deadline = performance.now() + timeoutSeconds * 1000; performance.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const { rows } = await owner.query<{ waiting: boolean }>(`
      SELECT EXISTS (SELECT 1 FROM delivery_pending WHERE workspace_id = $1) OR EXISTS (SELECT 1 FROM customer_stale WHERE workspace_id = $1) AS waiting`, [workspaceId]);
    if (!rows[0]!.waiting) return performance.now();
  }
  throw new Error(`Not everything was drained and scored within ${timeoutSeconds} s.`);
}
