import type { Customer } from '@kelvin/contracts';
import { MS_PER_DAY, type FixedClock } from '@kelvin/kernel';
import { ALL_MODULES } from '../../../apps/api/src/modules.ts';
import { Drain } from '../../../apps/api/src/pipeline/drain/drain.ts';
import { ScoreStale } from '../../../apps/api/src/pipeline/60-score/score-stale.ts';
import { startTestApp, type TestApp, type TestMember } from './test-app.ts';

/** A workspace whose events are drained and scored when the test says so, step by step and without a queue. */
export interface TestPath extends TestApp {
  readonly member: TestMember;
  readonly writeKey: string;
  /** Posts tracking messages as one batch; answers the HTTP status. */
  send(messages: readonly Record<string, unknown>[]): Promise<number>;
  /** Drains and scores until nothing waits. */
  settle(): Promise<void>;
  rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Id of the customer to whom a key belongs, a `userId` before keys of other kinds; throws where nobody has it. */
  customerOf(key: string): Promise<string>;
  /** What his page is told of him. */
  customer(key: string): Promise<Customer>;
}

/** Starts the whole product over a database of its own, signs somebody up, and hands out his write key. */
export async function startTestPath(clock: FixedClock, env: Record<string, string> = {}): Promise<TestPath> {
  const test = await startTestApp({ modules: ALL_MODULES, clock, env });
  const member = await test.signUp();
  const sources = await member.call<{ items: { writeKey: string }[] }>('GET', '/sources');
  const writeKey = sources.body.items[0]!.writeKey;
  const drain = test.app.get(Drain, { strict: false });
  const scorer = test.app.get(ScoreStale, { strict: false });
  const ctx = { workspaceId: member.workspaceId };
  const rows: TestPath['rows'] = (sql, parameters = []) => test.runtime.db.read(ctx, sql, [ctx.workspaceId, ...parameters]);
  const customerOf = async (key: string): Promise<string> => {
    const [profile] = await rows<{ customer_id: string }>('SELECT customer_id FROM profile WHERE workspace_id = $1 AND key = $2 ORDER BY kind DESC', [key]);
    if (!profile) throw new Error(`Nobody has the key ${key}.`);
    return profile.customer_id;
  };
  return {
    ...test, member, writeKey,
    async send(messages) {
      const answer = await test.call('POST', '/v1/batch', { headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }, body: { batch: messages } });
      return answer.status;
    },
    async settle() {
      while ((await drain.drainOnce(ctx.workspaceId)).hasMore);
      while ((await scorer.scoreOnce(ctx.workspaceId)).hasMore);
    },
    rows, customerOf,
    customer: async (key) => (await member.call<Customer>('GET', `/customers/${await customerOf(key)}`)).body,
  };
}

let made = 0;
/** A track message with an id of its own, `daysAgo` days before the clock. */
export function aTrack(clock: FixedClock, event: string, parts: Record<string, unknown> & { daysAgo?: number } = {}): Record<string, unknown> {
  const { daysAgo = 0, ...rest } = parts;
  made += 1;
  return { type: 'track', event, messageId: `test-${made}`, timestamp: new Date(clock.now().getTime() - daysAgo * MS_PER_DAY).toISOString(), ...rest };
}
