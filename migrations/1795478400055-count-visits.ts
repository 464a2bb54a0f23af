import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits and stages of deals are counted from pages and deals: where there are any, the days of everybody are made anew. */
export class CountVisits1795478400055 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      INSERT INTO job_progress (workspace_id, id, kind, status, input, created_at)
      SELECT w.id, gen_random_uuid(), 'rebuild', 'queued', '{"reason": "visits"}', statement_timestamp() FROM workspace w
       WHERE EXISTS (SELECT FROM event_type t WHERE t.workspace_id = w.id AND t.event_count > 0 AND (t.kind IN ('page', 'screen') OR t.meaning = 'deal_moved'))
         AND NOT EXISTS (SELECT FROM job_progress j WHERE j.workspace_id = w.id AND j.kind = 'rebuild' AND j.status = 'queued' AND j.input = '{"reason": "money"}')`);
  }

  /** Days that were made anew are as right as before. */
  async down(): Promise<void> {}
}
