import { resolve } from 'node:path';
import type { Config } from '../apps/api/src/platform/config/config.schema.ts';
import { findFreePort } from '../apps/api/src/platform/db/embedded/free-port.ts';
import { signUp, type Account } from '../tools/rig/account.ts';
import { Installation } from '../tools/rig/installation.ts';
import { onInterrupt } from '../tools/rig/interrupt.ts';
import { KelvinProcess } from '../tools/rig/kelvin-process.ts';
import { buildServer } from '../tools/rig/server-build.ts';
import { countStatements } from './statements.ts';

/** A Kelvin of one benchmark alone: built, started on an empty data folder, with a workspace. */
export interface BenchRun {
  readonly installation: Installation;
  readonly account: Account;
  readonly port: number;
  /** The process that runs now. */
  readonly kelvin: KelvinProcess;
  /** Ends the process and starts one in another role on the same data. */
  restartAs(role: Config['PROCESS_ROLE']): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Kelvin in one process. `profileDir`: Node writes its CPU profiles there, and the database counts statements. */
export async function startBench(role: Config['PROCESS_ROLE'], profileDir?: string): Promise<BenchRun> {
  const build = await buildServer();
  const installation = await Installation.make();
  const letGo = await installation.hold();
  const port = await findFreePort();
  if (profileDir !== undefined) await countStatements(installation);
  const nodeArguments = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profileDir)}`];
  const make = (as: Config['PROCESS_ROLE']) => new KelvinProcess({ name: as, role: as, main: build.main, dataDir: installation.dataDir, port, nodeArguments });
  let kelvin = make(role);
  const stop = async (): Promise<void> => {
    standDown();
    await kelvin.stop();
    await letGo();
    await installation.remove();
    build.remove();
  };
  const standDown = onInterrupt(stop);
  try {
    await kelvin.start();
    const account = await signUp(`http://127.0.0.1:${port}`);
    return {
      installation, account, port, stop,
      get kelvin() { return kelvin; },
      async restartAs(as) {
        await kelvin.stop();
        kelvin = make(as);
        await kelvin.start();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
