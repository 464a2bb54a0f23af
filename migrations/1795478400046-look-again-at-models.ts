import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model that serves is looked at again, a look that found none costs the next one, and what a person has decided is known. */
export class LookAgainAtModels1795478400046 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      -- rules_chosen_at: since when a person wants chances from rules, whatever a training brings unasked.
      ALTER TABLE outcome ADD COLUMN rules_chosen_at timestamptz;
      -- failed_looks: how many tests in a row, this one included, found no model better than the rules; null: the run tested none.
      ALTER TABLE training_run ADD COLUMN failed_looks int;
      ALTER TABLE training_run DROP CONSTRAINT training_run_cause_check;
      ALTER TABLE training_run ADD CONSTRAINT training_run_cause_check CHECK (cause IN ('asked', 'schedule', 'drift', 'import', 'age', 'outcomes', 'unusable'));
      -- latest_look: what the latest later test said of a version in use; set_aside_at: when it was put aside without a person, as damaged or as worse than the rules.
      ALTER TABLE model_version ADD COLUMN latest_look jsonb, ADD COLUMN set_aside_at timestamptz;`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE model_version DROP COLUMN set_aside_at, DROP COLUMN latest_look;
      UPDATE training_run SET cause = 'schedule' WHERE cause IN ('age', 'outcomes', 'unusable');
      ALTER TABLE training_run DROP CONSTRAINT training_run_cause_check;
      ALTER TABLE training_run ADD CONSTRAINT training_run_cause_check CHECK (cause IN ('asked', 'schedule', 'drift', 'import'));
      ALTER TABLE training_run DROP COLUMN failed_looks;
      ALTER TABLE outcome DROP COLUMN rules_chosen_at`);
  }
}
