import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { assertUsesIndex } from './uses-index.ts';

describe('assertUsesIndex', () => {
  let database: TestDatabase;
  let client: Client;
  const workspaceId = '00000000-0000-4000-8000-000000000001';
  beforeAll(async () => {
    database = await createTestDatabase();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(`INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at, band, hundredths)
      SELECT '${workspaceId}', gen_random_uuid(), false, 'epoch', 'epoch', (ARRAY['hot', 'warm', 'cold', 'at_risk'])[n % 4 + 1], n FROM generate_series(1, 5000) n`);
    await owner.query(`INSERT INTO customer_search (workspace_id, token, customer_id) SELECT '${workspaceId}', md5(n::text), gen_random_uuid() FROM generate_series(1, 5000) n`);
    await owner.query('ANALYZE customer, customer_search');
    await owner.end();
    client = new Client({ connectionString: database.urlFor('kelvin_app') });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.workspace_id', $1, true)`, [workspaceId]);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  const tx = { query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await client.query(sql, parameters as unknown[])).rows as Row[] };

  it('passes where the index holds the conditions', async () => {
    await assertUsesIndex(tx, 'SELECT id FROM customer WHERE workspace_id = $1 AND band = $2 AND merged_into IS NULL AND NOT is_visitor AND NOT is_excluded ORDER BY hundredths DESC LIMIT 50', [workspaceId, 'hot'],
      { index: 'customer_band', columns: ['workspace_id', 'band'] });
    await assertUsesIndex(tx, `SELECT customer_id FROM customer_search WHERE workspace_id = $1 AND token >= $2 AND token < $3`, [workspaceId, 'ann', 'ano'],
      { index: 'customer_search_pkey', columns: ['workspace_id', 'token'] });
  });

  it('fails where row-level security keeps an operator out of the index', async () => {
    await expect(assertUsesIndex(tx, `SELECT customer_id FROM customer_search WHERE workspace_id = $1 AND token ILIKE 'ann%' ORDER BY token LIMIT 10`, [workspaceId],
      { index: 'customer_search_pkey', columns: ['workspace_id', 'token'] })).rejects.toThrow(/does not hold the condition on token/);
  });

  it('fails where another index is used', async () => {
    await expect(assertUsesIndex(tx, 'SELECT id FROM customer WHERE workspace_id = $1 AND id = $1', [workspaceId], { index: 'customer_value' })).rejects.toThrow(/not used/);
  });
});
