import { createTestDatabase, type TestDatabase } from '@kelvin/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Sign-in tables belong to people, who may be members of several workspaces. */
const WITHOUT_WORKSPACE = ['migration', 'session', 'sign_in_attempt', 'user_account'];

describe('row-level security', () => {
  let database: TestDatabase;
  let owner: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    for (const parent of ['delivery', 'event', 'score_history']) await owner.query('SELECT ensure_partition($1, $2)', [parent, '2026-11-23']);
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const ask = async <Row extends object>(sql: string) => (await owner.query<Row>(sql)).rows;
  const TABLES = `SELECT c.oid, c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;

  it('is enabled and forced on every table with workspace_id, partitions included, with a policy for the app', async () => {
    const open = await ask<{ name: string }>(`
      SELECT t.name FROM (${TABLES}) t JOIN pg_class c ON c.oid = t.oid
       WHERE (EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped) OR t.name = 'workspace')
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
           SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid AND p.polcmd = '*' AND 'kelvin_app'::regrole = ANY(p.polroles)
              AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.workspace_id%'))`);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('covers partitions that are made later', async () => {
    const partitions = await ask<{ name: string; rowsecurity: boolean }>(`SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS rowsecurity FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r'`);
    expect(partitions.map(({ name }) => name)).toEqual(expect.arrayContaining(['delivery_20261123', 'event_202611', 'score_history_202611']));
    expect(partitions.every(({ rowsecurity }) => rowsecurity)).toBe(true);
  });

  it('misses no table: those without workspace_id are known by name', async () => {
    const rows = await ask<{ name: string }>(`SELECT name FROM (${TABLES}) t WHERE name <> 'workspace' AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'workspace_id') ORDER BY name`);
    expect(rows.map(({ name }) => name)).toEqual(WITHOUT_WORKSPACE);
  });

  it('starts every key and index of a workspace table with workspace_id', async () => {
    const rows = await ask<{ index: string }>(`
      SELECT i.indexrelid::regclass::text AS index FROM pg_index i JOIN (${TABLES}) t ON t.oid = i.indrelid
        JOIN pg_attribute w ON w.attrelid = t.oid AND w.attname = 'workspace_id'
        JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
       WHERE m.amname = 'btree' AND i.indkey[0] <> w.attnum ORDER BY 1`);
    // Looked up before the workspace is known: by key or id of a source, and a person's own memberships.
    expect(rows.map(({ index }) => index)).toEqual(['membership_user', 'source_id', 'source_key_lookup']);
  });

  it('cannot be switched off by the roles: none owns a table, is superuser or bypasses it', async () => {
    expect(await ask(`SELECT rolname FROM pg_roles WHERE rolname = ANY(ARRAY['kelvin_app', 'kelvin_ingest', 'kelvin_sweep', 'kelvin_queue']) AND (rolsuper OR rolbypassrls OR rolcreaterole)`)).toEqual([]);
    expect(await ask(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner IN (SELECT oid FROM pg_roles WHERE NOT rolsuper)`)).toEqual([]);
  });

  it('shows the app nothing before a workspace is named, and never lets it write into another', async () => {
    const app = new Client({ connectionString: database.urlFor('kelvin_app') });
    await app.connect();
    try {
      const mine = '00000000-0000-4000-8000-000000000001';
      const theirs = '00000000-0000-4000-8000-000000000002';
      const insert = (id: string) => owner.query(`INSERT INTO workspace (id, slug, name, business, currency, time_zone, margin, leaving_days, created_at) VALUES ($1, $2, 'x', 'b2c', 'EUR', 'UTC', 0.5, 90, $3)`, [id, id, new Date(0)]);
      await owner.query('BEGIN');
      for (const id of [mine, theirs]) {
        await owner.query(`SELECT set_config('app.workspace_id', $1, true)`, [id]);
        await insert(id);
      }
      await owner.query('COMMIT');
      expect((await app.query('SELECT id FROM workspace')).rows).toEqual([]);
      await app.query(`SELECT set_config('app.workspace_id', $1, false)`, [mine]);
      expect((await app.query('SELECT id FROM workspace')).rows).toEqual([{ id: mine }]);
      const write = (workspaceId: string) => app.query(`INSERT INTO metric (workspace_id, id, key) VALUES ($1, 1, 'order')`, [workspaceId]);
      await write(mine);
      await expect(write(theirs)).rejects.toThrow(/row-level security/);
      expect((await app.query('UPDATE workspace SET name = $1 WHERE id = $2', ['stolen', theirs])).rowCount).toBe(0);
    } finally {
      await app.end();
    }
  });

  it('leaves ingest and sweep with what they need and no more', async () => {
    const grants = await ask<{ grantee: string; table_name: string; privilege_type: string }>(`
      SELECT DISTINCT grantee, table_name, privilege_type FROM information_schema.column_privileges
       WHERE table_schema = 'public' AND grantee IN ('kelvin_ingest', 'kelvin_sweep', 'kelvin_queue') ORDER BY 1, 2, 3`);
    expect(grants.map((grant) => `${grant.grantee} ${grant.privilege_type} ${grant.table_name}`)).toEqual([
      'kelvin_ingest INSERT delivery', 'kelvin_ingest INSERT delivery_pending',
      'kelvin_sweep SELECT customer_stale', 'kelvin_sweep SELECT delivery_pending', 'kelvin_sweep SELECT job_progress', 'kelvin_sweep SELECT workspace',
    ]);
  });
});
