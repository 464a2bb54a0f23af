import { ROLE_PERMISSIONS, type NotificationList, type Role, type Source } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_MODULES } from '../../modules.ts';
import { AccessService } from '../../modules/accounts/access.service.ts';
import { createJob } from '../jobs/job-store.ts';
import { appendNotification } from '../live/notification.ts';
import type { DeclaredRoute } from './access-guard.ts';

/** What may be called without signing in, besides the tracking API. A new one belongs here, after somebody has thought about it. */
const PUBLIC_API = ['GET /api/start', 'POST /api/sign-in', 'POST /api/sign-up'];
/** Names that must never be seen by another workspace. */
const SECRET_NAME = 'Zanzibar';

describe('every route', () => {
  let test: TestApp;
  let owner: TestMember;
  let stranger: TestMember;
  let routes: readonly DeclaredRoute[];
  let workspaceRoutes: readonly (DeclaredRoute & { access: { kind: 'permission' } })[];
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    test = await startTestApp({ modules: ALL_MODULES });
    owner = await test.signUp(`${SECRET_NAME} shop`);
    stranger = await test.signUp('Stranger');
    routes = test.app.getHttpAdapter().getInstance().declaredRoutes;
    workspaceRoutes = routes.filter((route): route is DeclaredRoute & { access: { kind: 'permission' } } => route.access.kind === 'permission' && route.method !== 'HEAD');
    ids['sources'] = (await owner.call<{ items: Source[] }>('GET', '/sources')).body.items[0]!.id;
    await owner.call('PATCH', `/sources/${ids['sources']}`, { name: `${SECRET_NAME} source` });
    ids['jobs'] = await test.runtime.db.transaction(owner, (tx) => createJob(tx, new Date(), { kind: 'fit', subject: SECRET_NAME }));
    ids['customers'] = randomUUID();
    await test.runtime.db.read(owner, `INSERT INTO customer (workspace_id, id, is_visitor, name, first_seen_at, last_seen_at) VALUES ($1, $2, false, '${SECRET_NAME} person', $3, $3)`, [owner.workspaceId, ids['customers'], new Date()]);
    await test.runtime.db.read(owner, `INSERT INTO event_type (workspace_id, id, kind, name, first_seen_at, last_seen_at) VALUES ($1, 1, 'track', '${SECRET_NAME} event', $2, $2)`, [owner.workspaceId, new Date()]);
    ids['event-types'] = '1';
    ids['imports'] = randomUUID();
    await test.runtime.db.read(owner, `INSERT INTO import (workspace_id, id, source_id, file_name, status, created_at) VALUES ($1, $2, $3, '${SECRET_NAME}.csv', 'mapping', $4)`, [owner.workspaceId, ids['imports'], ids['sources'], new Date()]);
    await test.runtime.db.transaction(owner, (tx) => appendNotification(tx, new Date(), { kind: 'source.silent', payload: { sourceId: ids['sources']!, name: `${SECRET_NAME} source`, since: new Date().toISOString() } }));
    ids['notifications'] = (await owner.call<NotificationList>('GET', '/notifications')).body.items[0]!.id;
  });
  afterAll(() => test.stop());

  /** The route's address in a workspace, with ids of the owner's own things in place of the parameters. */
  const addressOf = ({ url }: DeclaredRoute, slug: string, known: Record<string, string>) => {
    const noun = url.split('/')[4] ?? '';
    return url.replace(':workspace', slug).replace(/:\w+/g, known[noun] ?? randomUUID());
  };
  const call = (route: DeclaredRoute, slug: string, headers: Record<string, string> = {}, known = ids) =>
    test.call(route.method, addressOf(route, slug, known), { headers: { ...headers, 'content-type': 'application/json' }, ...(!['GET', 'DELETE'].includes(route.method) && { body: '{}' }) });
  const seenBy = (answer: { body: unknown }) => JSON.stringify(answer.body);

  it('says who may call it, and those without signing in are known by name', () => {
    expect(routes.length).toBeGreaterThan(30);
    const open = routes.filter(({ access, url }) => access.kind === 'public' && url.startsWith('/api')).map(({ method, url }) => `${method} ${url}`);
    expect(open.filter((route) => !route.startsWith('HEAD')).sort()).toEqual(PUBLIC_API);
    for (const { access } of routes) if (access.kind === 'public') expect(access.reason.length).toBeGreaterThan(10);
  });

  it('of a workspace turns away who is signed out', async () => {
    for (const route of workspaceRoutes) {
      const answer = await call(route, owner.slug);
      expect([route.url, answer.status]).toEqual([route.url, 401]);
      expect(seenBy(answer)).not.toContain(SECRET_NAME);
    }
  });

  it('of a workspace answers a member of another as if nothing were there', async () => {
    for (const route of workspaceRoutes) {
      const answer = await call(route, owner.slug, stranger.headers);
      expect([route.url, answer.status]).toEqual([route.url, 404]);
      expect(seenBy(answer)).not.toContain(SECRET_NAME);
    }
  });

  it('shows and changes nothing of another workspace when asked for its ids from inside one’s own', async () => {
    for (const route of workspaceRoutes.filter(({ url }) => /:(?!workspace)/.test(url))) {
      const answer = await call(route, stranger.slug, stranger.headers);
      expect(seenBy(answer)).not.toContain(SECRET_NAME);
      // A list may be empty instead, but then it is just as empty for an id that nobody has.
      if (answer.status === 200 && route.method === 'GET') expect(answer.body).toEqual((await call(route, stranger.slug, stranger.headers, {})).body);
      else expect([route.method, route.url, answer.status]).toEqual([route.method, route.url, expect.toBeOneOf([400, 404, 409])]);
    }
    const lists = workspaceRoutes.filter(({ method, url }) => method === 'GET' && !/:(?!workspace)/.test(url) && !url.endsWith('/live'));
    expect(lists.length).toBeGreaterThan(5);
    for (const route of lists) expect(seenBy(await call(route, stranger.slug, stranger.headers))).not.toContain(SECRET_NAME);
  });

  it('lets each role do what the table of permissions says', async () => {
    for (const role of ['owner', 'admin', 'marketer', 'analyst', 'viewer'] satisfies Role[]) {
      await test.runtime.db.read(owner, 'UPDATE membership SET role = $2 WHERE workspace_id = $1', [owner.workspaceId, role]);
      test.app.get(AccessService, { strict: false }).forget();
      for (const route of workspaceRoutes.filter(({ url }) => !url.endsWith('/live'))) {
        const answer = await call(route, owner.slug, owner.headers);
        const isForbidden = answer.status === 403;
        expect([role, route.method, route.url, isForbidden]).toEqual([role, route.method, route.url, !ROLE_PERMISSIONS[role].has(route.access.permission)]);
        expect([route.method, route.url, answer.status < 500]).toEqual([route.method, route.url, true]);
      }
    }
  });
});
