import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

const FOREIGN_SQL = `e.noise IS NULL AND e.amount <> 0 AND upper(e.currency) <> upper(w.currency)`;

/**
 * Money of other currencies is counted by rates that somebody sets; until then it is left out. Workspaces that counted it as their
 * own, or that counted an order of less than nothing as money earned, have their days made anew.
 */
export class ConvertMoney1795478400049 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Units of the workspace's own currency that one unit is worth, by code in capitals.
      ALTER TABLE workspace ADD COLUMN currency_rates jsonb NOT NULL DEFAULT '{}';
      -- Events with an amount in a currency that is not the workspace's, by code in capitals.
      CREATE TABLE foreign_money (
        workspace_id uuid NOT NULL, event_type_id int NOT NULL, currency text COLLATE "C" NOT NULL, events bigint NOT NULL,
        PRIMARY KEY (workspace_id, event_type_id, currency)
      );
      INSERT INTO foreign_money (workspace_id, event_type_id, currency, events)
      SELECT e.workspace_id, e.event_type_id, upper(e.currency), count(*) FROM event e JOIN workspace w ON w.id = e.workspace_id WHERE ${FOREIGN_SQL} GROUP BY 1, 2, 3;
      INSERT INTO job_progress (workspace_id, id, kind, status, input, created_at)
      SELECT w.id, gen_random_uuid(), 'rebuild', 'queued', '{"reason": "money"}', statement_timestamp() FROM workspace w
       WHERE EXISTS (SELECT FROM foreign_money m WHERE m.workspace_id = w.id)
          OR EXISTS (SELECT FROM event e JOIN event_type t ON t.workspace_id = e.workspace_id AND t.id = e.event_type_id AND t.meaning IN ('order', 'subscription_payment')
                      WHERE e.workspace_id = w.id AND e.amount < 0);
      ${protectWorkspaceTable('foreign_money')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE foreign_money; ALTER TABLE workspace DROP COLUMN currency_rates');
  }
}
