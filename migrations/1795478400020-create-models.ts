import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectWorkspaceTable } from './protect.ts';

/** What is predicted, how it was learned, and the models that came of it. */
export class CreateModels1795478400020 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- likely_limit: chance from which a customer counts as likely; is_limit_own: moved by a person, so a promotion leaves it.
      -- rule_curve, rule_timing: chances from rules and when they come, served while no model is in use; missing: what the last training lacked.
      CREATE TABLE outcome (
        workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
        id uuid NOT NULL,
        definition jsonb NOT NULL,
        likely_limit float8,
        is_limit_own boolean NOT NULL DEFAULT false,
        rule_curve jsonb,
        rule_timing jsonb,
        missing jsonb,
        created_at timestamptz NOT NULL,
        created_by uuid,
        archived_at timestamptz,
        PRIMARY KEY (workspace_id, id)
      );
      CREATE INDEX outcome_open ON outcome (workspace_id, created_at, id) WHERE archived_at IS NULL;
      -- All that is needed to make the run again. id: that of its job. as_of_day: the last day with complete data.
      CREATE TABLE training_run (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        outcome_id uuid NOT NULL,
        cause text COLLATE "C" NOT NULL CHECK (cause IN ('asked', 'schedule', 'drift', 'import')),
        status text COLLATE "C" NOT NULL CHECK (status IN ('running', 'promoted', 'not_promoted', 'failed', 'cancelled')),
        seed int NOT NULL,
        features_version int NOT NULL,
        code_revision text NOT NULL,
        as_of_day int,
        snapshot_days int[] NOT NULL DEFAULT '{}',
        test_day int,
        customers int NOT NULL DEFAULT 0,
        rows int NOT NULL DEFAULT 0,
        positives int NOT NULL DEFAULT 0,
        candidates jsonb NOT NULL DEFAULT '[]',
        error jsonb,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        started_by uuid,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, outcome_id) REFERENCES outcome ON DELETE CASCADE
      );
      CREATE INDEX training_run_outcome ON training_run (workspace_id, outcome_id, started_at);
      -- artefact: what serves, fitted on everything; judged_artefact: fitted before the test period, what the card speaks of and
      -- what a later model is compared with, because the serving one has seen part of that model's test already.
      -- serving: means and limit as of the training; drift_reference: where features and chances lay then.
      CREATE TABLE model_version (
        workspace_id uuid NOT NULL,
        id uuid NOT NULL,
        outcome_id uuid NOT NULL,
        run_id uuid NOT NULL,
        number int NOT NULL,
        kind text COLLATE "C" NOT NULL CHECK (kind IN ('trained', 'external')),
        state text COLLATE "C" NOT NULL CHECK (state IN ('in_use', 'challenger', 'not_promoted', 'retired', 'damaged')),
        engine text COLLATE "C" NOT NULL,
        features jsonb NOT NULL,
        artefact bytea,
        artefact_sha256 text COLLATE "C",
        judged_artefact bytea,
        judged_sha256 text COLLATE "C",
        card jsonb NOT NULL,
        rule_curve jsonb NOT NULL,
        serving jsonb NOT NULL,
        timing jsonb,
        drift_reference jsonb NOT NULL,
        drift_measured_at timestamptz,
        created_at timestamptz NOT NULL,
        promoted_at timestamptz,
        promoted_by uuid,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, outcome_id, number),
        CHECK (kind = 'external' OR (artefact IS NOT NULL AND artefact_sha256 IS NOT NULL AND judged_artefact IS NOT NULL AND judged_sha256 IS NOT NULL)),
        FOREIGN KEY (workspace_id, outcome_id) REFERENCES outcome ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX model_version_in_use ON model_version (workspace_id, outcome_id) WHERE state = 'in_use';
      -- Pressed already as far as numbers go.
      ALTER TABLE model_version ALTER COLUMN artefact SET STORAGE EXTERNAL;
      ALTER TABLE model_version ALTER COLUMN judged_artefact SET STORAGE EXTERNAL;
      -- "We would have warned you", as of a day; made anew when the day or the scores of the past have changed.
      CREATE TABLE early_warning (
        workspace_id uuid PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
        as_of_day int NOT NULL, report jsonb NOT NULL, computed_at timestamptz NOT NULL
      );
      ${['outcome', 'training_run', 'model_version', 'early_warning'].map((table) => protectWorkspaceTable(table)).join('\n')}`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query('DROP TABLE early_warning, model_version, training_run, outcome');
  }
}
