import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Flags that a person took back, and what is flagged of one profile without reading all that it did. */
export class LiftNoise1795478400050 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- By profile, so that joining customers and undoing it carry it along: whose events are counted whatever they look like.
      CREATE TABLE noise_lift (
        workspace_id uuid NOT NULL, profile_id uuid NOT NULL, lifted_at timestamptz NOT NULL, lifted_by uuid NOT NULL,
        PRIMARY KEY (workspace_id, profile_id)
      );
      CREATE INDEX event_noise ON event (workspace_id, profile_id) WHERE noise IS NOT NULL;
      ${protectWorkspaceTable('noise_lift')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP INDEX event_noise; DROP TABLE noise_lift');
  }
}
