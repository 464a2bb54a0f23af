import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Installation } from '../rig/installation.ts';

const LOOK_EVERY_MS = 25;

/** The workspace's drain lock at one moment. `version` changes with every drain that begins or ends well. */
export interface DrainState {
  readonly version: string;
  /** Drains begun since the last one that ended well. */
  readonly unfinished: number;
}

/** Looks at drains from outside, through the row that every drain writes when it begins and when it ends. */
export class DrainWatch {
  private client: pg.Client | null = null;

  constructor(private readonly installation: Installation, private readonly workspaceId: string) {}

  /** Null before the first drain and while the database is away. */
  async look(): Promise<DrainState | null> {
    try {
      this.client ??= await this.installation.connect();
      const { rows } = await this.client.query<DrainState>('SELECT xmin::text AS version, unfinished FROM drain_lock WHERE workspace_id = $1', [this.workspaceId]);
      return rows[0] ?? null;
    } catch {
      await this.client?.end().catch(() => undefined);
      this.client = null;
      return null;
    }
  }

  /** Resolves when the database answers; how long it took, in milliseconds. */
  async untilDatabaseAnswers(timeoutMs: number): Promise<number> {
    const begun = performance.now();
    while ((await this.look()) === null) {
      if (performance.now() - begun > timeoutMs) throw new Error(`The database did not answer for ${timeoutMs / 1000} s.`);
      await sleep(LOOK_EVERY_MS);
    }
    return performance.now() - begun;
  }

  /**
   * Milliseconds from `begun` (of `performance.now()`) until a drain begins that has not begun yet; null when none did in
   * time. A drain that is under way and only ends does not count. `wasInterrupted`: the drain before it died on its way.
   */
  async untilNextBegins(begun: number, timeoutMs: number): Promise<{ ms: number; wasInterrupted: boolean } | null> {
    const before = await this.look();
    let endedVersion: string | null = null;
    while (performance.now() - begun < timeoutMs) {
      const state = await this.look();
      if (state && state.version !== before?.version) {
        if (state.unfinished > 0) return { ms: performance.now() - begun, wasInterrupted: state.unfinished > 1 };
        // An end: of the drain that was under way, or of one that began and ended between two looks.
        if (before?.unfinished === 0 || (endedVersion !== null && state.version !== endedVersion)) return { ms: performance.now() - begun, wasInterrupted: false };
        endedVersion = state.version;
      }
      await sleep(LOOK_EVERY_MS);
    }
    return null;
  }

  async end(): Promise<void> {
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }
}
