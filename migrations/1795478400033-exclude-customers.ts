import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

const SHOWN = 'merged_into IS NULL AND NOT is_visitor';
const LISTS = [
  ['customer_points', '(workspace_id, hundredths, id)'], ['customer_band', '(workspace_id, band, hundredths, id) INCLUDE (expected_value)'],
  ['customer_seen', '(workspace_id, last_seen_at, id) INCLUDE (band, hundredths)'], ['customer_value', '(workspace_id, value_12m, id) INCLUDE (band, hundredths)'],
  ['customer_risk', '(workspace_id, revenue_at_risk, id) INCLUDE (band, hundredths)'], ['customer_name', '(workspace_id, name COLLATE "C", id) INCLUDE (band, hundredths)'],
] as const;

/** Makes the indexes of lists and dashboards anew over the rows that `shown` lets through. */
function rebuildIndexes(shown: string, visitors: string): string {
  return `
    ${LISTS.map(([name, columns]) => `DROP INDEX ${name}; CREATE INDEX ${name} ON customer ${columns} WHERE ${shown};`).join('\n    ')}
    DROP INDEX customer_visitor, customer_risk_cause;
    CREATE INDEX customer_visitor ON customer (workspace_id, last_seen_at, id) WHERE ${visitors};
    CREATE INDEX customer_risk_cause ON customer (workspace_id, risk_cause) WHERE risk_cause IS NOT NULL AND ${shown};`;
}

/** Employees, test accounts and partners: kept, but neither scored nor counted. */
export class ExcludeCustomers1795478400033 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- By profile, so that joining customers and undoing it carry an exclusion along: a customer is excluded while one of
      -- his profiles is. In force while included_at is null.
      CREATE TABLE exclusion (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, excluded_at timestamptz NOT NULL, excluded_by uuid NOT NULL,
        included_at timestamptz, included_by uuid,
        PRIMARY KEY (workspace_id, profile_id, excluded_at)
      );
      ALTER TABLE customer ADD COLUMN is_excluded boolean NOT NULL DEFAULT false;
      -- What is counted in bulk is found in the index alone, so the new condition has to stand in its predicate.
      ${rebuildIndexes(`${SHOWN} AND NOT is_excluded`, 'merged_into IS NULL AND is_visitor AND NOT is_excluded')}
      CREATE INDEX customer_excluded ON customer (workspace_id, last_seen_at, id) WHERE merged_into IS NULL AND is_excluded;
      ${protectWorkspaceTable('exclusion')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      DROP INDEX customer_excluded;
      ${rebuildIndexes(SHOWN, 'merged_into IS NULL AND is_visitor')}
      ALTER TABLE customer DROP COLUMN is_excluded;
      DROP TABLE exclusion`);
  }
}
