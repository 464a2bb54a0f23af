import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Installation } from '../tools/rig/installation.ts';

const RESTART_TIMEOUT_MS = 30_000;
const LISTED = 25;

/** Has the embedded server count its statements from now on, which takes a restart of it. Costs a few per cent. */
export async function countStatements(installation: Installation): Promise<void> {
  const owner = await installation.connect();
  await owner.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await owner.end();
  const before = await installation.postmasterPid();
  process.kill(before!, 'SIGINT');
  // Whoever holds the server starts it again.
  for (const deadline = Date.now() + RESTART_TIMEOUT_MS; Date.now() < deadline; await sleep(100)) {
    const pid = await installation.postmasterPid();
    const client = pid === null || pid === before ? null : await installation.connect().catch(() => null);
    if (!client) continue;
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await client.end();
    return;
  }
  throw new Error('The database did not come back with pg_stat_statements.');
}

/** Forgets what was counted so far. */
export async function resetStatements(owner: pg.Client): Promise<void> {
  await owner.query('SELECT pg_stat_statements_reset()');
}

/** Prints the statements that took longest together. */
export async function printStatements(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ ms: number; calls: number; mean: number; rows: number; query: string }>(`
    SELECT round(total_exec_time)::int AS ms, calls::int, round(mean_exec_time::numeric, 1)::float8 AS mean, rows::int, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS query
      FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY total_exec_time DESC LIMIT ${LISTED}`);
  for (const row of rows) console.log(`${String(row.ms).padStart(8)} ms ${String(row.calls).padStart(6)} × ${String(row.mean).padStart(7)} ms ${String(row.rows).padStart(8)} rows  ${row.query}`);
}
