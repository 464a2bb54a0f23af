import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Where data comes from, by which key it is recognised, and what its event types mean. */
export class CreateSources1795478400001 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      CREATE TABLE source (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id uuid NOT NULL,
        kind text COLLATE "C" NOT NULL CHECK (kind IN ('tracking', 'webhook', 'import')),
        name text NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}',
        is_enabled boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      -- kind 'write_key': public, names a source and grants no reading. 'signing' and 'path': secrets,
      -- value encrypted with the master secret; two may be live during a rotation.
      CREATE TABLE source_key (
        workspace_id uuid NOT NULL,
        source_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text COLLATE "C" NOT NULL CHECK (kind IN ('write_key', 'signing', 'path')),
        lookup text COLLATE "C" NOT NULL,
        value text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        PRIMARY KEY (workspace_id, source_id, id),
        FOREIGN KEY (workspace_id, source_id) REFERENCES source ON DELETE CASCADE
      );
      CREATE INDEX source_key_lookup ON source_key (lookup);
      CREATE TABLE event_type (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id int NOT NULL,
        kind text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        meaning text COLLATE "C",
        guessed_meaning text COLLATE "C",
        guess_confidence float8 NOT NULL DEFAULT 0,
        confirmed_at timestamptz,
        confirmed_by uuid,
        event_count bigint NOT NULL DEFAULT 0,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        sample jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, kind, name)
      );
      CREATE TABLE metric (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id int NOT NULL,
        key text COLLATE "C" NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, key)
      );
      ${['source', 'source_key', 'event_type', 'metric'].map((table) => protectWorkspaceTable(table)).join('\n')}

      -- The only things the ingest role can learn: which source a key, or a source id, stands for.
      CREATE FUNCTION find_source_by_key(wanted text) RETURNS TABLE (workspace_id uuid, source_id uuid, kind text, is_enabled boolean)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        SELECT s.workspace_id, s.id, s.kind, s.is_enabled FROM source_key k
          JOIN source s ON s.workspace_id = k.workspace_id AND s.id = k.source_id
         WHERE k.lookup = wanted AND k.kind = 'write_key' LIMIT 1 $$;
      CREATE FUNCTION find_source_secrets(wanted uuid) RETURNS TABLE (workspace_id uuid, source_id uuid, kind text, is_enabled boolean, secret_kind text, lookup text, value text, expires_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        SELECT s.workspace_id, s.id, s.kind, s.is_enabled, k.kind, k.lookup, k.value, k.expires_at FROM source s
          LEFT JOIN source_key k ON k.workspace_id = s.workspace_id AND k.source_id = s.id AND k.kind IN ('signing', 'path')
         WHERE s.id = wanted $$;
      CREATE INDEX source_id ON source (id);
      REVOKE ALL ON FUNCTION find_source_by_key(text), find_source_secrets(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION find_source_by_key(text), find_source_secrets(uuid) TO kelvin_ingest;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      DROP FUNCTION find_source_by_key(text);
      DROP FUNCTION find_source_secrets(uuid);
      DROP TABLE metric, event_type, source_key, source`);
  }
}
