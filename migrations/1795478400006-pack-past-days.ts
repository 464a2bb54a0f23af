import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Expand step: long pasts in one row a profile, so that scoring somebody does not cost more with every year he stays. */
export class PackPastDays1795478400006 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- All rows of profile_day up to until_day once more, packed. Made and thrown away freely: profile_day holds the truth.
      CREATE TABLE profile_past (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, until_day int NOT NULL, packed bytea NOT NULL,
        PRIMARY KEY (workspace_id, profile_id)
      );
      -- Small as it is already: pressing it again would only take time.
      ALTER TABLE profile_past ALTER COLUMN packed SET STORAGE EXTERNAL;
      ${protectWorkspaceTable('profile_past')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE profile_past');
  }
}
