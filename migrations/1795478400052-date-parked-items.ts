import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A source of which all waits for repair is not silent, also in the past: what waits says when it occurred. */
export class DateParkedItems1795478400052 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- When the event occurred, where that could be read; null for all else that waits.
      ALTER TABLE parked_item ADD COLUMN occurred_at timestamptz`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('ALTER TABLE parked_item DROP COLUMN occurred_at');
  }
}
