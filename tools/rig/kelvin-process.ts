import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../apps/api/src/platform/config/config.schema.ts';
import { REPOSITORY } from './server-build.ts';

const READY_TIMEOUT_MS = 60_000;
const READY_SENTENCE = 'Ready.';

export interface KelvinProcessOptions {
  readonly name: string;
  readonly role: Config['PROCESS_ROLE'];
  /** File that Node runs. */
  readonly main: string;
  readonly dataDir: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}

/** One process of Kelvin, which may be killed and started again. What it says goes to `<name>.log` in the data folder. */
export class KelvinProcess {
  private child: ChildProcess | null = null;
  private ended: Promise<void> = Promise.resolve();
  private readonly log: WriteStream;

  constructor(private readonly options: KelvinProcessOptions) {
    this.log = createWriteStream(this.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.options.name;
  }

  get logFile(): string {
    return join(this.options.dataDir, `${this.options.name}.log`);
  }

  /** Number of the running process; null between a kill and the next start. */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Starts it and waits until it says that it is ready. Throws when it ends before. */
  async start(): Promise<void> {
    // Settings of this shell must not lead it to another database or queue.
    const { DATABASE_URL: _url, REDIS_URL: _redis, KELVIN_SECRET: _secret, ...env } = process.env;
    const child = spawn(process.execPath, ['--enable-source-maps', ...(this.options.nodeArguments ?? []), this.options.main], {
      // The channel closes when we are killed, which tells it to end too.
      cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...env, NODE_ENV: 'production', LOG_LEVEL: 'info', KELVIN_DEMO: 'off', KELVIN_WEB_DIR: '/nonexistent',
        PROCESS_ROLE: this.options.role, PORT: String(this.options.port), KELVIN_DATA_DIR: this.options.dataDir, ...this.options.env,
      },
    });
    this.child = child;
    let isReady = false;
    let hasEnded = false;
    child.stdout!.on('data', (chunk: Buffer) => { isReady ||= chunk.includes(READY_SENTENCE); });
    child.stdout!.pipe(this.log, { end: false });
    child.stderr!.pipe(this.log, { end: false });
    this.ended = new Promise((resolve) => child.once('exit', () => {
      hasEnded = true;
      if (this.child === child) this.child = null;
      resolve();
    }));
    for (const deadline = Date.now() + READY_TIMEOUT_MS; !isReady; await sleep(20)) {
      if (hasEnded) throw new Error(`${this.name} ended before it was ready; see ${this.logFile}`);
      if (Date.now() > deadline) throw new Error(`${this.name} was not ready after ${READY_TIMEOUT_MS / 1000} s; see ${this.logFile}`);
    }
  }

  /** As a power cut would end it. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** As Ctrl-C or a service manager would end it. */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    this.child?.kill(signal);
    await this.ended;
  }
}
