import type { Clock } from '@kelvin/kernel';
import type { DataSource } from 'typeorm';
import type { Config } from './platform/config/config.schema.ts';
import { createDataSource, Db } from './platform/db/db.ts';
import { roleUrl } from './platform/db/roles.ts';
import { Geoip } from './platform/geoip/geoip.ts';
import type { Log } from './platform/log/log.ts';
import { postgresQueueBackend, redisQueueBackend } from './platform/queue/queue-backend.ts';
import { Rings } from './platform/queue/rings.ts';
import { StageRegistry } from './platform/queue/stages.ts';
import { Sweeper } from './platform/queue/sweeper.ts';

/** Everything outside the program that it holds on to. Made once at boot, closed once at the end. */
export interface Runtime {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  /** Master secret: role passwords, encryption of stored secrets, tokens. */
  readonly secret: string;
  readonly db: Db;
  /** Inserts deliveries and looks keys up; sees nothing else. */
  readonly ingest: DataSource;
  readonly sweep: DataSource;
  readonly geoip: Geoip;
  readonly stages: StageRegistry;
  readonly rings: Rings;
  readonly sweeper: Sweeper;
  close(): Promise<void>;
}

/** Shares of the connection budget: with the queue's four and BullMQ's listeners an installation stays under thirty. */
const APP_POOL_MAX = 10;
const INGEST_POOL_MAX = 3;
const SWEEP_POOL_MAX = 1;

/** Connects to a migrated database and the queue. Nothing is started yet. */
export async function createRuntime(options: { config: Config; log: Log; clock: Clock; ownerUrl: string; secret: string }): Promise<Runtime> {
  const { config, log, clock, ownerUrl, secret } = options;
  const geoip = await Geoip.open(config.KELVIN_GEOIP_FILE);
  const app = createDataSource(ownerUrl, 'kelvin_app', secret, APP_POOL_MAX);
  const ingest = createDataSource(ownerUrl, 'kelvin_ingest', secret, INGEST_POOL_MAX);
  const sweep = createDataSource(ownerUrl, 'kelvin_sweep', secret, SWEEP_POOL_MAX);
  await Promise.all([app.initialize(), ingest.initialize(), sweep.initialize()]);
  const stages = new StageRegistry();
  const backend = config.REDIS_URL ? redisQueueBackend(config.REDIS_URL) : postgresQueueBackend(roleUrl(ownerUrl, 'kelvin_queue', secret));
  const rings = new Rings(backend, stages, log);
  await rings.connect();
  const sweeper = new Sweeper(sweep, rings, log);
  return {
    config, log, clock, secret, db: new Db(app), ingest, sweep, geoip, stages, rings, sweeper,
    async close() {
      sweeper.stop();
      await rings.close();
      await Promise.all([app.destroy(), ingest.destroy(), sweep.destroy()]);
    },
  };
}
