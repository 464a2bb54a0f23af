import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand step: what is predicted of each customer, beside his score and where lists can sort by it. */
export class KeepChances1795478400030 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- [{"o": outcome, "c": chance, "s": "model" | "rules"}, …]
      ALTER TABLE score ADD COLUMN chances jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE customer ADD COLUMN chance_buys float8, ADD COLUMN chance_leaves float8;
      -- Money behind a chance; revenue_at_risk stays the yearly value where no chance to leave is known.
      ALTER TABLE customer ADD COLUMN value_at_risk float8;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE customer DROP COLUMN value_at_risk, DROP COLUMN chance_leaves, DROP COLUMN chance_buys;
      ALTER TABLE score DROP COLUMN chances;`);
  }
}
