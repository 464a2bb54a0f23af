import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

describe('createTestDatabase', () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it('gives each caller a migrated database of its own', async () => {
    await ask(first.ownerUrl, 'CREATE TABLE only_here (n int)');
    expect(await ask(second.ownerUrl, `SELECT to_regclass('only_here') AS found`)).toEqual([{ found: null }]);
    expect(await ask(second.ownerUrl, 'SELECT count(*) > 0 AS migrated FROM migration')).toEqual([{ migrated: true }]);
  });

  it.each(['kelvin_app', 'kelvin_ingest', 'kelvin_sweep', 'kelvin_queue'] as const)('can be entered as %s', async (role) => {
    expect(await ask(first.urlFor(role), 'SELECT current_user AS name')).toEqual([{ name: role }]);
  });
});

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
