import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever did something is scored before those whom only a new day or a changed rule marked, however many they are. */
export class LiveMarksFirst1795478400045 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`CREATE INDEX customer_stale_live ON customer_stale (workspace_id, customer_id) WHERE cause = 'event'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP INDEX customer_stale_live');
  }
}
