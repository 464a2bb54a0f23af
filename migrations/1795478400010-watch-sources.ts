import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** When sources that usually send were silent, and how far each workspace's sources have been judged. */
export class WatchSources1795478400010 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- Whole hours; ended_at: the first hour in which it was back, null while it is silent. basis: judged by the hours in
      -- which items were received, or, before the source's first delivery, by the hours in which its events occurred.
      -- told_at: when the admins were notified.
      CREATE TABLE source_silence (
        workspace_id uuid NOT NULL,
        source_id uuid NOT NULL,
        began_at timestamptz NOT NULL,
        ended_at timestamptz,
        basis text COLLATE "C" NOT NULL CHECK (basis IN ('received', 'occurred')),
        told_at timestamptz,
        PRIMARY KEY (workspace_id, source_id, began_at),
        FOREIGN KEY (workspace_id, source_id) REFERENCES source ON DELETE CASCADE
      );
      -- watched_since: nobody looked at the hours before it while they passed, because no worker ran.
      CREATE TABLE source_watch (
        workspace_id uuid PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
        judged_until timestamptz NOT NULL,
        watched_since timestamptz NOT NULL
      );
      ${['source_silence', 'source_watch'].map((table) => protectWorkspaceTable(table)).join('\n')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE source_watch, source_silence');
  }
}
