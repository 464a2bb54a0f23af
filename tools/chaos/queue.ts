import { spawn, type ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findFreePort } from '../../apps/api/src/platform/db/embedded/free-port.ts';

export type QueueKind = 'postgres' | 'redis';

/** Where the rings of one run lie, and how to destroy them. */
export interface ChaosQueue {
  readonly kind: QueueKind;
  /** What the processes need to know of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Throws every job away, as an operator's mistake would. */
  wipe(owner: pg.Client): Promise<void>;
  /** Kills the queue's own server and starts an empty one. Null where the queue has none. */
  readonly kill: (() => Promise<void>) | null;
  stop(): Promise<void>;
}

/** The queue inside the database: wiping empties every table of its schema, except the record of its migrations. */
export function createPostgresQueue(): ChaosQueue {
  return {
    kind: 'postgres', env: {}, kill: null, stop: () => Promise.resolve(),
    async wipe(owner) {
      const { rows } = await owner.query<{ list: string }>(
        `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS list FROM pg_tables WHERE schemaname = 'queue' AND tablename NOT LIKE '%migration%'`);
      await owner.query(`TRUNCATE ${rows[0]!.list}`);
    },
  };
}

/** A Redis of this run alone, keeping nothing; null where `redis-server` is not on the PATH. */
export async function createRedisQueue(): Promise<ChaosQueue | null> {
  const port = await findFreePort();
  let server = await startRedis(port);
  if (!server) return null;
  return {
    kind: 'redis', env: { REDIS_URL: `redis://127.0.0.1:${port}` },
    async wipe() {
      const client = new Redis({ host: '127.0.0.1', port });
      await client.flushall();
      client.disconnect();
    },
    async kill() {
      await end(server!, 'SIGKILL');
      server = await startRedis(port);
      if (!server) throw new Error('Redis could not be started again.');
    },
    async stop() {
      if (server) await end(server, 'SIGTERM');
    },
  };
}

async function startRedis(port: number): Promise<ChildProcess | null> {
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  let hasFailed = false;
  child.once('error', () => { hasFailed = true; });
  child.once('exit', () => { hasFailed = true; });
  const probe = new Redis({ host: '127.0.0.1', port, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  probe.on('error', () => undefined);
  try {
    for (let attempt = 0; attempt < 100 && !hasFailed; attempt += 1) {
      if (await probe.connect().then(() => probe.ping(), () => null)) return child;
      await sleep(50);
    }
    return null;
  } finally {
    probe.disconnect();
  }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await ended;
}
