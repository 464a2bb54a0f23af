import { FixedClock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/db/ids.ts';
import { insertSourceKey } from '../../platform/security/source-keys.ts';
import { InboxModule } from './inbox.module.ts';

const SECRET = 'a-path-that-nobody-can-guess';

describe('a source that sends too much', () => {
  const clock = new FixedClock(new Date('2026-11-23T10:00:00Z'));
  let test: TestApp;
  let member: TestMember;
  let other: TestMember;
  beforeAll(async () => {
    test = await startTestApp({ clock, modules: [InboxModule], env: { INBOX_REQUESTS_PER_SECOND: '3' } });
    member = await test.signUp();
    other = await test.signUp();
  });
  afterAll(() => test.stop());

  const keyOf = async (of: TestMember): Promise<string> => (await test.runtime.db.read<{ value: string }>(of, `SELECT value FROM source_key WHERE kind = 'write_key'`))[0]!.value;
  async function track(key: string) {
    const answer = await test.app.inject({ method: 'POST', url: '/v1/track', payload: JSON.stringify({ type: 'track', event: 'Seen', userId: 'u1' }), headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } });
    return { status: answer.statusCode, code: answer.json<{ error?: { code: string } }>().error?.code, retryAfter: answer.headers['retry-after'] };
  }

  it('waits for the next second; others do not, and what was refused was not kept', async () => {
    const [mine, theirs] = [await keyOf(member), await keyOf(other)];
    for (let each = 0; each < 3; each += 1) expect((await track(mine)).status).toBe(200);
    expect(await track(mine)).toEqual({ status: 429, code: 'inbox.too_fast', retryAfter: '1' });
    expect((await track(theirs)).status).toBe(200);
    clock.advanceMs(1_000);
    expect((await track(mine)).status).toBe(200);
    const [kept] = await test.runtime.db.read<{ n: number }>(member, 'SELECT count(*)::int AS n FROM delivery');
    expect(kept!.n).toBe(4);
  });

  it('waits too when it is a webhook, of which who only guesses its address uses nothing up', async () => {
    clock.advanceMs(1_000);
    const sourceId = newId(clock.now().getTime());
    await test.runtime.db.transaction(member, async (tx) => {
      await tx.query(`INSERT INTO source (workspace_id, id, kind, name, created_at) VALUES ($1, $2, 'webhook', 'Shop', $3)`, [tx.workspaceId, sourceId, clock.now()]);
      await insertSourceKey(tx, clock.now(), sourceId, { kind: 'path', secret: SECRET, masterSecret: test.runtime.secret });
    });
    const send = async (secret: string) => (await test.app.inject({ method: 'POST', url: `/hooks/${sourceId}/${secret}`, payload: '{}' })).statusCode;
    for (let each = 0; each < 4; each += 1) expect(await send('wrong')).toBe(404);
    for (const status of [200, 200, 200, 429]) expect(await send(SECRET)).toBe(status);
    clock.advanceMs(1_000);
    expect(await send(SECRET)).toBe(200);
  });
});
