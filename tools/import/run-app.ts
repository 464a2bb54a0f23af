import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { KelvinClient } from '../shared/kelvin-client.ts';
import { Sentence } from '../shared/sentence.ts';

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);
const POLL_MS = 500;
const LINES_KEPT = 20;

/** A Kelvin that may have been started for this command. */
export interface RunningApp {
  readonly isOurs: boolean;
  /** Ends it if it was started here. */
  stop(): Promise<void>;
}

/** Finds Kelvin at its address, or starts it there, without the demo, and waits until it is ready. */
export async function ensureRunning(client: KelvinClient, repository: string, say: (text: string) => void): Promise<RunningApp> {
  if (await client.answers()) return { isOurs: false, stop: () => Promise.resolve() };
  const { hostname, port, protocol } = new URL(client.url);
  if (!LOCAL.has(hostname)) throw new Sentence(`No Kelvin answers at ${client.url}. Start it there, or leave --url out to start one here.`);
  say(`No Kelvin answers at ${client.url}; starting one …`);
  const child = spawn(process.execPath, [join(repository, 'tools', 'start.mjs'), '--no-demo'], {
    cwd: repository, env: { ...process.env, PORT: port || (protocol === 'https:' ? '443' : '80') }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32',
  });
  const lines: string[] = [];
  const keep = (chunk: Buffer) => { lines.push(...chunk.toString('utf8').trim().split('\n')); lines.splice(0, lines.length - LINES_KEPT); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const app = { isOurs: true, stop: () => stop(child) };
  const leave = (): void => void app.stop().then(() => process.exit(130));
  process.once('SIGINT', leave).once('SIGTERM', leave);
  while (!(await client.isReady())) {
    if (child.exitCode !== null) throw new Sentence(`Kelvin did not start:\n${lines.join('\n')}`);
    await wait(POLL_MS);
  }
  return app;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
