import { createPostgresBackend, createRedisBackend, withBackend, type Processor, type QueueOptions, type WorkerOptions } from 'bullmq';

/** A queue and a worker as the rest of the program sees them, whichever backend holds the jobs. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  createQueue(name: string): RingQueue;
  createWorker(name: string, processor: Processor, options: { concurrency: number }): RingWorker;
}
export type RingQueue = InstanceType<ReturnType<typeof withBackend>['Queue']>;
export type RingWorker = InstanceType<ReturnType<typeof withBackend>['Worker']>;

/** In braces, so that all keys of the queues fall on one slot of a Redis cluster. */
const PREFIX = '{kelvin}';
/** Short, because after kill −9 a job waits this long before another worker may take it. */
const LOCK_DURATION_MS = 5_000;
const STALLED_CHECK_MS = 2_000;
/** A worker whose queue went away asks again after this; BullMQ's own 15 s would hold drains up long after it is back. */
const RUN_RETRY_DELAY_MS = 500;
/** Each queue and worker keeps a pool and a LISTEN connection; connections are budgeted. */
const POSTGRES_POOL_MAX = 2;
export const QUEUE_SCHEMA = 'queue';

/** Queues in Redis. `noeviction` is the operator's to set; the queues hold no data that is not in Postgres. */
export function redisQueueBackend(redisUrl: string): QueueBackend {
  const url = new URL(redisUrl);
  const connection = {
    host: url.hostname, port: Number(url.port || 6379), maxRetriesPerRequest: null,
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  };
  const { Queue, Worker } = withBackend(createRedisBackend);
  return {
    kind: 'redis',
    createQueue: (name) => new Queue(name, { connection, prefix: PREFIX } as QueueOptions) as unknown as RingQueue,
    createWorker: (name, processor, options) =>
      new Worker(name, processor, { ...workerOptions(options), connection, prefix: PREFIX } as WorkerOptions) as unknown as RingWorker,
  };
}

/** Queues in Postgres, in a schema that the queue role owns. */
export function postgresQueueBackend(queueRoleUrl: string): QueueBackend {
  const connection = { connectionString: queueRoleUrl, schema: QUEUE_SCHEMA, max: POSTGRES_POOL_MAX, application_name: 'kelvin_queue' };
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    createQueue: (name) => new Queue(name, { connection, prefix: PREFIX }) as unknown as RingQueue,
    createWorker: (name, processor, options) =>
      new Worker(name, processor, { ...workerOptions(options), connection, prefix: PREFIX }) as unknown as RingWorker,
  };
}

function workerOptions(options: { concurrency: number }) {
  return {
    concurrency: options.concurrency, lockDuration: LOCK_DURATION_MS, stalledInterval: STALLED_CHECK_MS, maxStalledCount: 1_000, runRetryDelay: RUN_RETRY_DELAY_MS,
    removeOnComplete: { count: 0 }, removeOnFail: { count: 100 },
  };
}
