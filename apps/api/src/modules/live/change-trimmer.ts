import { MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, LOG, RUNTIME } from '../../platform/http/runtime.module.ts';
import { trimChanges } from '../../platform/live/change.read-model.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Runtime } from '../../runtime.ts';

const TRIM_EVERY_MS = MS_PER_MINUTE;
const KEEP_MS = 10 * MS_PER_MINUTE;

/** Keeps the feed of live screens short: every minute, workspace by workspace, rows of more than ten minutes go. */
@Injectable()
export class ChangeTrimmer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(LOG) private readonly log: Log, @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime.config.PROCESS_ROLE === 'api') return;
    this.timer = setInterval(() => void this.trim().catch((error: Error) => {
      this.log.warn({ err: error.message }, 'The live feed was not trimmed; the next minute tries again');
    }), TRIM_EVERY_MS).unref();
  }

  async trim(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_MS);
    const workspaces = await this.runtime.sweep.query<{ id: string }[]>('SELECT id FROM workspace');
    for (const { id } of workspaces) await this.db.transaction({ workspaceId: id }, (tx) => trimChanges(tx, before));
  }

  beforeApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }
}
