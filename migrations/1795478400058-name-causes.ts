import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The demo starts trainings of its own, which were told as started by hand; and the notification of a silent source is named as all others are. */
export class NameCauses1795478400058 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      ALTER TABLE training_run DROP CONSTRAINT training_run_cause_check;
      ALTER TABLE training_run ADD CONSTRAINT training_run_cause_check CHECK (cause IN ('asked', 'demo', 'schedule', 'drift', 'import', 'age', 'outcomes', 'unusable'));
      UPDATE notification SET kind = 'source.silent' WHERE kind = 'source_silent'`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      UPDATE notification SET kind = 'source_silent' WHERE kind = 'source.silent';
      UPDATE training_run SET cause = 'asked' WHERE cause = 'demo';
      ALTER TABLE training_run DROP CONSTRAINT training_run_cause_check;
      ALTER TABLE training_run ADD CONSTRAINT training_run_cause_check CHECK (cause IN ('asked', 'schedule', 'drift', 'import', 'age', 'outcomes', 'unusable'))`);
  }
}
