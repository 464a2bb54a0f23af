import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresQueue } from './chaos/queue.ts';
import { runChaos } from './chaos/run.ts';
import { buildServer, type ServerBuild } from './rig/server-build.ts';

// The short form of `npm run chaos`, whose thirty kills on both queues take minutes.
let build: ServerBuild;
beforeAll(async () => {
  build = await buildServer();
});
afterAll(() => build.remove());

it('loses and doubles nothing when processes and database are killed under load', { timeout: 240_000 }, async () => {
  const { checks, blows, acknowledged } = await runChaos(createPostgresQueue(), { kills: 3, seconds: 8, seed: 3, main: build.main, say: () => undefined });
  // How soon the next drain begins is a time, which `npm run chaos` judges; here only what may never happen counts.
  expect(checks.filter(({ broken, promise }) => broken > 0 && !promise.includes('within'))).toEqual([]);
  expect(blows.length).toBeGreaterThan(3);
  expect(acknowledged).toBeGreaterThan(100);
});
