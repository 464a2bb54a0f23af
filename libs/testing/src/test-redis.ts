import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../../apps/api/src/platform/db/embedded/free-port.ts';

/** A Redis for tests; its content is nobody's. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 5_000;
let hasWarned = false;

/**
 * The server of REDIS_URL, or a `redis-server` of this test file alone on a free port, keeping nothing.
 * Null, with a loud line, where neither exists: the queue tests then cover the PostgreSQL backend only.
 */
export async function startRedisForTests(): Promise<TestRedis | null> {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, stop: () => Promise.resolve() };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await findFreePort();
    const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
    const outcome = await waitForStart(child, port);
    if (outcome === 'missing') break;
    if (outcome === 'ready') return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
  }
  if (!hasWarned) {
    process.stderr.write('\n!!! REDIS IS MISSING: the Redis half of the queue tests DID NOT RUN. Install redis-server or set REDIS_URL. !!!\n\n');
    hasWarned = true;
  }
  return null;
}

async function waitForStart(child: ChildProcess, port: number): Promise<'ready' | 'missing' | 'failed'> {
  let outcome: 'missing' | 'failed' | null = null;
  child.once('error', (error) => { outcome = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'failed'; });
  child.once('exit', () => { outcome ??= 'failed'; });
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(20)) {
    if (outcome !== null) return outcome;
    if (await canConnect(port)) return outcome ?? 'ready';
  }
  child.kill('SIGKILL');
  return 'failed';
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); done(true); });
    socket.once('error', () => done(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}
