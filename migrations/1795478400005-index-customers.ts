import type { MigrationInterface, QueryRunner } from 'typeorm';

const SORTS = [['customer_seen', 'last_seen_at'], ['customer_value', 'value_12m'], ['customer_risk', 'revenue_at_risk']] as const;
const SHOWN = 'WHERE merged_into IS NULL AND NOT is_visitor';

/**
 * Indexes for lists and dashboards at hundreds of thousands of customers. Rows of `customer` are wide, so whatever is
 * counted or filtered in bulk must stand in the index: band and points beside every order of the list, yearly value
 * beside the bands, the first danger of those at risk. Visitors get an order of their own.
 */
export class IndexCustomers1795478400005 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ${SORTS.map(([name, column]) => `DROP INDEX ${name};
      CREATE INDEX ${name} ON customer (workspace_id, ${column}, id) INCLUDE (band, hundredths) ${SHOWN};`).join('\n      ')}
      CREATE INDEX customer_name ON customer (workspace_id, name COLLATE "C", id) INCLUDE (band, hundredths) ${SHOWN};
      DROP INDEX customer_band;
      CREATE INDEX customer_band ON customer (workspace_id, band, hundredths, id) INCLUDE (expected_value) ${SHOWN};
      CREATE INDEX customer_visitor ON customer (workspace_id, last_seen_at, id) WHERE merged_into IS NULL AND is_visitor;
      -- A column, because an index over an expression does not spare reading the row.
      ALTER TABLE customer ADD COLUMN risk_cause text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN band = 'at_risk' THEN band_cause -> 0 ->> 'code' END) STORED;
      CREATE INDEX customer_risk_cause ON customer (workspace_id, risk_cause) WHERE risk_cause IS NOT NULL AND merged_into IS NULL AND NOT is_visitor;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE customer DROP COLUMN risk_cause;
      DROP INDEX customer_name, customer_visitor, customer_band;
      CREATE INDEX customer_band ON customer (workspace_id, band, hundredths, id) ${SHOWN};
      ${SORTS.map(([name, column]) => `DROP INDEX ${name};
      CREATE INDEX ${name} ON customer (workspace_id, ${column}, id) ${SHOWN};`).join('\n      ')}`);
  }
}
