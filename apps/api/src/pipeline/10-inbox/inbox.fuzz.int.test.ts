import { FixedClock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrainModule } from '../drain/drain.module.ts';
import { Drain } from '../drain/drain.ts';
import { newId } from '../../platform/db/ids.ts';
import { insertSourceKey } from '../../platform/security/source-keys.ts';
import { fuzzRequests } from './fuzz-bodies.test-helper.ts';
import { fuzzForms } from './fuzz-forms.test-helper.ts';
import { InboxModule } from './inbox.module.ts';

const BODIES = 20_000;
const SEED = 20_261_123;
const FORMS = 2_000;
const PORTION = 500;
const PATH_SECRET = 'a-path-that-nobody-can-guess';
const TIMEOUT_MS = 15 * 60_000;
/** What a sender may be told; anything else is our fault. */
const ANSWERS = new Set([200, 400, 401, 413]);

describe('bodies as no client should send them', () => {
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => {
    test = await startTestApp({ clock: new FixedClock(new Date('2026-11-23T10:00:00Z')), modules: [InboxModule, DrainModule] });
    member = await test.signUp();
  });
  afterAll(() => test.stop());

  const count = async (sql: string): Promise<number> => Number((await test.runtime.db.read<{ n: string | null }>(member, sql, [member.workspaceId]))[0]?.n ?? 0);

  it(`never gets an error of ours from ${BODIES} of them, and accounts for every item and every neighbour`, async () => {
    const [key] = await test.runtime.db.read<{ value: string }>(member, `SELECT value FROM source_key WHERE kind = 'write_key'`);
    const answers = new Map<number, number>();
    const neighbours = new Set<string>();
    let accepted = 0;
    for (let at = 0; at < BODIES; at += PORTION) {
      await Promise.all(fuzzRequests(key!.value, PORTION, SEED + at).map(async ({ url, headers, payload, items, neighbour }) => {
        const { statusCode, body } = await test.app.inject({ method: 'POST', url, headers, payload });
        expect(ANSWERS, `${statusCode} ${body} for ${url} ${payload.subarray(0, 500).toString('latin1')}`).toContain(statusCode);
        answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
        if (statusCode !== 200) return;
        accepted += items;
        if (neighbour !== null) neighbours.add(neighbour);
      }));
    }
    const hook = newId(test.runtime.clock.now().getTime());
    await test.runtime.db.transaction(member, async (tx) => {
      await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'webhook', 'Forms', $3)`, [tx.workspaceId, hook, test.runtime.clock.now()]);
      await insertSourceKey(tx, test.runtime.clock.now(), hook, { kind: 'path', secret: PATH_SECRET, masterSecret: test.runtime.secret });
    });
    let forms = 0;
    for (let at = 0; at < FORMS; at += PORTION) {
      await Promise.all(fuzzForms(`/hooks/${hook}/${PATH_SECRET}`, PORTION, SEED + at).map(async ({ url, headers, payload, items }) => {
        const { statusCode, body } = await test.app.inject({ method: 'POST', url, headers, payload });
        expect(ANSWERS, `${statusCode} ${body} for ${payload.subarray(0, 500).toString('latin1')}`).toContain(statusCode);
        if (statusCode !== 200) return;
        accepted += items;
        forms += items;
      }));
    }
    expect(forms).toBeGreaterThan(FORMS / 4);
    expect(forms).toBeLessThan(FORMS * 0.95);

    expect([...answers.values()].reduce((sum, n) => sum + n)).toBe(BODIES);
    // The generator is worth something only if both happen often.
    expect(answers.get(200)).toBeGreaterThan(BODIES / 4);
    expect(answers.get(400)).toBeGreaterThan(BODIES / 20);
    expect(await count('SELECT sum(items) AS n FROM delivery WHERE workspace_id = $1')).toBe(accepted);
    expect(await count('SELECT sum(items) AS n FROM delivery_pending WHERE workspace_id = $1')).toBe(accepted);

    const drain = new Drain(test.runtime.db, test.runtime.clock, test.runtime.log, test.runtime.geoip);
    while ((await drain.drainOnce(member.workspaceId)).items > 0);
    expect(await count('SELECT count(*) AS n FROM delivery_pending WHERE workspace_id = $1')).toBe(0);
    expect(await count('SELECT sum(processed + rejected + parked + duplicates) AS n FROM intake_outcome WHERE workspace_id = $1')).toBe(accepted);
    expect(await count('SELECT sum(processed) AS n FROM intake_outcome WHERE workspace_id = $1')).toBe(await count('SELECT count(*) AS n FROM event WHERE workspace_id = $1'));
    expect(await count('SELECT sum(rejected) AS n FROM intake_outcome WHERE workspace_id = $1')).toBe(await count('SELECT count(*) AS n FROM rejected_item WHERE workspace_id = $1'));
    expect(await count('SELECT sum(parked) AS n FROM intake_outcome WHERE workspace_id = $1')).toBe(await count('SELECT count(*) AS n FROM parked_item WHERE workspace_id = $1'));
    // The set is compared by its size first: a difference of thousands is no help to anybody.
    const found = await test.runtime.db.read<{ message_id: string }>(member, `SELECT message_id FROM event WHERE workspace_id = $1 AND message_id LIKE 'neighbour-%'`, [member.workspaceId]);
    const kept = new Set(found.map((row) => row.message_id));
    expect([...neighbours].filter((id) => !kept.has(id))).toEqual([]);
    expect(neighbours.size).toBeGreaterThan(BODIES / 20);
  }, TIMEOUT_MS);
});
