import { createTestDatabase, startRedisForTests, type TestDatabase, type TestRedis } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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

  async function isSeen(condition: () => boolean, withinMs: number): Promise<boolean> {
    for (const deadline = Date.now() + withinMs; !condition() && Date.now() < deadline; ) await sleep(10);
    return condition();
  }

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
    expect(await isSeen(() => begun === 1, 3_000)).toBe(true);
    await rings.ring(workspaceId, 'drain');
    release();
    expect(await isSeen(() => begun >= 2, 3_000)).toBe(true);
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
    expect(await isSeen(() => heard === 1, 3_000)).toBe(true);
    await wipe(kind);
    expect(await isSeen(() => { void rings.ring(workspaceId, 'score'); return heard >= 2; }, 5_000)).toBe(true);
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
    expect(await isSeen(() => rounds === 4, 5_000)).toBe(true);
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
  await owner.query(`TRUNCATE ${rows.map((row) => row.table).join(', ')}`);
  await owner.end();
}
