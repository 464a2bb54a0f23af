import { startTestApp, type TestApp } from '@kelvin/testing';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import type { ErrorResponse, Me, Workspace } from '@kelvin/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const workspace = { name: 'Полярис', business: 'b2c', currency: 'RUB', timeZone: 'Europe/Moscow', margin: 0.6, leavingDays: 90 };
const anna = { email: ' Anna@Example.com ', password: 'correct horse', name: 'Анна', locale: 'ru', workspace };

describe('accounts', () => {
  const clock = new FixedClock(new Date('2026-11-23T10:00:00Z'));
  let test: TestApp;
  beforeAll(async () => { test = await startTestApp({ clock }); });
  afterAll(() => test.stop());

  it('signs up with a workspace, a source with a write key, and an audit row', async () => {
    const answer = await test.call<Me>('POST', '/api/sign-up', { body: anna });
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toMatch(/^kelvin_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.body.user).toMatchObject({ email: 'anna@example.com', name: 'Анна', locale: 'ru' });
    expect(answer.body.workspaces).toMatchObject([{ slug: 'polyaris', role: 'owner', timeZone: 'Europe/Moscow', asOf: null, isDemo: false }]);
    const workspaceId = answer.body.workspaces[0]!.id;
    const [source] = await test.runtime.db.read<{ name: string; value: string }>({ workspaceId },
      'SELECT s.name, k.value FROM source s JOIN source_key k ON k.source_id = s.id WHERE s.workspace_id = $1', [workspaceId]);
    expect(source).toEqual({ name: 'Сайт', value: expect.stringMatching(/^wk_[0-9a-f]{32}$/) });
    const audit = await test.runtime.db.read({ workspaceId }, 'SELECT action, actor_user_id FROM audit_log WHERE workspace_id = $1', [workspaceId]);
    expect(audit).toEqual([{ action: 'workspace.created', actor_user_id: answer.body.user.id }]);
  });

  it('keeps neither password nor token in the clear', async () => {
    const rows = await test.runtime.db.withoutWorkspace((tx) => tx.query<{ password_hash: string; token_hash: string }>(
      'SELECT u.password_hash, s.token_hash FROM user_account u JOIN session s ON s.user_id = u.id'));
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$/);
    expect(rows[0]?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses a second account with one address, and gives equal names different slugs', async () => {
    const again = await test.call<ErrorResponse>('POST', '/api/sign-up', { body: anna });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'account.email_taken', fields: { email: expect.any(String) } } } });
    const other = await test.call<Me>('POST', '/api/sign-up', { body: { ...anna, email: 'boris@example.com' } });
    expect(other.body.workspaces.map(({ slug }) => slug)).toEqual(['polyaris-2']);
  });

  it('names every field that is wrong', async () => {
    const answer = await test.call<ErrorResponse>('POST', '/api/sign-up', { body: { ...anna, email: 'nobody', workspace: { ...workspace, margin: 7 } } });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.error.fields ?? {})).toEqual(['email', 'workspace.margin']);
    const zone = await test.call<ErrorResponse>('POST', '/api/sign-up', { body: { ...anna, email: 'c@example.com', workspace: { ...workspace, timeZone: 'Mars/Olympus' } } });
    expect(zone).toMatchObject({ status: 400, body: { error: { fields: { timeZone: expect.any(String) } } } });
  });

  it('signs in, answers who it is, and signs out for good', async () => {
    const signedIn = await test.call<Me>('POST', '/api/sign-in', { body: { email: 'anna@example.com', password: 'correct horse' } });
    expect(signedIn.status).toBe(200);
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
    expect((await test.call<Me>('GET', '/api/me', { headers: { cookie } })).body).toEqual(signedIn.body);
    const headers = { cookie, 'x-csrf-token': signedIn.body.csrfToken };
    const renamed = await test.call<Me>('PATCH', '/api/me', { headers, body: { locale: 'en' } });
    expect(renamed.body.user.locale).toBe('en');
    expect((await test.call('POST', '/api/sign-out', { headers })).status).toBe(204);
    expect((await test.call('GET', '/api/me', { headers: { cookie } })).status).toBe(401);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await test.call<ErrorResponse>('POST', '/api/sign-in', { body: { email: 'anna@example.com', password: 'wrong' } });
    const unknown = await test.call<ErrorResponse>('POST', '/api/sign-in', { body: { email: 'nobody@example.com', password: 'wrong' } });
    expect(wrong.status).toBe(401);
    expect({ ...unknown.body.error, requestId: '' }).toEqual({ ...wrong.body.error, requestId: '' });
  });

  it('stops guessing from one place after ten attempts, also of the right password, for a quarter of an hour, and locks nobody out elsewhere', async () => {
    const attempt = (password: string) => test.call('POST', '/api/sign-in', { body: { email: 'boris@example.com', password } });
    const elsewhere = (remoteAddress: string, password: string) => test.app.inject({ method: 'POST', url: '/api/sign-in', remoteAddress, payload: { email: 'boris@example.com', password } });
    for (let n = 0; n < 10; n += 1) expect((await attempt('wrong')).status).toBe(401);
    const refused = await attempt('correct horse');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    clock.advanceMs(1);
    expect((await elsewhere('203.0.113.7', 'correct horse')).statusCode).toBe(200);
    for (let n = 0; n < 40; n += 1) expect((await elsewhere(`198.51.100.${Math.floor(n / 10)}`, 'wrong')).statusCode).toBe(401);
    expect((await elsewhere('203.0.113.7', 'correct horse')).statusCode).toBe(429);
    clock.advanceMs(15 * MS_PER_MINUTE);
    expect((await attempt('correct horse')).status).toBe(200);
  });

  it('marks every customer for scoring when a setting changes that scores are made of', async () => {
    const member = await test.signUp('Settings');
    const ctx = { workspaceId: member.workspaceId };
    await test.runtime.db.read(ctx, `INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at) VALUES ($1, gen_random_uuid(), false, $2, $2)`, [ctx.workspaceId, clock.now()]);
    const renamed = await member.call<Workspace>('PATCH', '', { name: 'Renamed' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Renamed', slug: 'settings' } });
    expect(await test.runtime.db.read(ctx, 'SELECT cause FROM customer_stale')).toEqual([]);
    clock.advanceMs(MS_PER_MINUTE);
    const moved = await member.call<Workspace>('PATCH', '', { asOf: '2011-12-09T00:00:00.000Z' });
    expect(moved.body.asOf).toBe('2011-12-09T00:00:00.000Z');
    expect(await test.runtime.db.read(ctx, 'SELECT cause FROM customer_stale')).toEqual([{ cause: 'definition' }]);
    expect((await member.call<{ items: unknown[] }>('GET', '/jobs')).body.items).toMatchObject([{ kind: 'backfill', status: 'queued' }]);
    const audit = await member.call<{ items: { action: string; diff: unknown }[] }>('GET', '/audit');
    expect(audit.body.items[0]).toMatchObject({ action: 'workspace.updated', diff: { asOf: [null, '2011-12-09T00:00:00.000Z'] } });
    for (const asOf of ['2099-01-01T00:00:00.000Z', '1989-12-31T23:59:59.999Z', '0026-11-28T00:00:00.000Z']) {
      expect(await member.call('PATCH', '', { asOf })).toMatchObject({ status: 400, body: { error: { fields: { asOf: expect.any(String) } } } });
    }
  });

  it('rebuilds the days when the time zone changes', async () => {
    const member = await test.signUp('Zones');
    await member.call('PATCH', '', { timeZone: 'Asia/Tokyo' });
    const jobs = await member.call<{ items: unknown[] }>('GET', '/jobs');
    expect(jobs.body.items).toMatchObject([{ kind: 'rebuild', status: 'queued' }]);
  });

  it('makes everybody anew once when the currency and the time zone change together', async () => {
    const member = await test.signUp('Moved abroad');
    expect(await member.call('PATCH', '', { currency: 'JPY', timeZone: 'Asia/Tokyo' })).toMatchObject({ status: 200, body: { currency: 'JPY', timeZone: 'Asia/Tokyo' } });
    const jobs = await member.call<{ items: unknown[] }>('GET', '/jobs');
    expect(jobs.body.items).toMatchObject([{ kind: 'rebuild', status: 'queued' }]);
  });

  it('lists members', async () => {
    const member = await test.signUp('Members');
    expect((await member.call('GET', '/members')).body).toMatchObject({ items: [{ role: 'owner', name: member.me.user.name }] });
  });

  it('tells the sign-in page that there is no demo', async () => {
    expect((await test.call('GET', '/api/start')).body).toEqual({ hasDemo: false, demoEmail: null, demoPassword: null, demoProgress: null });
  });
});
