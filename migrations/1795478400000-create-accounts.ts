import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Who signs in, which workspaces exist, who may do what in them, and what was changed by whom. */
export class CreateAccounts1795478400000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE user_account (
        id uuid PRIMARY KEY,
        email text COLLATE "C" NOT NULL UNIQUE,
        name text NOT NULL,
        password_hash text NOT NULL,
        locale text NOT NULL DEFAULT 'en',
        created_at timestamptz NOT NULL
      );
      CREATE TABLE session (
        token_hash text COLLATE "C" PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        csrf_token text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_user_id ON session (user_id);
      CREATE TABLE sign_in_attempt (
        key text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_attempt_key ON sign_in_attempt (key, at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON user_account, session, sign_in_attempt TO kelvin_app;

      CREATE TABLE workspace (
        id uuid PRIMARY KEY,
        slug text COLLATE "C" NOT NULL UNIQUE,
        name text NOT NULL,
        business text COLLATE "C" NOT NULL CHECK (business IN ('b2c', 'b2b')),
        currency text COLLATE "C" NOT NULL,
        time_zone text NOT NULL,
        margin float8 NOT NULL CHECK (margin BETWEEN 0 AND 1),
        leaving_days int NOT NULL CHECK (leaving_days BETWEEN 1 AND 3650),
        as_of timestamptz,
        is_demo boolean NOT NULL DEFAULT false,
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL
      );
      CREATE TABLE membership (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        role text COLLATE "C" NOT NULL CHECK (role IN ('owner', 'admin', 'marketer', 'analyst', 'viewer')),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, user_id)
      );
      CREATE INDEX membership_user ON membership (user_id);
      CREATE TABLE invitation (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id uuid NOT NULL,
        email text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        token_hash text COLLATE "C" NOT NULL,
        invited_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE TABLE api_key (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        prefix text COLLATE "C" NOT NULL,
        key_hash text COLLATE "C" NOT NULL,
        scopes text[] NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE TABLE audit_log (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_user_id uuid,
        action text COLLATE "C" NOT NULL,
        object_kind text COLLATE "C" NOT NULL,
        object_id text COLLATE "C" NOT NULL,
        diff jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX audit_log_at ON audit_log (workspace_id, at);
      ${['membership', 'invitation', 'api_key', 'audit_log'].map((table) => protectWorkspaceTable(table)).join('\n')}
      ${protectWorkspaceTable('workspace', 'id')}
      -- A person may see where he belongs before a workspace is chosen.
      CREATE POLICY own_memberships ON membership FOR SELECT TO kelvin_app
        USING (user_id = NULLIF(current_setting('app.user_id', true), '')::uuid);
      CREATE POLICY own_workspaces ON workspace FOR SELECT TO kelvin_app
        USING (id IN (SELECT workspace_id FROM membership WHERE user_id = NULLIF(current_setting('app.user_id', true), '')::uuid));
      -- The sweeper needs to know which workspaces exist, and nothing of what is in them.
      GRANT SELECT (id, time_zone, as_of, is_demo) ON workspace TO kelvin_sweep;
      CREATE POLICY sweep_all ON workspace FOR SELECT TO kelvin_sweep USING (true);`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE audit_log, api_key, invitation, membership, workspace, sign_in_attempt, session, user_account');
  }
}
