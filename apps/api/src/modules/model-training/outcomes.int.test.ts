import type { ArchivedOutcomeList, Outcome, OutcomeDefinition, OutcomeList, OutcomePreview } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestMember, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface ErrorBody { error: { code: string; message: string } }

describe('outcomes', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let member: TestMember;
  beforeAll(async () => {
    path = await startTestPath(clock);
    member = path.member;
    // Eighty people look around every ten days for 150 days; every other one orders each time.
    for (let who = 0; who < 80; who += 1) {
      const person = { userId: `person-${who}` };
      const visits = Array.from({ length: 16 }, (_unused, at) => 150 - at * 10);
      await path.send(visits.flatMap((daysAgo) => [
        aTrack(clock, 'Product Viewed', { ...person, daysAgo }),
        ...(who % 2 === 0 ? [aTrack(clock, 'Order Completed', { ...person, daysAgo, properties: { revenue: 10 + who } })] : []),
      ]));
    }
    await path.settle();
  });
  afterAll(() => path.stop());

  const orders: OutcomeDefinition = { name: 'Buys again', role: 'buys', horizonDays: 14, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } };
  const preview = async (condition: unknown, horizonDays: number, as = member) => (await as.call<OutcomePreview>('POST', '/outcomes/preview', { condition, horizonDays })).body;

  it('are proposed from the data, with counts by month', async () => {
    const { body } = await member.call<OutcomeList>('GET', '/outcomes');
    expect(body.items).toEqual([]);
    expect(body.proposals.map(({ definition: { role, horizonDays } }) => [role, horizonDays])).toEqual([['buys', 7], ['leaves', 90]]);
    expect(body.proposals[0]).toMatchObject({
      missing: null,
      // They ordered on 31 October and again on 10 November, so nobody did within the first week of that month.
      months: ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11'].map((month) => ({ month, customers: 80, positives: month === '2026-11' ? 0 : 40 })),
    });
  });

  it('are counted before they are kept, whatever they ask', async () => {
    expect((await preview(orders.condition, 14)).months.map(({ positives }) => positives)).toEqual([40, 40, 40, 40, 40]);
    const dear = { ...orders.condition, filter: { event: { by: 'type', name: 'Order Completed' }, where: [{ property: 'amount', operator: 'at_least', value: 60 }] } };
    expect((await preview(dear, 14)).months.map(({ positives }) => positives)).toEqual([15, 15, 15, 15, 15]);
    expect((await preview({ ...orders.condition, atLeast: 2 }, 14)).months.map(({ positives }) => positives).some((each) => each === 0)).toBe(true);
    expect((await preview({ kind: 'inactivity', filter: null }, 14)).months.map(({ positives }) => positives)).toEqual([0, 0, 0, 0, 0]);
    expect((await preview({ kind: 'inactivity', filter: orders.condition.filter }, 14)).months.map(({ positives }) => positives)).toEqual([40, 40, 40, 40, 40]);
    expect((await preview({ kind: 'event_count', filter: { event: { by: 'type', name: 'Nothing of the kind' } } }, 7)).missing).toMatchObject({ positives: 40 });
    expect((await preview(orders.condition, 365))).toEqual({ months: [], missing: { positives: 40, negatives: 40, historyDays: 230, modelHistoryDays: 960 } });
  });

  it('are kept, renamed, limited and archived, each written down', async () => {
    const created = await member.call<Outcome>('POST', '/outcomes', orders);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ definition: orders, source: 'none', inUse: null, lastRun: null, limit: null, missing: null });
    expect((await member.call<OutcomeList>('GET', '/outcomes')).body.proposals.map(({ definition }) => definition.role)).toEqual(['leaves']);
    const { id } = created.body;
    expect((await member.call<Outcome>('PATCH', `/outcomes/${id}`, { name: 'Orders' })).body.definition.name).toBe('Orders');
    expect((await member.call('PATCH', `/outcomes/${id}`, { condition: orders.condition })).status).toBe(400);
    expect((await member.call('DELETE', `/outcomes/${id}`)).status).toBe(204);
    expect((await member.call<ErrorBody>('PATCH', `/outcomes/${id}`, { name: 'Too late' })).body.error.code).toBe('outcome.not_found');
    expect((await member.call<OutcomeList>('GET', '/outcomes')).body.items).toEqual([]);
    const audit = await path.rows<{ action: string }>(`SELECT action FROM audit_log WHERE workspace_id = $1 AND object_kind = 'outcome' ORDER BY action`);
    expect(audit.map(({ action }) => action)).toEqual(['outcome.archived', 'outcome.created', 'outcome.updated']);
  });

  it('come back from the archive with what they were, unless their place was taken meanwhile', async () => {
    const archived = async () => (await member.call<ArchivedOutcomeList>('GET', '/outcomes/archived')).body.items;
    const [put] = await archived();
    expect(put).toMatchObject({ definition: { ...orders, name: 'Orders' }, archivedAt: clock.now().toISOString(), versions: 0 });
    const restore = (as = member) => as.call<ErrorBody>('POST', `/outcomes/${put!.id}/restore`);
    const stranger = await path.signUp('Next shop');
    expect((await restore(stranger)).body.error.code).toBe('outcome.not_found');
    expect((await stranger.call<ArchivedOutcomeList>('GET', '/outcomes/archived')).body.items).toEqual([]);

    const taken = (await member.call<Outcome>('POST', '/outcomes', { ...orders, horizonDays: 30 })).body;
    expect((await restore()).body.error.code).toBe('outcome.role_taken');
    await member.call('DELETE', `/outcomes/${taken.id}`);
    expect((await archived()).map(({ id }) => id).sort()).toEqual([put!.id, taken.id].sort());

    await path.rows('DELETE FROM customer_stale WHERE workspace_id = $1');
    expect((await restore()).status).toBe(204);
    expect((await restore()).status).toBe(204);
    expect((await archived()).map(({ id }) => id)).toEqual([taken.id]);
    expect((await member.call<OutcomeList>('GET', '/outcomes')).body.items).toMatchObject([{ id: put!.id, definition: { name: 'Orders' } }]);
    const [marked] = await path.rows<{ customers: number }>(`SELECT count(*)::int AS customers FROM customer_stale WHERE workspace_id = $1 AND cause = 'definition'`);
    expect(marked!.customers).toBe(80);
    expect(await path.rows(`SELECT 1 FROM audit_log WHERE workspace_id = $1 AND action = 'outcome.restored'`)).toHaveLength(1);
    await member.call('DELETE', `/outcomes/${put!.id}`);
  });

  it('are refused with a sentence: the same twice, two of one role, an eleventh, what does not exist', async () => {
    expect((await member.call<ErrorBody>('POST', '/outcomes', { ...orders, condition: { kind: 'inactivity', filter: null } })).body.error).toMatchObject({ code: 'http.invalid_request', message: expect.stringContaining('things that happen') });
    const say = async (definition: OutcomeDefinition) => (await member.call<ErrorBody>('POST', '/outcomes', definition)).body.error?.code ?? 'kept';
    expect(await say(orders)).toBe('kept');
    expect(await say({ ...orders, name: 'Another name', role: 'own' })).toBe('outcome.exists');
    expect(await say({ ...orders, horizonDays: 30 })).toBe('outcome.role_taken');
    for (let days = 20; days < 29; days += 1) expect(await say({ ...orders, role: 'own', horizonDays: days })).toBe('kept');
    expect(await say({ ...orders, role: 'own', horizonDays: 29 })).toBe('outcome.too_many');
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect((await member.call<ErrorBody>('POST', `/outcomes/${nobody}/train`)).body.error.code).toBe('outcome.not_found');
    expect((await member.call<ErrorBody>('GET', `/outcomes/${nobody}/versions`)).body.error.code).toBe('outcome.not_found');
    expect((await member.call<ErrorBody>('GET', `/models/${nobody}`)).body.error.code).toBe('model.not_found');
    expect((await member.call<ErrorBody>('POST', `/models/${nobody}/promote`)).body.error.code).toBe('model.not_found');
    const [first] = (await member.call<OutcomeList>('GET', '/outcomes')).body.items;
    expect((await member.call<ErrorBody>('POST', `/outcomes/${first!.id}/roll-back`)).body.error.code).toBe('model.none_in_use');
  });

  describe('tell of what somebody says they do', () => {
    let shop: TestMember;
    const silence: OutcomeDefinition = { name: 'No order for 60 days', role: 'own', horizonDays: 60, condition: { kind: 'inactivity', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } } };
    const gone: OutcomeDefinition = { name: 'Gone', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } };
    const rolesOf = async () => Object.fromEntries((await shop.call<OutcomeList>('GET', '/outcomes')).body.items.map(({ definition }) => [definition.name, definition.role]));
    const change = async (id: string, body: object) => (await shop.call<Outcome & Partial<ErrorBody>>('PATCH', `/outcomes/${id}`, body)).body;
    beforeAll(async () => { shop = await path.signUp('Third shop'); });

    it('until another is named that takes its place', async () => {
      const { id } = (await shop.call<Outcome>('POST', '/outcomes', silence)).body;
      expect((await change(id, { role: 'leaves' })).definition).toEqual({ ...silence, role: 'leaves' });
      const refused = await shop.call<ErrorBody>('POST', '/outcomes', gone);
      expect(refused.body.error).toMatchObject({ code: 'outcome.role_taken', message: expect.stringContaining('“No order for 60 days”') });
      const added = (await shop.call<Outcome>('POST', '/outcomes', { ...gone, takesRoleFrom: id })).body;
      expect(added.definition).toEqual(gone);
      expect(await rolesOf()).toEqual({ 'No order for 60 days': 'own', Gone: 'leaves' });

      const seen = '00000000-0000-7000-8000-000000000000';
      expect((await change(id, { role: 'leaves', takesRoleFrom: seen })).error?.code).toBe('outcome.role_taken');
      expect((await change(id, { role: 'leaves', takesRoleFrom: added.id, name: 'No order' })).definition).toMatchObject({ name: 'No order', role: 'leaves' });
      expect(await rolesOf()).toEqual({ 'No order': 'leaves', Gone: 'own' });
      const audit = await path.runtime.db.read<{ diff: unknown }>(shop, `SELECT diff FROM audit_log WHERE workspace_id = $1 AND action = 'outcome.updated' AND object_id = $2 ORDER BY id`, [shop.workspaceId, added.id]);
      expect(audit).toEqual([{ diff: { before: { role: 'leaves' }, after: { role: 'own', placeTakenBy: id } } }]);
    });

    it('but not of what their condition cannot tell', async () => {
      const [kept] = (await shop.call<OutcomeList>('GET', '/outcomes')).body.items;
      for (const role of ['buys', 'support']) expect((await change(kept!.id, { role })).error?.code).toBe('outcome.cannot_tell');
      expect((await shop.call<ErrorBody>('PATCH', `/outcomes/${kept!.id}`, { role: 'leaver' })).status).toBe(400);
      expect(await rolesOf()).toEqual({ 'No order': 'leaves', Gone: 'own' });
    });

    it('also where two are changed at once: one of them is refused', async () => {
      const [first, second] = (await shop.call<OutcomeList>('GET', '/outcomes')).body.items;
      await change(first!.id, { role: 'own' });
      const answers = await Promise.all([first!, second!].map(({ id }) => change(id, { role: 'leaves' })));
      expect(answers.map(({ error }) => error?.code ?? 'kept').sort()).toEqual(['kept', 'outcome.role_taken']);
      expect(Object.values(await rolesOf()).sort()).toEqual(['leaves', 'own']);
    });
  });

  it.each([
    ['Contract Ended', 'b2b', 'key_action', ['Contract Ended']], ['Договор расторгнут', 'b2b', 'key_action', ['Договор расторгнут']], ['Контракт закрыт', 'b2b', null, ['Контракт закрыт']],
    ['Subscription Cancelled', 'b2c', 'key_action', []], ['Contract Signed', 'b2b', 'key_action', []], ['Subscription Cancelled', 'b2b', 'unsubscribed', []],
  ])('“%s” is proposed as leaving where customers are businesses and nobody has said it means something else: %s, %s', async (event, business, meaning, expected) => {
    const firm = await path.signUp('Firm');
    await path.runtime.db.transaction(firm, async (tx) => {
      await tx.query('UPDATE workspace SET business = $2 WHERE id = $1', [tx.workspaceId, business]);
      await tx.query(`INSERT INTO event_type (workspace_id, id, kind, name, meaning, event_count, first_seen_at, last_seen_at)
        VALUES ($1, 1, 'track', $2, $3, 9, $4, $4), ($1, 2, 'track', 'Membership Lapsed', 'key_action', 0, $4, $4), ($1, 3, 'page', 'Contract Closed', 'visit', 99, $4, $4)`, [tx.workspaceId, event, meaning, clock.now()]);
    });
    const { proposals } = (await firm.call<OutcomeList>('GET', '/outcomes')).body;
    expect(proposals.every(({ definition: { role, horizonDays } }) => role === 'leaves' && horizonDays === 90)).toBe(true);
    expect(proposals.map(({ definition: { condition: { filter } } }) => filter?.event.by === 'type' && filter.event.name)).toEqual(expected);
  });

  it('belong to their workspace alone', async () => {
    const stranger = await path.signUp('Other shop');
    const [ours] = (await member.call<OutcomeList>('GET', '/outcomes')).body.items;
    expect((await stranger.call<OutcomeList>('GET', '/outcomes')).body).toEqual({ items: [], proposals: [] });
    expect((await stranger.call('DELETE', `/outcomes/${ours!.id}`)).status).toBe(404);
    expect(await preview(orders.condition, 14, stranger)).toEqual({ months: [], missing: { positives: 40, negatives: 40, historyDays: 28, modelHistoryDays: 56 } });
  });
});
