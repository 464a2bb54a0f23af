import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedLog } from './embedded-log.ts';
import type { Postmaster } from './postmaster-file.ts';
import { identityOf } from './process-mark.ts';

const WATCH_MS = 200;
const RETRY_MS = 2_000;

/** A watch over one server. */
export interface Supervision {
  /** Ends the watch; a restart that is under way is finished first. */
  end(): Promise<void>;
}

/**
 * Starts the server again whenever it disappears (killed, out of memory): PostgreSQL repairs itself from its log,
 * but somebody has to start it. Watching costs one signal 0 every 200 ms, and never keeps the process alive.
 */
export function superviseServer(first: Postmaster, log: EmbeddedLog, restart: () => Promise<Postmaster>): Supervision {
  const ending = new AbortController();
  let identity = identityOf(first.pid);

  const revive = async () => {
    log.warn({ pid: first.pid }, 'Embedded database died, starting it again');
    const begun = performance.now();
    while (!ending.signal.aborted) {
      try {
        identity = identityOf((await restart()).pid);
        log.info({ durationMs: Math.round(performance.now() - begun) }, 'Embedded database is back');
        return;
      } catch (error) {
        log.error({ reason: (error as Error).message }, 'Embedded database could not be started again');
        await sleep(RETRY_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      }
    }
  };
  const watch = async () => {
    while (!ending.signal.aborted) {
      if (identity === null || identityOf(Number.parseInt(identity, 10)) !== identity) await revive();
      await sleep(WATCH_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  const watching = watch();
  return {
    end: () => {
      ending.abort();
      return watching;
    },
  };
}
