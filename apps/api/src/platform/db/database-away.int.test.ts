import { createTestDatabase, type TestDatabase } from '@kelvin/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database-away.ts';
import { createDataSourceAt, Db, type Tx } from './db.ts';

const WORKSPACE = { workspaceId: '00000000-0000-4000-8000-000000000001' };

describe('a database that goes away', () => {
  let database: TestDatabase;
  beforeAll(async () => { database = await createTestDatabase(); });
  afterAll(() => database.drop());

  it.each([
    ['while a statement is on its way', async (tx: Tx, cutOff: () => Promise<void>) => { await Promise.all([tx.query('SELECT pg_sleep(30)'), cutOff()]); }],
    ['between two statements', async (tx: Tx, cutOff: () => Promise<void>) => {
      await cutOff();
      // Until the driver has heard of it.
      for (;;) await tx.query('SELECT 1');
    }],
    ['before the commit', async (_tx: Tx, cutOff: () => Promise<void>) => {
      await cutOff();
      await sleep(200);
    }],
  ])('is known as that %s', async (_when, work) => {
    const [source, other] = ['kelvin_test', 'kelvin_other'].map((name) => createDataSourceAt(database.ownerUrl, name, 1));
    await source!.initialize();
    await other!.initialize();
    try {
      const error: unknown = await new Db(source!).transaction(WORKSPACE, async (tx) => {
        const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await work(tx, () => other!.query('SELECT pg_terminate_backend($1)', [row!.pid]));
      }).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      expect(isDatabaseAway(error)).toBe(true);
    } finally {
      await source!.destroy();
      await other!.destroy();
    }
  });

  it('is told apart from work that outlives its transaction, which is a fault', async () => {
    const source = createDataSourceAt(database.ownerUrl, 'kelvin_test', 1);
    await source.initialize();
    try {
      const late = await new Db(source).transaction(WORKSPACE, (tx) => Promise.resolve(tx));
      expect(isDatabaseAway(await late.query('SELECT 1').catch((caught: unknown) => caught))).toBe(false);
    } finally {
      await source.destroy();
    }
  });
});
