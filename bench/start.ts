import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../apps/api/src/platform/db/embedded/free-port.ts';

// `npm run bench:start [-- --json FILE]`: how long `npm start` takes from a fresh clone of HEAD until /readyz says yes.
// The packages should be in npm's cache: the network is not ours to measure.
const FLOOR_SECONDS = 120;
const GOAL_SECONDS = 60;
const GIVE_UP_MS = 600_000;

const repository = fileURLToPath(new URL('../', import.meta.url));
const jsonFlag = process.argv.indexOf('--json');
const folder = mkdtempSync(join(tmpdir(), 'kelvin-bench-start-'));
chmodSync(folder, 0o755);
const clone = join(folder, 'kelvin');

interface Start {
  readonly seconds: number;
  /** When each line of progress was printed, in seconds since the start. */
  readonly steps: readonly string[];
}

async function timeStart(): Promise<Start> {
  const port = await findFreePort();
  // The clone has settings of its own: nothing of this shell may lead it to another database.
  const { DATABASE_URL: _url, REDIS_URL: _redis, KELVIN_DATA_DIR: _data, KELVIN_SECRET: _secret, NODE_ENV: _mode, ...env } = process.env;
  const begun = performance.now();
  const secondsSince = () => (performance.now() - begun) / 1000;
  const child = spawn(process.execPath, ['tools/start.mjs'], { cwd: clone, env: { ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
  const steps: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    for (const line of String(chunk).split('\n')) if (line.trim() !== '' && !line.startsWith('{')) steps.push(`${secondsSince().toFixed(1).padStart(6)} s  ${line}`);
  });
  try {
    await untilReady(child, port);
    return { seconds: secondsSince(), steps };
  } finally {
    await stop(child);
  }
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  for (const deadline = Date.now() + GIVE_UP_MS; Date.now() < deadline; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`npm start ended with exit code ${child.exitCode} before it was ready.`);
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.ok, () => false);
    if (isReady) return;
  }
  throw new Error(`Not ready after ${GIVE_UP_MS / 1000} s.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', repository, clone]);
  const cold = await timeStart();
  const warm = await timeStart();
  console.log(cold.steps.join('\n'));
  const row = { metric: 'start.cold.seconds', value: Number(cold.seconds.toFixed(1)), floor: FLOOR_SECONDS, goal: GOAL_SECONDS, better: 'lower' } as const;
  console.log('\nanchor: none; wall time on this machine, packages cached by npm');
  console.table([row]);
  console.log(`second start: ${warm.seconds.toFixed(1)} s`);
  if (jsonFlag > 0) writeFileSync(process.argv[jsonFlag + 1] ?? 'start.json', `${JSON.stringify([row], null, 2)}\n`);
  process.exitCode = row.value > FLOOR_SECONDS ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
