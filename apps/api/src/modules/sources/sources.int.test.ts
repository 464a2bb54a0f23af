import type { Source, SourceWithSecret } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { openSourceSecret } from '../../platform/security/source-keys.ts';

interface KeyRow { kind: string; lookup: string; value: string; expires_at: Date | null }

describe('sources', () => {
  const clock = new FixedClock(new Date('2026-11-23T10:30:00Z'));
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => {
    test = await startTestApp({ clock });
    member = await test.signUp('Sources');
  });
  afterAll(() => test.stop());

  const keysOf = (sourceId: string) => test.runtime.db.read<KeyRow>(member,
    'SELECT kind, lookup, value, expires_at FROM source_key WHERE workspace_id = $1 AND source_id = $2 ORDER BY created_at', [member.workspaceId, sourceId]);
  const create = async (input: object) => (await member.call<SourceWithSecret>('POST', '/sources', input)).body;

  it('starts with one tracking source, shown with its public key', async () => {
    const { body } = await member.call<{ items: Source[] }>('GET', '/sources');
    expect(body.items).toMatchObject([{
      kind: 'tracking', name: 'Website', isEnabled: true, authentication: 'write_key', writeKey: expect.stringMatching(/^wk_/), endpoint: expect.stringMatching(/^http:.*\/v1$/),
      lastReceivedAt: null, intakeTotal: { received: 0, isBalanced: true },
    }]);
    expect(body.items[0]!.perHour).toHaveLength(24);
  });

  it('shows a signing secret once and keeps it sealed', async () => {
    const created = await create({ kind: 'webhook', name: 'CRM' });
    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const [key] = await keysOf(created.id);
    expect(key!.value).not.toContain(created.secret!.slice(6));
    expect(openSourceSecret(created.id, key!.value, test.runtime.secret)).toBe(created.secret);
    expect(() => openSourceSecret('another source', key!.value, test.runtime.secret)).toThrow(/cannot be opened/);
    const { body } = await member.call<Source>('GET', `/sources/${created.id}`);
    expect(JSON.stringify(body)).not.toContain(created.secret!);
    expect(body).toMatchObject({ authentication: 'signature', writeKey: null, endpoint: expect.stringContaining(`/hooks/${created.id}`) });
  });

  it('makes an address with a secret in it for senders that cannot sign', async () => {
    const created = await create({ kind: 'webhook', name: 'Forms', authentication: 'secret_path' });
    expect(created.endpoint).toMatch(new RegExp(`/hooks/${created.id}/[\\w-]{32}$`));
    expect(created.endpoint!.endsWith(created.secret!)).toBe(true);
  });

  it('rotates: the new key works at once, the old one for a day', async () => {
    const created = await create({ kind: 'tracking', name: 'App' });
    clock.advanceMs(1_000);
    const rotated = (await member.call<SourceWithSecret>('POST', `/sources/${created.id}/rotate`)).body;
    expect(rotated.writeKey).not.toBe(created.writeKey);
    expect(rotated.secret).toBeNull();
    const [old, fresh] = await keysOf(created.id);
    expect(old).toMatchObject({ lookup: created.writeKey, expires_at: new Date(clock.now().getTime() + MS_PER_DAY) });
    expect(fresh).toMatchObject({ lookup: rotated.writeKey, expires_at: null });
    clock.advanceMs(MS_PER_DAY);
    await test.app.get(Housekeeping, { strict: false }).runOnce();
    expect((await keysOf(created.id)).map(({ lookup }) => lookup)).toEqual([rotated.writeKey]);
  });

  it('has one key without an end, however many rotate it at once', async () => {
    const created = await create({ kind: 'webhook', name: 'Twice', authentication: 'signature' });
    const rotations = await Promise.all(Array.from({ length: 6 }, () => member.call<SourceWithSecret>('POST', `/sources/${created.id}/rotate`)));
    expect(new Set(rotations.map(({ body }) => body.secret)).size).toBe(6);
    expect((await keysOf(created.id)).filter(({ expires_at }) => expires_at === null)).toHaveLength(1);
  });

  it('is renamed and switched off, never deleted, and every change is in the log', async () => {
    const created = await create({ kind: 'import', name: 'Files' });
    expect(created).toMatchObject({ authentication: null, writeKey: null, endpoint: null, secret: null });
    const off = await member.call<Source>('PATCH', `/sources/${created.id}`, { name: 'Old files', isEnabled: false });
    expect(off.body).toMatchObject({ name: 'Old files', isEnabled: false });
    expect((await member.call('POST', `/sources/${created.id}/rotate`)).status).toBe(409);
    expect((await member.call('DELETE', `/sources/${created.id}`)).status).toBe(404);
    const log = await test.runtime.db.read(member, 'SELECT action FROM audit_log WHERE object_id = $1 ORDER BY at, id', [created.id]);
    expect(log.map((row) => row['action']).sort()).toEqual(['source.created', 'source.updated']);
  });

  it('does not know sources that are not there', async () => {
    expect((await member.call('GET', '/sources/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await member.call('GET', '/sources/1')).status).toBe(400);
  });
});
