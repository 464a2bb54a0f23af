import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { findPostmaster } from './postmaster-file.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('startEmbeddedPostgres', () => {
  let folder: string;
  let dataDir: string;
  let started: EmbeddedPostgres[];
  const start = async (options: { dataDir?: string; port?: number } = {}) => {
    const server = await startEmbeddedPostgres({ dataDir, log: silent, isThrowAway: true, ...options });
    started.push(server);
    return server;
  };
  beforeEach(() => {
    started = [];
    folder = mkdtempSync(join(tmpdir(), 'kelvin embedded '));
    chmodSync(folder, 0o755);
    dataDir = join(folder, 'data');
  });
  afterEach(async () => {
    await Promise.all(started.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps data and secrets over a restart, in a path with spaces', async () => {
    const first = await start();
    await ask(first, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    const second = await start();
    expect(await ask(second, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(second.masterSecret).toBe(first.masterSecret);
    expect(second.masterSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('sorts by code point whatever the machine speaks', async () => {
    const server = await start();
    expect(await ask(server, `SELECT datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = 'kelvin'`))
      .toEqual([{ provider: 'b', locale: 'C.UTF-8' }]);
  });

  it('is shared by two users and stopped by the last one', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.stop();
    expect(await ask(second, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await second.stop();
    expect(await findPostmaster(join(second.clusterDir, 'pgdata'))).toBeNull();
  });

  it('comes back by itself on the same address after a kill', async () => {
    const server = await start();
    const pgdata = join(server.clusterDir, 'pgdata');
    const before = await findPostmaster(pgdata);
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => ask(server, 'SELECT 1 AS n').catch(() => null), { timeout: 20_000, interval: 100 }).toEqual([{ n: 1 }]);
    expect((await findPostmaster(pgdata))?.pid).not.toBe(before?.pid);
  });

  it('takes over a server whose starter was killed, and stops it', async () => {
    const program = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
      const quiet = () => {};
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, isThrowAway: true, log: { info: quiet, warn: quiet, error: quiet } });
      process.stdout.write('ready');
      setInterval(quiet, 1000);`;
    const other = spawn(process.execPath, ['--import', '@oxc-node/core/register', '--input-type=module', '-e', program]);
    await new Promise((ready) => other.stdout.once('data', ready));
    other.kill('SIGKILL');
    await new Promise((ended) => other.once('exit', ended));
    const server = await start();
    const pgdata = join(server.clusterDir, 'pgdata');
    expect(await findPostmaster(pgdata)).not.toBeNull();
    await server.stop();
    expect(await findPostmaster(pgdata)).toBeNull();
  });

  it('clears a stale pid file that names a living stranger', async () => {
    const first = await start();
    await first.stop();
    const file = join(first.clusterDir, 'pgdata', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${first.clusterDir}/pgdata\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
    expect(await ask(await start(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('moves to another port when the last one was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.ownerUrl).port);
    const thief = createServer().listen(port, '127.0.0.1');
    await new Promise((listening) => thief.once('listening', listening));
    try {
      expect(Number(new URL((await start()).ownerUrl).port)).not.toBe(port);
      await expect(start({ dataDir: join(folder, 'other'), port })).rejects.toMatchObject({ code: 'database.port_taken' });
    } finally {
      thief.close();
    }
  });

  it('says what to do about a folder it cannot use', async () => {
    const first = await start();
    await first.stop();
    rmSync(join(first.clusterDir, 'pgdata', 'global', 'pg_control'));
    await expect(start()).rejects.toMatchObject({ code: 'database.data_folder_broken', message: /KELVIN_DATA_DIR/ });
    writeFileSync(join(first.clusterDir, 'pgdata', 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toMatchObject({ code: 'database.wrong_major_version' });
    rmSync(join(dataDir, 'secrets.json'));
    await expect(start()).rejects.toMatchObject({ code: 'database.data_folder_broken', message: /secrets\.json/ });
    await expect(start({ dataDir: join(dataDir, 'postgres', 'port') })).rejects.toMatchObject({ code: 'database.data_folder_not_usable' });
  });

  it.runIf(process.getuid?.() === 0)('as root, leaves a folder that others may not enter, and starts empty once that is deleted', async () => {
    chmodSync(folder, 0o700);
    const first = await start();
    expect(first.clusterDir).toMatch(/^\/var\/lib\/kelvin\/[0-9a-f]{16}$/);
    expect(readFileSync(join(first.clusterDir, 'kelvin-installation'), 'utf8')).toHaveLength(16);
    await ask(first, 'CREATE TABLE kept (n int)');
    await first.stop();
    rmSync(dataDir, { recursive: true });
    const second = await start();
    expect(await ask(second, `SELECT to_regclass('kept') AS found`)).toEqual([{ found: null }]);
    await second.stop();
    execFileSync('sh', ['-c', `rm -rf "${first.clusterDir}" "${first.clusterDir}".left-*`]);
  });
});

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
