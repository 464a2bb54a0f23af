import type { DataSource } from 'typeorm';
import { MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import type { Db, Tx } from '../db/db.ts';
import type { Log } from '../log/log.ts';

/** A small clean-up of one workspace, safe to repeat. */
export type HousekeepingTask = (tx: Tx, now: Date) => Promise<void>;

const EVERY_MS = MS_PER_MINUTE;

/** Runs the clean-ups every minute, workspace by workspace, each in a transaction of its own. */
export class Housekeeping {
  private readonly tasks = new Map<string, HousekeepingTask>();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;

  /** `sweep` lists the workspaces; the work itself is done as the app role, one workspace at a time. */
  constructor(private readonly db: Db, private readonly sweep: DataSource, private readonly clock: Clock, private readonly log: Log) {}

  add(name: string, task: HousekeepingTask): void {
    this.tasks.set(name, task);
  }

  start(): void {
    this.timer = setInterval(() => void this.runOnce(), EVERY_MS).unref();
  }

  /** One round over all workspaces; a round that is still running is shared. */
  runOnce(): Promise<void> {
    this.round ??= this.run().finally(() => { this.round = null; });
    return this.round;
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.round;
  }

  private async run(): Promise<void> {
    const now = this.clock.now();
    try {
      const workspaces = await this.sweep.query<{ id: string }[]>('SELECT id FROM workspace');
      for (const { id } of workspaces) {
        for (const [name, task] of this.tasks) await this.runTask(name, task, id, now);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'Housekeeping was put off to the next minute');
    }
  }

  private async runTask(name: string, task: HousekeepingTask, workspaceId: string, now: Date): Promise<void> {
    try {
      await this.db.transaction({ workspaceId }, (tx) => task(tx, now));
    } catch (error) {
      this.log.warn({ workspaceId, task: name, err: error }, 'A clean-up failed; the next minute tries again');
    }
  }
}
