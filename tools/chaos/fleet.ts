import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../apps/api/src/platform/db/embedded/free-port.ts';
import { Installation } from '../rig/installation.ts';
import { KelvinProcess } from '../rig/kelvin-process.ts';
import type { ChaosQueue } from './queue.ts';

const START_TRIES = 3;

/** One api and two workers over one data folder, as an installation on several machines would be. */
export class Fleet {
  private constructor(readonly installation: Installation, readonly port: number, readonly api: KelvinProcess, readonly workers: readonly KelvinProcess[]) {}

  static async start(main: string, queue: ChaosQueue): Promise<Fleet> {
    const installation = await Installation.make();
    const port = await findFreePort();
    const make = (name: string, role: 'api' | 'worker') => new KelvinProcess({ name, role, main, dataDir: installation.dataDir, port, env: queue.env });
    const fleet = new Fleet(installation, port, make('api', 'api'), [make('worker-1', 'worker'), make('worker-2', 'worker')]);
    try {
      // The first makes the database; the others find it.
      for (const one of fleet.all) await one.start();
    } catch (error) {
      await fleet.stop();
      throw error;
    }
    return fleet;
  }

  get all(): readonly KelvinProcess[] {
    return [this.api, ...this.workers];
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Processes that are gone though nobody killed them. */
  get fallen(): readonly KelvinProcess[] {
    return this.all.filter(({ pid }) => pid === null);
  }

  /** Starts what is not running. A start that fails while the database recovers is tried again, as a service manager would. */
  async revive(): Promise<void> {
    await Promise.all(this.fallen.map(async (one) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await one.start();
        } catch (error) {
          if (attempt === START_TRIES) throw error;
          await one.kill();
          await sleep(500);
        }
      }
    }));
  }

  /** Kills the postmaster, which the processes of the fleet started; they start it again by themselves. */
  async killDatabase(): Promise<void> {
    const pid = await this.installation.postmasterPid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((one) => one.stop()));
    await this.installation.remove();
  }
}
