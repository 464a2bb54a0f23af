import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityOf, withStartLock } from './process-mark.ts';

/** Above all that Linux gives. */
const DEAD = '4194305-1';
/** What a starter waits for who has just read a file. */
const afterRead = vi.hoisted(() => ({ wait: (): Promise<unknown> | undefined => undefined }));
vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const readFile = async (...args: Parameters<typeof real.readFile>) => {
    const found = await real.readFile(...args);
    await afterRead.wait();
    return found;
  };
  return { ...real, readFile };
});

describe('the lock of starts', () => {
  let folder: string;
  let inside: number;
  let most: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kelvin-start-'));
    [inside, most] = [0, 0];
  });
  afterEach(() => {
    afterRead.wait = () => undefined;
    rmSync(folder, { recursive: true });
  });
  const start = (forMs: number) => withStartLock(folder, async () => {
    most = Math.max(most, inside += 1);
    await sleep(forMs);
    inside -= 1;
  });

  it.each([
    ['nobody', []],
    ['a dead process', [['start.lock', DEAD]]],
    ['a process that died before it wrote its name', [['start.lock', '']]],
    ['a dead process, and one that died while it cleared that away', [['start.lock', DEAD], ['start.lock.clearing', DEAD]]],
  ] as const)('left by %s is taken by one starter at a time', async (_whom, left) => {
    for (const [name, holder] of left) writeFileSync(join(folder, name), holder);
    await Promise.all(Array.from({ length: 6 }, () => start(2)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken from a new holder by who has seen the dead one', async () => {
    writeFileSync(join(folder, 'start.lock'), DEAD);
    let take = () => {};
    const isTaken = new Promise<void>((done) => { take = done; });
    let slow: Promise<void> | undefined;
    await new Promise<void>((hasSeen) => {
      afterRead.wait = () => {
        afterRead.wait = () => undefined;
        hasSeen();
        return isTaken;
      };
      slow = start(0);
    });
    const quick = withStartLock(folder, async () => {
      most = Math.max(most, inside += 1);
      take();
      await sleep(300);
      inside -= 1;
    });
    await Promise.all([slow, quick]);
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names its holder from its first moment on, and is given back after a failure', async () => {
    await expect(withStartLock(folder, () => {
      expect(readFileSync(join(folder, 'start.lock'), 'utf8')).toBe(identityOf(process.pid));
      return Promise.reject(new Error('No room.'));
    })).rejects.toThrow('No room.');
    expect(readdirSync(folder)).toEqual([]);
  });
});
