import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** Scores with their reasons, their history, long jobs, imports, and the feed of live screens. */
export class CreateScores1795478400004 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- hundredths: points times 100, so that the ledger adds up exactly. state: what the next scoring carries on from.
      CREATE TABLE score (
        workspace_id uuid NOT NULL, customer_id uuid NOT NULL,
        hundredths int NOT NULL CHECK (hundredths BETWEEN 0 AND 10000),
        as_of_day int NOT NULL, ledger jsonb NOT NULL, state jsonb NOT NULL,
        cause text COLLATE "C" NOT NULL, scored_at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, customer_id)
      ) WITH (fillfactor = 80);
      CREATE TABLE score_history (
        workspace_id uuid NOT NULL, customer_id uuid NOT NULL, on_day date NOT NULL,
        hundredths int NOT NULL, band text COLLATE "C" NOT NULL, cause text COLLATE "C" NOT NULL,
        PRIMARY KEY (workspace_id, customer_id, on_day)
      ) PARTITION BY RANGE (on_day);
      CREATE INDEX score_history_day ON score_history (workspace_id, on_day);
      CREATE TABLE score_change (
        workspace_id uuid NOT NULL, id uuid NOT NULL, customer_id uuid NOT NULL, at timestamptz NOT NULL,
        before_hundredths int, after_hundredths int NOT NULL, before_band text COLLATE "C", after_band text COLLATE "C" NOT NULL,
        cause text COLLATE "C" NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX score_change_customer ON score_change (workspace_id, customer_id, at);
      CREATE INDEX score_change_at ON score_change (workspace_id, at);
      -- One row a day for the stacked chart and the tiles: customers and money by band.
      CREATE TABLE band_day (
        workspace_id uuid NOT NULL, on_day date NOT NULL, band text COLLATE "C" NOT NULL,
        customers int NOT NULL, value float8 NOT NULL,
        PRIMARY KEY (workspace_id, on_day, band)
      );
      -- The rules in force: presets, fitted or edited; the newest serves.
      CREATE TABLE rule_preset (
        workspace_id uuid NOT NULL, id uuid NOT NULL, preset jsonb NOT NULL, stats jsonb NOT NULL, origin text COLLATE "C" NOT NULL,
        created_at timestamptz NOT NULL, created_by uuid,
        PRIMARY KEY (workspace_id, id)
      );
      -- Figures of the whole workspace as of a day, which every customer is measured against; computed once a day.
      CREATE TABLE workspace_stats (
        workspace_id uuid PRIMARY KEY, as_of_day int NOT NULL, stats jsonb NOT NULL, computed_at timestamptz NOT NULL
      );
      CREATE TABLE import (
        workspace_id uuid NOT NULL, id uuid NOT NULL, source_id uuid NOT NULL, job_id uuid,
        file_name text NOT NULL, bytes bigint NOT NULL DEFAULT 0, map jsonb,
        status text COLLATE "C" NOT NULL CHECK (status IN ('uploading', 'mapping', 'queued', 'reading', 'draining', 'done', 'cancelled', 'failed')),
        lines bigint NOT NULL DEFAULT 0, cursor jsonb NOT NULL DEFAULT '{}', preview jsonb,
        first_at timestamptz, last_at timestamptz, error jsonb,
        created_by uuid, created_at timestamptz NOT NULL, finished_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE TABLE import_chunk (
        workspace_id uuid NOT NULL, import_id uuid NOT NULL, n int NOT NULL, body bytea NOT NULL,
        PRIMARY KEY (workspace_id, import_id, n)
      );
      ALTER TABLE import_chunk ALTER COLUMN body SET STORAGE EXTERNAL;
      CREATE TABLE job_progress (
        workspace_id uuid NOT NULL, id uuid NOT NULL, kind text COLLATE "C" NOT NULL, subject text NOT NULL DEFAULT '',
        status text COLLATE "C" NOT NULL CHECK (status IN ('queued', 'running', 'done', 'cancelled', 'failed')),
        phase text COLLATE "C" NOT NULL DEFAULT '', done bigint NOT NULL DEFAULT 0, total bigint,
        input jsonb NOT NULL DEFAULT '{}', result jsonb, error jsonb,
        is_cancel_requested boolean NOT NULL DEFAULT false,
        created_by uuid, created_at timestamptz NOT NULL, started_at timestamptz, beat_at timestamptz, finished_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX job_progress_open ON job_progress (workspace_id, status, created_at);
      GRANT SELECT (workspace_id, status) ON job_progress TO kelvin_sweep;
      -- Feed of the live screens. xact is compared with the snapshot's horizon, because ids commit out of order.
      CREATE TABLE change (
        workspace_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
        kind text COLLATE "C" NOT NULL, payload jsonb NOT NULL, at timestamptz NOT NULL,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX change_xact ON change (workspace_id, xact);
      CREATE TABLE notification (
        workspace_id uuid NOT NULL, id uuid NOT NULL, user_id uuid, kind text COLLATE "C" NOT NULL, payload jsonb NOT NULL,
        created_at timestamptz NOT NULL, read_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      ${['score', 'score_history', 'score_change', 'band_day', 'rule_preset', 'workspace_stats', 'import', 'import_chunk', 'job_progress', 'change', 'notification'].map((table) => protectWorkspaceTable(table)).join('\n')}
      CREATE POLICY sweep_all ON job_progress FOR SELECT TO kelvin_sweep USING (true);`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE notification, change, job_progress, import_chunk, import, workspace_stats, rule_preset, band_day, score_change, score_history, score');
  }
}
