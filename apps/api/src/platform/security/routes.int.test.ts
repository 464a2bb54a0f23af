import { ROLE_PERMISSIONS, type NotificationList, type Role, type Source } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_MODULES } from '../../modules.ts';
import { AccessService } from '../../modules/accounts/access.service.ts';
import { newId } from '../db/ids.ts';
import { createJob } from '../jobs/job-store.ts';
import { appendNotification } from '../live/notification.ts';
import type { DeclaredRoute } from './access-guard.ts';

/** What may be called without signing in, besides the tracking API. A new one belongs here, after somebody has thought about it. */
const PUBLIC_API = ['GET /api/start', 'POST /api/sign-in', 'POST /api/sign-up'];
/** Names that must never be seen by another workspace. */
const SECRET_NAME = 'Zanzibar';
const NO_ROWS = { name: 'none', rows: 0, edges: [], shares: [0, 0] };

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
    const rows = (sql: string, values: readonly unknown[]) => test.runtime.db.read(owner, sql, [owner.workspaceId, ...values]);
    const [now, profileId, deliveryId, messageKey] = [new Date(), randomUUID(), newId(Date.now()), randomUUID()];
    await test.runtime.db.transaction(owner, (tx) => tx.query(`SELECT ensure_partition('event', $1::date), ensure_partition('delivery', $1::date)`, [now.toISOString().slice(0, 10)]));
    await rows(`INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at) VALUES ($1, $2, $3, 'userId', '${SECRET_NAME} id', $4, $4)`, [profileId, ids['customers'], now]);
    await rows(`INSERT INTO delivery (workspace_id, received_on, id, source_id, received_at, route, items, body) VALUES ($1, ($2::timestamptz AT TIME ZONE 'UTC')::date, $3, $4, $2, 'v1/track', 1, '')`, [now, deliveryId, ids['sources']]);
    await rows(`
      INSERT INTO event (workspace_id, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, processed_at, delivery_id, properties, context)
      VALUES ($1, $2, $3, $4, $5, 'm', 1, $3, $3, $6, '{"name": "${SECRET_NAME} thing"}', '{}')`, [profileId, now, ids['sources'], messageKey, deliveryId]);
    ids['events'] = `${deliveryId}.${messageKey}`;
    ids['mergeId'] = randomUUID();
    await rows(`INSERT INTO merge_ledger (workspace_id, id, merged_at, winner_id, loser_id, profile_ids, reason, before) VALUES ($1, $2, $3, $4, $4, '{}', '{"kind": "email", "value": "${SECRET_NAME}"}', '{}')`, [ids['mergeId'], now, ids['customers']]);
    ids['outcomes'] = randomUUID();
    await rows('INSERT INTO outcome (workspace_id, id, definition, created_at) VALUES ($1, $2, $3, $4)', [ids['outcomes'], JSON.stringify({ name: `${SECRET_NAME} outcome`, role: 'buys', horizonDays: 30, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } }), now]);
    ids['models'] = randomUUID();
    const runId = randomUUID();
    await rows(`INSERT INTO training_run (workspace_id, id, outcome_id, cause, status, seed, features_version, code_revision, started_at, finished_at) VALUES ($1, $2, $3, 'asked', 'not_promoted', 1, 1, 'x', $4, $4)`, [runId, ids['outcomes'], now]);
    await rows(`
      INSERT INTO model_version (workspace_id, id, outcome_id, run_id, number, kind, state, engine, features, card, rule_curve, serving, drift_reference, created_at)
      VALUES ($1, $2, $3, $6, 1, 'external', 'not_promoted', '${SECRET_NAME}', '[]', $5, '{}', '{}', $7, $4)`,
    [ids['models'], ids['outcomes'], now, JSON.stringify({ engine: SECRET_NAME, train: { from: '2026-01-01', to: '2026-02-01' }, test: { from: '2026-03-01', to: '2026-04-01' }, gate: { isPromoted: false, reasons: [], isSafeToAutomate: false, automationReasons: [] }, figures: [], importance: [], groups: [], retrain: [], drift: null }), runId, JSON.stringify({ features: [], chances: NO_ROWS, outcome: NO_ROWS })]);
    ids['notifications'] = (await owner.call<NotificationList>('GET', '/notifications')).body.items[0]!.id;
  });
  afterAll(() => test.stop());

  /** The route's address in a workspace, with ids of the owner's own things in place of the parameters. */
  const addressOf = ({ url }: DeclaredRoute, slug: string, known: Record<string, string>) => {
    const noun = url.split('/')[4] ?? '';
    return url.replace(':workspace', slug).replace(/:(\w+)/g, (_all, name: string) => known[name] ?? known[noun] ?? randomUUID());
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

  it('finds what it is asked for, where one may', async () => {
    for (const [noun, id] of Object.entries({ sources: ids['sources'], customers: ids['customers'], imports: ids['imports'], jobs: ids['jobs'], events: ids['events'], models: ids['models'] })) {
      const answer = await owner.call('GET', `/${noun}/${id}`);
      expect([noun, answer.status, seenBy(answer).includes(SECRET_NAME)]).toEqual([noun, 200, true]);
    }
    for (const path of [`/outcomes/${ids['outcomes']}/versions`, `/outcomes/${ids['outcomes']}/stability`]) expect([path, (await owner.call('GET', path)).status]).toEqual([path, 200]);
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
