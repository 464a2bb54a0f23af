import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPostmaster, removeDeadPostmaster } from './postmaster-file.ts';

describe('the file of a server that is gone', () => {
  let pgdata: string;
  let file: string;
  beforeEach(() => {
    pgdata = mkdtempSync(join(tmpdir(), 'kelvin-postmaster-'));
    file = join(pgdata, 'postmaster.pid');
  });
  afterEach(() => rmSync(pgdata, { recursive: true }));

  // The first number is of this very program, which is no server; the second is above all that Linux gives.
  it.each([process.pid, 4_194_305])('is no server, and stays for who only looks: %i', async (pid) => {
    writeFileSync(file, `${pid}\n${pgdata}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`);
    expect(await findPostmaster(pgdata)).toBeNull();
    expect(existsSync(file)).toBe(true);
    await removeDeadPostmaster(pgdata);
    expect(existsSync(file)).toBe(false);
  });

  it('may be missing', async () => {
    expect(await findPostmaster(pgdata)).toBeNull();
    await removeDeadPostmaster(pgdata);
  });
});
