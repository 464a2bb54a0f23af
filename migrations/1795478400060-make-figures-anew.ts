import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The workspace's figures know which revision of the days they were made of, and of how many customers, so that a change of what
 * counts makes them anew without waiting for the next day. Those that are there are made anew once, because a change may have
 * passed them by.
 */
export class MakeFiguresAnew1795478400060 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- revision: raised by whatever changes days that are past. of_customers: how many there were, with or without activity, counted to 5,000.
      ALTER TABLE workspace_stats ADD COLUMN revision int NOT NULL DEFAULT 0, ADD COLUMN made_of_revision int NOT NULL DEFAULT 0, ADD COLUMN of_customers int NOT NULL DEFAULT 0;
      UPDATE workspace_stats SET revision = 1`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('ALTER TABLE workspace_stats DROP COLUMN revision, DROP COLUMN made_of_revision, DROP COLUMN of_customers');
  }
}
