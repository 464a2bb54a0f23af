import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../apps/api/src/platform/db/migrate.ts';
import { clearDeadTestClusters, startTestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's address of the server's maintenance database. */
    testServerUrl: string;
    /** The migrated database that every test file's own is cloned from. */
    testTemplate: string;
    /** What the role passwords are derived from. */
    testSecret: string;
  }
}

/**
 * Runs once before the integration tests: one server, one migrated template database.
 *
 * The server is an embedded one of this run alone, or the one named by TEST_DATABASE_URL, whose user must be allowed
 * to make databases and roles.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  await clearDeadTestClusters();
  const cluster = given ? null : await startTestCluster();
  const serverUrl = given ?? cluster?.ownerUrl ?? '';
  // The same for every run against one server: its roles belong to all databases and keep one password.
  const secret = cluster?.masterSecret ?? createHash('sha256').update(serverUrl).digest('hex');
  const template = `kelvin_template_${process.pid}`;
  try {
    await runOnServer(serverUrl, `DROP DATABASE IF EXISTS ${template}`, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(serverUrl, template), { secret });
    await runOnServer(serverUrl, `ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
  project.provide('testServerUrl', serverUrl);
  project.provide('testTemplate', template);
  project.provide('testSecret', secret);
  return async () => {
    if (cluster) await cluster.stop();
    else await runOnServer(serverUrl, `ALTER DATABASE ${template} WITH IS_TEMPLATE false`, `DROP DATABASE ${template}`);
  };
}

async function runOnServer(serverUrl: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
