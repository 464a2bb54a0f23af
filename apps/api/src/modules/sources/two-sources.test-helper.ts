import type { Source, SourceWithSecret } from '@kelvin/contracts';
import type { FixedClock } from '@kelvin/kernel';
import { startTestPath, type TestPath } from '@kelvin/testing';
import { expect } from 'vitest';
import { Backfill } from '../../pipeline/60-score/backfill.port.ts';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';

/** People who come every day, so that the workspace as a whole is as busy as ever. */
export const CROWD = Array.from({ length: 20 }, (_, n) => `crowd-${n}`);

/** A workspace with two sources, one of which a test lets fall silent. */
export interface Shop extends TestPath {
  readonly web: string;
  readonly mobile: string;
  /** Posts to one of two sources. */
  sendFrom(source: 'web' | 'mobile', messages: readonly Record<string, unknown>[]): Promise<void>;
  bandOf(userId: string): Promise<string>;
  /** What the worker does every minute, and when the past is to be scored. */
  watch(): Promise<void>;
  scorePast(): Promise<void>;
}

/** Starts the whole product with a website and a mobile app, neither of which has sent anything. One per test file. */
export async function openShop(clock: FixedClock): Promise<Shop> {
  const path = await startTestPath(clock);
  const [website] = (await path.member.call<{ items: Source[] }>('GET', '/sources')).body.items;
  const mobile = (await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'tracking', name: 'Mobile' })).body;
  const keys = { web: path.writeKey, mobile: mobile.writeKey! };
  return {
    ...path, web: website!.id, mobile: mobile.id,
    async sendFrom(source, messages) {
      for (let from = 0; from < messages.length; from += 500) {
        const answer = await path.call('POST', '/v1/batch', { headers: { authorization: `Basic ${Buffer.from(`${keys[source]}:`).toString('base64')}` }, body: { batch: messages.slice(from, from + 500) } });
        expect(answer.status).toBe(200);
      }
    },
    async bandOf(userId) {
      const [row] = await path.rows<{ band: string }>(`
        SELECT c.band FROM identifier i JOIN profile p ON p.workspace_id = $1 AND p.id = i.profile_id JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id
         WHERE i.workspace_id = $1 AND i.kind = 'userId' AND i.value = $2`, [userId]);
      return row!.band;
    },
    watch: () => path.app.get(Housekeeping, { strict: false }).runOnce(),
    async scorePast() {
      await path.app.get(Backfill, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined });
      await path.settle();
    },
  };
}
