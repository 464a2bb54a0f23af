import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** What senders usually say of money, so that a renamed field is noticed instead of counted as nothing. */
export class CheckAmounts1795478400042 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Events of a meaning that needs an amount, by source: how many there were, how many carried one, and in which field the last did.
      CREATE TABLE amount_habit (
        workspace_id uuid NOT NULL, source_id uuid NOT NULL, event_type_id int NOT NULL,
        events bigint NOT NULL, with_amount bigint NOT NULL, field text COLLATE "C",
        PRIMARY KEY (workspace_id, source_id, event_type_id)
      );
      -- A person's word: the field that holds the amount where none of the usual ones does, and that it may be missing.
      ALTER TABLE event_type ADD COLUMN amount_field text COLLATE "C", ADD COLUMN is_amount_optional boolean NOT NULL DEFAULT false;
      ${protectWorkspaceTable('amount_habit')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('ALTER TABLE event_type DROP COLUMN is_amount_optional, DROP COLUMN amount_field; DROP TABLE amount_habit');
  }
}
