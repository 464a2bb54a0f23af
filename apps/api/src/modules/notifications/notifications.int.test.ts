import { notificationListSchema, type NotificationContent, type NotificationList } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { AccessService } from '../accounts/access.service.ts';

const OUTCOME = randomUUID();

describe('notifications', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let test: TestApp;
  let anna: TestMember;
  beforeAll(async () => { test = await startTestApp({ clock }); });
  afterAll(() => test.stop());
  beforeEach(async () => { anna = await test.signUp('Shop'); });

  /** Something to tell, a second later than the last. */
  async function tell(number: number, userId?: string): Promise<void> {
    clock.advanceMs(1_000);
    const content: NotificationContent = { kind: 'model.damaged', payload: { outcomeId: OUTCOME, name: 'Leaves', number, servesInstead: null } };
    await test.runtime.db.transaction(anna, (tx) => appendNotification(tx, clock.now(), { ...content, ...(userId !== undefined && { userId }) }));
  }
  const listFor = async (member: TestMember, query = '') => notificationListSchema.parse((await member.call('GET', `/notifications${query}`)).body);
  const numbersOf = ({ items }: NotificationList) => items.map(({ payload }) => ('number' in payload ? payload.number : null));
  const unreadOf = ({ items }: NotificationList) => items.filter(({ isRead }) => !isRead).map(({ payload }) => ('number' in payload ? payload.number : null));
  /** Somebody else who runs Anna's shop too, from now on. */
  async function join(): Promise<TestMember> {
    const other = await test.signUp('Of his own');
    clock.advanceMs(1_000);
    await test.runtime.db.read(anna, `INSERT INTO membership (workspace_id, user_id, role, created_at) VALUES ($1, $2, 'viewer', $3)`, [anna.workspaceId, other.me.user.id, clock.now()]);
    test.app.get(AccessService, { strict: false }).forget();
    return { ...other, call: (method, path, body) => test.call(method, `/api/w/${anna.slug}${path}`, { headers: other.headers, ...(body !== undefined && { body }) }) };
  }

  it('are told newest first, page by page, with how many are new', async () => {
    expect(await listFor(anna)).toEqual({ items: [], next: null, unread: 0 });
    for (let n = 1; n <= 5; n += 1) await tell(n);
    const first = await listFor(anna, '?limit=2');
    expect([numbersOf(first), first.unread]).toEqual([[5, 4], 5]);
    expect(first.items[0]).toMatchObject({ kind: 'model.damaged', payload: { outcomeId: OUTCOME, name: 'Leaves', servesInstead: null }, createdAt: clock.now().toISOString(), isRead: false });
    await tell(6);
    const second = await listFor(anna, `?limit=2&before=${first.next}`);
    expect(numbersOf(second)).toEqual([3, 2]);
    const last = await listFor(anna, `?limit=2&before=${second.next}`);
    expect([numbersOf(last), last.next]).toEqual([[1], null]);
  });

  it('count a hundred new ones at most', async () => {
    for (let n = 1; n <= 102; n += 1) await tell(n);
    expect((await listFor(anna, '?limit=1')).unread).toBe(100);
  });

  it('are read one by one, or all that were seen; what came meanwhile stays new', async () => {
    for (let n = 1; n <= 4; n += 1) await tell(n);
    const { items } = await listFor(anna);
    expect((await anna.call('POST', `/notifications/${items[1]!.id}/read`)).status).toBe(204);
    expect((await anna.call('POST', `/notifications/${items[1]!.id}/read`)).status).toBe(204);
    expect(unreadOf(await listFor(anna))).toEqual([4, 2, 1]);
    await tell(5);
    expect((await anna.call('POST', '/notifications/read', { upTo: items[0]!.id })).status).toBe(204);
    const after = await listFor(anna);
    expect([unreadOf(after), after.unread, numbersOf(after)]).toEqual([[5], 1, [5, 4, 3, 2, 1]]);
    expect((await anna.call('POST', '/notifications/read', {})).status).toBe(400);
  });

  it('are new for each member by himself, and those from before he came are not', async () => {
    await tell(1);
    const boris = await join();
    await tell(2);
    const seen = await listFor(boris);
    expect([numbersOf(seen), unreadOf(seen), seen.unread]).toEqual([[2, 1], [2], 1]);
    await boris.call('POST', '/notifications/read', { upTo: seen.items[0]!.id });
    expect((await listFor(boris)).unread).toBe(0);
    expect(unreadOf(await listFor(anna))).toEqual([2, 1]);
  });

  it('for one person are nobody else’s', async () => {
    const boris = await join();
    await tell(1, anna.me.user.id);
    const [own] = (await listFor(anna)).items;
    expect(numbersOf(await listFor(anna))).toEqual([1]);
    expect(await listFor(boris)).toEqual({ items: [], next: null, unread: 0 });
    expect((await boris.call<{ error: { code: string } }>('POST', `/notifications/${own!.id}/read`)).body.error.code).toBe('notification.not_found');
    await boris.call('POST', '/notifications/read', { upTo: own!.id });
    expect(await test.runtime.db.read(anna, 'SELECT user_id FROM notification_read WHERE workspace_id = $1', [anna.workspaceId])).toEqual([]);
  });

  it('of another workspace are neither seen nor marked', async () => {
    await tell(1);
    const [theirs] = (await listFor(anna)).items;
    const stranger = await test.signUp('Elsewhere');
    expect((await listFor(stranger)).items).toEqual([]);
    expect((await stranger.call('POST', `/notifications/${theirs!.id}/read`)).status).toBe(404);
    expect((await stranger.call('POST', '/notifications/read', { upTo: theirs!.id })).status).toBe(204);
    expect((await listFor(anna)).unread).toBe(1);
  });

  it('tell the live screens that there is one, and that somebody has read some', async () => {
    const changes = async () => (await test.runtime.db.read<{ n: number }>(anna, `SELECT count(*)::int AS n FROM change WHERE workspace_id = $1 AND kind = 'notifications'`, [anna.workspaceId]))[0]!.n;
    await tell(1);
    expect(await changes()).toBe(1);
    const id = (await listFor(anna)).items[0]!.id;
    await anna.call('POST', `/notifications/${id}/read`);
    expect(await changes()).toBe(2);
    await anna.call('POST', `/notifications/${id}/read`);
    expect(await changes()).toBe(2);
  });

  it('are forgotten after ninety days, with who has read them', async () => {
    await tell(1);
    const { items } = await listFor(anna);
    await anna.call('POST', '/notifications/read', { upTo: items[0]!.id });
    clock.advanceMs(60 * MS_PER_DAY);
    await tell(2);
    clock.advanceMs(31 * MS_PER_DAY);
    await test.app.get(Housekeeping, { strict: false }).runOnce();
    expect(await test.runtime.db.read(anna, 'SELECT 1 FROM notification_read WHERE workspace_id = $1', [anna.workspaceId])).toEqual([]);
    const rows = await test.runtime.db.read<{ payload: { number: number } }>(anna, 'SELECT payload FROM notification WHERE workspace_id = $1', [anna.workspaceId]);
    expect(rows.map(({ payload }) => payload.number)).toEqual([2]);
  });
});
