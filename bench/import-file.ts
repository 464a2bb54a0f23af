import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RIG_EMAIL, RIG_PASSWORD } from '../tools/rig/account.ts';
import type { BenchRun } from './bench-run.ts';

/** What a person would type after `npm run import`, but for where and who. */
export interface ImportCommand {
  readonly data: string;
  readonly map: string;
  readonly source: string;
  readonly options?: readonly string[];
}

/** Imports a file by the command, and waits until all of it is processed. Throws where the command fails. */
export async function importFile({ port, account }: BenchRun, { data, map, source, options = [] }: ImportCommand): Promise<void> {
  const tool = fileURLToPath(new URL('../tools/import.ts', import.meta.url));
  const child = spawn(process.execPath, [
    '--import', '@oxc-node/core/register', tool, data, '--map', map, '--workspace', account.workspace.slug, '--source', source, ...options,
    '--url', `http://127.0.0.1:${port}`, '--email', RIG_EMAIL, '--password', RIG_PASSWORD,
  ], { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((ended, failed) => child.once('error', failed).once('exit', ended));
  if (code !== 0) throw new Error(`The import ended with code ${code}.`);
}
