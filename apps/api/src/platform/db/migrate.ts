import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { migrations } from '../../../../../migrations/index.ts';
import { QUEUE_SCHEMA } from '../queue/queue-backend.ts';
import { checkOwner } from './check-owner.ts';
import { DATABASE_ROLES, rolePassword, roleUrl } from './roles.ts';

/**
 * Brings a database to the newest schema and makes the roles with their present passwords.
 * Safe to run twice and by several processes at once: an advisory lock lets one work while the others wait.
 * @throws AppError `database.owner_too_weak` before anything is changed.
 */
export async function migrate(ownerUrl: string, options: { secret: string }): Promise<void> {
  const owner = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTableName: 'migration', extra: { max: 2 } });
  await owner.initialize();
  const lock = owner.createQueryRunner();
  try {
    const { isSuperuser } = await checkOwner(lock);
    await lock.query(`SELECT pg_advisory_lock(hashtext('kelvin migrate'))`);
    for (const role of DATABASE_ROLES) {
      const password = rolePassword(role, options.secret);
      await lock.query(`DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}') THEN
          CREATE ROLE ${role} LOGIN PASSWORD '${password}' NOINHERIT;
        ELSE
          ALTER ROLE ${role} LOGIN PASSWORD '${password}';
        END IF;
      END $$`);
    }
    // Who makes a role may hand it on, but not give it a schema, until he has granted it to himself.
    if (!isSuperuser) await lock.query('GRANT kelvin_queue TO CURRENT_USER WITH SET TRUE');
    await lock.query('GRANT USAGE ON SCHEMA public TO kelvin_app, kelvin_ingest, kelvin_sweep');
    await migrateQueue(lock, ownerUrl, options.secret);
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(hashtext('kelvin migrate'))`);
    await lock.release();
    await owner.destroy();
  }
}

/**
 * BullMQ's own tables, made by the queue role, because BullMQ creates sequences at run time and must own its schema.
 * Its migrator asks for the right to create schemas even when the schema is there, so the role has it just for this.
 */
async function migrateQueue(owner: QueryRunner, ownerUrl: string, secret: string): Promise<void> {
  const database = `"${decodeURIComponent(new URL(ownerUrl).pathname.slice(1)).replaceAll('"', '""')}"`;
  await owner.query(`CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA}; ALTER SCHEMA ${QUEUE_SCHEMA} OWNER TO kelvin_queue; GRANT CREATE ON DATABASE ${database} TO kelvin_queue`);
  const queue = new pg.Client({ connectionString: roleUrl(ownerUrl, 'kelvin_queue', secret), options: `-c search_path=${QUEUE_SCHEMA}` });
  try {
    await queue.connect();
    await runQueueMigrations(queue as never, QUEUE_SCHEMA);
  } finally {
    await queue.end();
    await owner.query(`REVOKE CREATE ON DATABASE ${database} FROM kelvin_queue`);
  }
}
