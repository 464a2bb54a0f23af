import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

// By name, because plain scripts have no types.
const SCRIPT: string = './shared/preflight.mjs';
const { checkDataFolder } = (await import(SCRIPT)) as { checkDataFolder: () => string };

describe('the data folder', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'kelvin-preflight-'));
    writeFileSync(join(home, 'file'), '');
  });
  afterAll(() => rmSync(home, { recursive: true }));
  afterEach(() => { vi.unstubAllEnvs(); });

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
});
