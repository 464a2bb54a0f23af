import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person says of an amount holds for the source he says it of: two senders may rename one field in two ways. */
export class NameAmountsBySource1795478400044 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- A person's word: the field that holds the amount where none of the usual ones does, and that it may be missing.
      ALTER TABLE amount_habit ADD COLUMN named_field text COLLATE "C", ADD COLUMN is_optional boolean NOT NULL DEFAULT false;
      UPDATE amount_habit h SET named_field = t.amount_field, is_optional = t.is_amount_optional
        FROM event_type t WHERE t.workspace_id = h.workspace_id AND t.id = h.event_type_id;
      ALTER TABLE event_type DROP COLUMN amount_field, DROP COLUMN is_amount_optional`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE event_type ADD COLUMN amount_field text COLLATE "C", ADD COLUMN is_amount_optional boolean NOT NULL DEFAULT false;
      UPDATE event_type t SET amount_field = h.named_field, is_amount_optional = h.is_optional
        FROM amount_habit h WHERE t.workspace_id = h.workspace_id AND t.id = h.event_type_id AND (h.named_field IS NOT NULL OR h.is_optional);
      ALTER TABLE amount_habit DROP COLUMN is_optional, DROP COLUMN named_field`);
  }
}
