import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Expand step: where the outside models are, and how they have answered lately. */
export class RegisterExternalModels1795478400041 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- The model itself is a model_version of kind 'external'. retry_at: not asked again before; all three empty while it answers.
      CREATE TABLE external_model (
        workspace_id uuid NOT NULL,
        version_id uuid NOT NULL,
        name text NOT NULL,
        url text NOT NULL,
        timeout_ms int NOT NULL,
        sealed_secret text NOT NULL,
        failures int NOT NULL DEFAULT 0,
        failing_since timestamptz,
        retry_at timestamptz,
        problem text COLLATE "C",
        PRIMARY KEY (workspace_id, version_id),
        FOREIGN KEY (workspace_id, version_id) REFERENCES model_version ON DELETE CASCADE
      );
      -- Name of the outside model that a run judged; null where one of ours was trained.
      ALTER TABLE training_run ADD COLUMN external_name text;
      ${protectWorkspaceTable('external_model')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('ALTER TABLE training_run DROP COLUMN external_name; DROP TABLE external_model;');
  }
}
