import { MS_PER_MINUTE, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { Runtime } from '../../runtime.ts';
import { Db } from '../../platform/db/db.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { createTooManyAttemptsError } from './accounts.errors.ts';

/** What is limited: how many attempts in a sliding window. */
export interface AttemptLimit {
  readonly scope: string;
  readonly subject: string;
  readonly max: number;
}
const WINDOW_MS = 15 * MS_PER_MINUTE;

/** Counts attempts in the database, so that all processes share one limit and a restart does not reset it. */
@Injectable()
export class SignInLimiter {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(RUNTIME) private readonly runtime: Runtime) {}

  /**
   * Notes one attempt under every limit, or throws 429 when one of them is used up. Noted before the password is
   * looked at, so that attempts side by side count too. Answers a function that takes the attempt back.
   */
  async begin(limits: readonly AttemptLimit[]): Promise<{ takeBack(): Promise<void> }> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - WINDOW_MS);
    const keys = limits.map((limit) => this.keyOf(limit));
    await this.db.withoutWorkspace(async (tx) => {
      // Everybody's, because a key that is never tried again would stay for ever.
      await tx.query('DELETE FROM sign_in_attempt WHERE at <= $1', [since]);
      const counts = await tx.query<{ key: string; n: number; oldest: Date }>(
        'SELECT key, count(*)::int AS n, min(at) AS oldest FROM sign_in_attempt WHERE key = ANY($1) GROUP BY key', [keys]);
      for (const { key, n, oldest } of counts) {
        const limit = limits[keys.indexOf(key)]!;
        if (n >= limit.max) throw createTooManyAttemptsError(Math.ceil((oldest.getTime() + WINDOW_MS - now.getTime()) / 1000));
      }
      await tx.query('INSERT INTO sign_in_attempt (key, at) SELECT unnest($1::text[]), $2', [keys, now]);
    });
    return {
      takeBack: () => this.db.withoutWorkspace(async (tx) => {
        await tx.query('DELETE FROM sign_in_attempt WHERE key = ANY($1) AND at = $2', [keys, now]);
      }),
    };
  }

  /** Addresses are kept as keyed hashes: the table tells nobody who tried. */
  private keyOf(limit: AttemptLimit): string {
    return `${limit.scope}:${createHmac('sha256', this.runtime.secret).update(`${limit.scope} ${limit.subject}`).digest('base64url')}`;
  }
}
