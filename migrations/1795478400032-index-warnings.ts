import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was At risk on a day of the past, without reading everybody who was not: the early-warning report asks for a year of days. */
export class IndexWarnings1795478400032 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`CREATE INDEX score_history_at_risk ON score_history (workspace_id, on_day, customer_id) WHERE band = 'at_risk'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP INDEX score_history_at_risk');
  }
}
