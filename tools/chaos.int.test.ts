import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresQueue } from './chaos/queue.ts';
import { runChaos } from './chaos/run.ts';
import { Installation } from './rig/installation.ts';
import { KelvinProcess } from './rig/kelvin-process.ts';
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

it.each(['SIGINT', 'SIGTERM'] as const)('leaves no process of its own behind after %s, and comes back with its data', { timeout: 120_000 }, async (signal) => {
  const installation = await Installation.make();
  const kelvin = new KelvinProcess({ name: 'stopped', role: 'all', main: build.main, dataDir: installation.dataDir, port: 0 });
  try {
    await kelvin.start();
    const people = async (change: string): Promise<unknown> => {
      const owner = await installation.connect();
      const { rows } = await owner.query(change);
      await owner.end();
      return rows;
    };
    await people(`INSERT INTO user_account (id, email, name, password_hash, locale, created_at) VALUES (gen_random_uuid(), 'anna@example.com', 'Anna', '-', 'en', '2026-11-20')`);
    await kelvin.stop(signal);
    expect([kelvin.pid, await installation.postmasterPid()]).toEqual([null, null]);
    await kelvin.start();
    expect(await people('SELECT name FROM user_account')).toEqual([{ name: 'Anna' }]);
  } finally {
    await kelvin.stop();
    await installation.remove();
  }
});
