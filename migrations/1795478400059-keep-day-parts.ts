import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Daily counts know in which parts of the day activity came. It stands in the events: where there are any, the days of everybody are made
 * anew. Packed days have another form, under another name, so that code that does not know it reads nothing wrong.
 */
export class KeepDayParts1795478400059 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Bits: 1 night, 2 morning, 4 afternoon, 8 evening, in the workspace's zone. Null where no hour is known, and of what is no activity.
      ALTER TABLE profile_day ADD COLUMN parts int2;
      TRUNCATE profile_past;
      ALTER TABLE profile_past RENAME COLUMN packed TO packed_days;
      INSERT INTO job_progress (workspace_id, id, kind, status, input, created_at)
      SELECT w.id, gen_random_uuid(), 'rebuild', 'queued', '{"reason": "hours"}', statement_timestamp() FROM workspace w
       WHERE EXISTS (SELECT FROM event_type t WHERE t.workspace_id = w.id AND t.event_count > 0)
         AND NOT EXISTS (SELECT FROM job_progress j WHERE j.workspace_id = w.id AND j.kind = 'rebuild' AND j.status = 'queued' AND j.input IN ('{"reason": "money"}', '{"reason": "visits"}'))`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('TRUNCATE profile_past; ALTER TABLE profile_past RENAME COLUMN packed_days TO packed; ALTER TABLE profile_day DROP COLUMN parts');
  }
}
