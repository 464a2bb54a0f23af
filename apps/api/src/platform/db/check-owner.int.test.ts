import { AppError } from '@kelvin/kernel';
import { startTestCluster } from '@kelvin/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrate } from './migrate.ts';
import { roleUrl } from './roles.ts';

const SECRET = 'only-for-this-test-0123456789-0123456789';

describe('the user of DATABASE_URL', () => {
  // A server of its own: on the shared one the narrow roles are there already.
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startTestCluster();
  }, 120_000);
  afterAll(() => server.stop());

  async function asSuperuser(...statements: string[]): Promise<void> {
    await using(server.ownerUrl, async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  }
  async function ownerUrlOf(name: string, attributes: string): Promise<string> {
    await asSuperuser(`CREATE ROLE "${name}" LOGIN PASSWORD 'x' ${attributes}`, `CREATE DATABASE "${name}" OWNER "${name}"`);
    const url = new URL(server.ownerUrl);
    url.username = encodeURIComponent(name);
    url.password = 'x';
    url.pathname = `/${encodeURIComponent(name)}`;
    return url.toString();
  }

  it.each([['plain', '', 'BYPASSRLS CREATEROLE'], ['without-roles', 'BYPASSRLS', 'CREATEROLE'], ['without-rows', 'CREATEROLE', 'BYPASSRLS']])('is told what it lacks: %s', async (name, attributes, missing) => {
    const url = await ownerUrlOf(name, attributes);
    const error = await migrate(url, { secret: SECRET }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'database.owner_too_weak', message: expect.stringContaining(`ALTER ROLE "${name}" ${missing};`) });
    await using(url, async (client) => {
      expect((await client.query(`SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)).rows).toEqual([]);
    });
    await asSuperuser(`ALTER ROLE "${name}" ${missing}`);
    if (name !== 'plain') return;
    // Twice, because the second time the roles are there; then what needs the owner to see every workspace.
    await migrate(url, { secret: SECRET });
    await migrate(url, { secret: SECRET });
    const workspaceId = '00000000-0000-4000-8000-000000000001';
    await using(url, async (client) => {
      await client.query(`INSERT INTO workspace (id, slug, name, business, currency, time_zone, margin, leaving_days, created_at) VALUES ($1, 'shop', 'Shop', 'b2c', 'EUR', 'UTC', 0.5, 90, '2026-11-20')`, [workspaceId]);
      await client.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $1, 'tracking', 'Website', '2026-11-20')`, [workspaceId]);
      await client.query(`INSERT INTO source_key (workspace_id, source_id, id, kind, lookup, value, created_at) VALUES ($1, $1, $1, 'write_key', 'wk', 'wk', '2026-11-20')`, [workspaceId]);
    });
    await using(roleUrl(url, 'kelvin_ingest', SECRET), async (client) => {
      expect((await client.query(`SELECT workspace_id FROM find_source_by_key('wk')`)).rows).toEqual([{ workspace_id: workspaceId }]);
      expect((await client.query(`SELECT ensure_partition('delivery', '2026-11-20') AS made`)).rows).toEqual([{ made: true }]);
    });
  });

  it('may be a superuser', async () => {
    const url = await ownerUrlOf('super', 'SUPERUSER');
    await migrate(url, { secret: SECRET });
    await using(url, async (client) => {
      expect((await client.query('SELECT count(*)::int AS n FROM workspace')).rows).toEqual([{ n: 0 }]);
    });
  });
});

async function using(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
