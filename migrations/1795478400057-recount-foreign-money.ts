import type { MigrationInterface, QueryRunner } from 'typeorm';

const WAITING_SQL = `SELECT workspace_id FROM job_progress WHERE kind = 'rebuild' AND status IN ('queued', 'running') AND input ->> 'currencies' = 'every'`;

/**
 * A change of the workspace's currency counts foreign money anew at once. Earlier versions left that to the job for everybody's days:
 * one that still waits here makes the days anew, and what it would have counted is counted here.
 */
export class RecountForeignMoney1795478400057 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      DELETE FROM foreign_money WHERE workspace_id IN (${WAITING_SQL});
      INSERT INTO foreign_money (workspace_id, event_type_id, currency, events)
      SELECT e.workspace_id, e.event_type_id, upper(e.currency), count(*) FROM event e JOIN workspace w ON w.id = e.workspace_id
       WHERE w.id IN (${WAITING_SQL}) AND e.noise IS NULL AND e.amount <> 0 AND upper(e.currency) <> upper(w.currency) GROUP BY 1, 2, 3`);
  }

  /** Nothing to take back: what was counted is right for any version. */
  async down(): Promise<void> {}
}
