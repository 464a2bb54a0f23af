import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Going back follows the order in which versions really served, past those that somebody has taken out. */
export class OrderServings1795478400061 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Place among the versions of an outcome that served one after another up to the one in use; null: never served, or taken out since.
      ALTER TABLE model_version ADD COLUMN serving_place int;
      UPDATE model_version v SET serving_place = placed.place
        FROM (SELECT b.workspace_id, b.id, row_number() OVER (PARTITION BY b.workspace_id, b.outcome_id ORDER BY b.promoted_at, b.number) AS place
                FROM model_version b
                JOIN model_version u ON u.workspace_id = b.workspace_id AND u.outcome_id = b.outcome_id AND u.state = 'in_use'
               WHERE b.state IN ('in_use', 'retired') AND b.set_aside_at IS NULL AND b.promoted_at <= u.promoted_at
                 AND (b.id = u.id OR NOT EXISTS (SELECT FROM audit_log a WHERE a.workspace_id = b.workspace_id AND a.action = 'model.rolled_back' AND a.object_id = b.id::text AND a.at >= b.promoted_at))) placed
       WHERE v.workspace_id = placed.workspace_id AND v.id = placed.id`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('ALTER TABLE model_version DROP COLUMN serving_place');
  }
}
