import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** A notification is for everybody who runs the workspace, so who has read it is kept for each of them. The mark that all shared was never set. */
export class ReadNotifications1795478400056 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE notification DROP COLUMN read_at;
      CREATE TABLE notification_read (
        workspace_id uuid NOT NULL,
        notification_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        read_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, notification_id, user_id),
        FOREIGN KEY (workspace_id, notification_id) REFERENCES notification ON DELETE CASCADE
      );
      ${protectWorkspaceTable('notification_read')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE notification_read; ALTER TABLE notification ADD COLUMN read_at timestamptz');
  }
}
