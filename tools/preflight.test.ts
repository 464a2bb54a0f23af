import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

// By name, because plain scripts have no types.
const SCRIPT: string = './shared/preflight.mjs';
const { checkDataFolder, checkPort } = (await import(SCRIPT)) as { checkDataFolder: () => string; checkPort: (port: number, host: string) => Promise<void> };

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (load) => {
  const real = await load<typeof import('node:fs')>();
  return { ...real, statfsSync: (path: string) => ({ ...real.statfsSync(path), ...(disk.isFull ? { bavail: 1_000, bsize: 4_096 } : {}) }) };
});

describe('the data folder', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'kelvin-preflight-'));
    writeFileSync(join(home, 'file'), '');
  });
  afterAll(() => rmSync(home, { recursive: true }));
  afterEach(() => {
    vi.unstubAllEnvs();
    disk.isFull = false;
  });

  it('is made with the folders above it', () => {
    vi.stubEnv('KELVIN_DATA_DIR', join(home, 'a', 'b', 'c'));
    expect(checkDataFolder()).toBe(join(home, 'a', 'b', 'c'));
    expect(existsSync(join(home, 'a', 'b', 'c'))).toBe(true);
    expect(checkDataFolder()).toBe(join(home, 'a', 'b', 'c'));
  });

  it.each([
    ['a file', () => join(home, 'file'), /is a file/],
    ['below a file', () => join(home, 'file', 'below'), /is a file/],
    ['where nothing can be made', () => '/proc/kelvin/data', /it cannot be made there|may not write there/],
  ])('is refused with a sentence: %s', (_case, folder, reason) => {
    vi.stubEnv('KELVIN_DATA_DIR', folder());
    expect(() => checkDataFolder()).toThrow(reason);
  });

  it('on a full disk is refused before anything is written', () => {
    vi.stubEnv('KELVIN_DATA_DIR', join(home, 'full'));
    disk.isFull = true;
    expect(() => checkDataFolder()).toThrow(/no room left on the disk.*Free at least 500 MB/);
  });
});

describe('the port', () => {
  const listen = async (status: number) => {
    const server = createServer((_request, response) => void response.writeHead(status).end());
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
    return { port: (server.address() as AddressInfo).port, close: () => new Promise((closed) => void server.close(closed)) };
  };

  it.each([
    ['another program', 404, /taken by another program\. Stop it first, or choose another port, for example: PORT=\d+ npm start/],
    ['a Kelvin that runs', 200, /Kelvin already runs at http:\/\/localhost:\d+\. Stop it first/],
  ])('is refused where %s has it', async (_who, status, sentence) => {
    const taken = await listen(status);
    await expect(checkPort(taken.port, '127.0.0.1')).rejects.toThrow(sentence);
    await taken.close();
  });

  it('that is free is taken', async () => {
    await expect(checkPort(0, '127.0.0.1')).resolves.toBeUndefined();
  });

  it.each([[-1], [65_536], [Number.NaN]])('%d is none', async (port) => {
    await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(/PORT must be a number/);
  });

  it('of an address that this machine has not is refused', async () => {
    await expect(checkPort(0, '203.0.113.1')).rejects.toThrow(/has no address 203\.0\.113\.1/);
  });
});
