import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Every measurement of drift, not the last one alone: whether a model ages slowly or fell over at once shows in the weeks. */
export class KeepDrift1795478400047 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- figures: of chances, of outcomes and of the feature that has moved furthest; missing: share of customers without a value, by feature.
      -- Bounded by the writer, which keeps two years of a workspace's weeks.
      CREATE TABLE model_drift (
        workspace_id uuid NOT NULL,
        version_id uuid NOT NULL,
        measured_at timestamptz NOT NULL,
        customers int NOT NULL,
        figures jsonb NOT NULL,
        missing jsonb NOT NULL,
        PRIMARY KEY (workspace_id, version_id, measured_at),
        FOREIGN KEY (workspace_id, version_id) REFERENCES model_version ON DELETE CASCADE
      );
      ${protectWorkspaceTable('model_drift')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE model_drift');
  }
}
