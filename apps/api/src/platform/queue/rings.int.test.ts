import { createTestDatabase, startRedisForTests, type TestDatabase, type TestRedis } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log/log.ts';
import { postgresQueueBackend, redisQueueBackend, type QueueBackend } from './queue-backend.ts';
import { Rings } from './rings.ts';
import { StageRegistry, type RingStage } from './stages.ts';

const log = createLog('silent');

/** Postgres always; Redis where there is one, else the helper says loudly that its half did not run. */
const redis: TestRedis | null = await startRedisForTests();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await redis?.stop();
});

const backends: [string, () => QueueBackend][] = [['postgres', () => postgresQueueBackend(database.urlFor('kelvin_queue'))]];
if (redis) backends.push(['redis', () => redisQueueBackend(redis.url)]);

describe.each(backends)('rings on %s', (kind, createBackend) => {
  const open: Rings[] = [];
  afterAll(() => Promise.all(open.map((rings) => rings.close())));

  async function startRings(handler: (workspaceId: string) => Promise<{ hasMore: boolean }>): Promise<Rings> {
    const stages = new StageRegistry();
    for (const stage of ['drain', 'score', 'jobs'] as RingStage[]) stages.register(stage, handler);
    const rings = new Rings(createBackend(), stages, log);
    open.push(rings);
    await rings.connect();
    await rings.startWorker();
    return rings;
  }

  const WAITING = { timeout: 25_000, interval: 10 };

  it('hears a ring for rows that came while the stage was at work', async () => {
    const workspaceId = randomUUID();
    let begun = 0;
    let release: () => void = () => undefined;
    const rings = await startRings(async (id) => {
      if (id !== workspaceId) return { hasMore: false };
      begun += 1;
      if (begun === 1) await new Promise<void>((done) => { release = done; });
      return { hasMore: false };
    });
    await rings.ring(workspaceId, 'drain');
    await expect.poll(() => begun, WAITING).toBe(1);
    await rings.ring(workspaceId, 'drain');
    release();
    await expect.poll(() => begun, WAITING).toBeGreaterThanOrEqual(2);
    await rings.close();
  });

  it('goes on ringing after the queue was wiped, because it carries nothing', async () => {
    const workspaceId = randomUUID();
    let heard = 0;
    const rings = await startRings(async (id) => {
      if (id === workspaceId) heard += 1;
      return { hasMore: false };
    });
    await rings.ring(workspaceId, 'score');
    await expect.poll(() => heard, WAITING).toBe(1);
    await wipe(kind);
    await expect.poll(async () => { await rings.ring(workspaceId, 'score'); return heard; }, { ...WAITING, interval: 100 }).toBeGreaterThanOrEqual(2);
    await rings.close();
  });

  it('rings again when a stage says that more is waiting', async () => {
    const workspaceId = randomUUID();
    let rounds = 0;
    const rings = await startRings(async (id) => {
      if (id === workspaceId) rounds += 1;
      return { hasMore: id === workspaceId && rounds < 4 };
    });
    await rings.ring(workspaceId, 'drain');
    await expect.poll(() => rounds, WAITING).toBe(4);
    await rings.close();
  });
});

async function wipe(kind: string): Promise<void> {
  if (kind === 'redis') {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis!.url);
    await client.flushall();
    client.disconnect();
    return;
  }
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ table: string }>(`SELECT format('queue.%I', tablename) AS table FROM pg_tables WHERE schemaname = 'queue' AND tablename NOT LIKE '%migration%' AND tablename NOT LIKE '%schema%'`);
  const truncate = () => owner.query(`TRUNCATE ${rows.map((row) => row.table).join(', ')}`).then(() => true, (error: { code?: string }) => {
    // A worker that holds one table wants another: the database has ended one of the two, in this case the wipe.
    if (error.code !== '40P01') throw error;
    return false;
  });
  while (!await truncate());
  await owner.end();
}
