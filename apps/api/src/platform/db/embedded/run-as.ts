import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { cannotLeaveRoot } from './embedded.errors.ts';

/** The user a database program runs as; null means the user who started us. */
export type RunAs = Readonly<{ uid: number; gid: number }> | null;

const ANYBODY_MAY_ENTER = 0o001;
/** Debian's and most others' numbers for `nobody`; used when the password file cannot be read. */
const NOBODY = { uid: 65534, gid: 65534 };

/** Whether every folder from the root down to `folder` can be entered by any user; false when it does not exist. */
export async function canOthersEnter(folder: string): Promise<boolean> {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const info = await stat(current).catch(() => null);
    if (!info || (info.mode & ANYBODY_MAY_ENTER) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** The user `nobody`: initdb refuses root and insists that its user has an entry in the password file. */
export async function unprivilegedUser(): Promise<NonNullable<RunAs>> {
  const passwords = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const match = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwords);
  return match ? { uid: Number(match[1]), gid: Number(match[2]) } : NOBODY;
}

/** An environment that nothing of ours leaks into: a stray PGDATA or LANG would change what the server does. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** What a finished program left: its exit code and everything it said. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end as the given user. A non-zero exit is a value; not being able to start it throws. */
export function runToEnd(program: string, args: readonly string[], runAs: RunAs, cwd: string): Promise<Finished> {
  return new Promise((done, fail) => {
    execFile(program, args, { ...runAs, env: cleanEnvironment(), cwd }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') {
        fail((error as NodeJS.ErrnoException).code === 'EPERM' ? cannotLeaveRoot(error) : error);
      } else {
        done({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}`.trim() });
      }
    });
  });
}
