import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a parked item needs of its delivery to be read again after the delivery is gone, and the way to a source's parked items. */
export class ReplayParked1795478400011 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- JSON as text: jsonb refuses the NULs and half surrogates that senders write.
      ALTER TABLE parked_item ADD COLUMN envelope text;
      CREATE INDEX parked_item_waiting ON parked_item (workspace_id, source_id, code, delivery_id, item_index) WHERE resolved_at IS NULL;
      CREATE INDEX parked_item_resolved ON parked_item (workspace_id, resolved_at) WHERE resolved_at IS NOT NULL;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP INDEX parked_item_waiting, parked_item_resolved; ALTER TABLE parked_item DROP COLUMN envelope');
  }
}
