import 'reflect-metadata';
import { AppError } from '@kelvin/kernel';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createApp } from './app.ts';
import { ALL_MODULES } from './modules.ts';
import { DemoLoader } from './modules/demo/demo-loader.ts';
import { DaySweep } from './pipeline/60-score/day-sweep.ts';
import { loadConfig, type Config } from './platform/config/config.schema.ts';
import { startEmbeddedPostgres } from './platform/db/embedded/embedded-postgres.ts';
import { migrate } from './platform/db/migrate.ts';
import { createLog, type Log } from './platform/log/log.ts';
import { createRuntime } from './runtime.ts';

interface Database {
  readonly ownerUrl: string;
  readonly secret: string;
  readonly isEmbedded: boolean;
  stop(): Promise<void>;
}

/** The configured Postgres, or the embedded one of the data folder. */
async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.DATABASE_URL) return { ownerUrl: config.DATABASE_URL, secret: config.KELVIN_SECRET!, isEmbedded: false, stop: () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres({ dataDir: resolve(config.KELVIN_DATA_DIR), log });
  return { ownerUrl: embedded.ownerUrl, secret: config.KELVIN_SECRET ?? embedded.masterSecret, isEmbedded: true, stop: () => embedded.stop() };
}

/** A sentence for the person at the terminal; everything structured goes to the log. */
function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

async function main(): Promise<void> {
  // Under load V8 guesses that what waits for a commit lives long, and makes it where only long collections clean up: every
  // few seconds all requests then wait. Without that guess they do not, and more of them are taken in.
  setFlagsFromString('--no-allocation-site-pretenuring');
  const config = loadConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const clock = { now: () => new Date() };
  say('Starting the database …');
  const database = await openDatabase(config, log);
  const closers: (() => Promise<void>)[] = [() => database.stop()];
  let isStopping = false;
  const stop = async (code: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    for (const close of closers.reverse()) await close().catch((error: Error) => log.warn({ err: error }, 'Something did not close'));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  // Started by another process that went away: nobody is left to say Ctrl-C.
  process.on('disconnect', () => void stop(0));

  try {
    await migrate(database.ownerUrl, { secret: database.secret });
    const runtime = await createRuntime({ config, log, clock, ownerUrl: database.ownerUrl, secret: database.secret });
    closers.push(() => runtime.close());
    const app = await createApp(runtime, ALL_MODULES);
    closers.push(() => app.close());
    const isDemoWanted = database.isEmbedded && config.KELVIN_DEMO === 'on' && config.PROCESS_ROLE === 'all';
    if (isDemoWanted) app.get(DemoLoader).expect();
    if (config.PROCESS_ROLE !== 'worker') await app.listen(config.PORT, config.HOST);
    if (config.PROCESS_ROLE !== 'api') {
      await runtime.rings.startWorker();
      runtime.sweeper.start();
      const daySweep = app.get(DaySweep);
      daySweep.start();
      closers.push(async () => daySweep.stop());
      void daySweep.sweepAll();
    }
    const address = config.PROCESS_ROLE === 'worker' ? null : await app.getUrl();
    if (address) say(`Kelvin listens on ${address.replace('127.0.0.1', 'localhost')}`);
    if (isDemoWanted) await app.get(DemoLoader).start(say);
    // The word by which the crash test and benches know that a process serves.
    else say(address ? 'Ready. Open the address above and sign up.' : 'Ready. This process drains and scores.');
  } catch (error) {
    // Who stops a start half-way has taken away what it went on with.
    if (isStopping) return;
    await reportAndStop(error, config, log, stop);
  }
}

async function reportAndStop(error: unknown, config: Config, log: Log, stop: (code: number) => Promise<void>): Promise<void> {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    say(`Port ${config.PORT} is taken by another program. Stop it, or start Kelvin with another port: PORT=${config.PORT + 1} npm start`);
  } else if (error instanceof AppError) {
    say(error.message);
  } else {
    log.error({ err: error, stack: error }, 'Kelvin could not start');
    say(`Kelvin could not start: ${(error as Error).message}`);
  }
  await stop(1);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
