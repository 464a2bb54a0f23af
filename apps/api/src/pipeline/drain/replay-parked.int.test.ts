import type { IntakeReport, ParkedGroup, SourceWithSecret } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeReadModel } from '../../modules/sources/intake.read-model.ts';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { writeParked } from '../20-normalise/refuse.step.ts';

const FAR = '2050-01-01T00:00:00Z';

describe('items that wait for repair', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let website: string;
  beforeAll(async () => {
    path = await startTestPath(clock);
    [website] = (await path.member.call<{ items: { id: string }[] }>('GET', '/sources')).body.items.map(({ id }) => id) as [string];
  });
  afterAll(() => path.stop());

  const groups = async (sourceId = website) => (await path.member.call<{ items: ParkedGroup[] }>('GET', `/sources/${sourceId}/parked`)).body.items;
  const totals = async () => (await path.member.call<IntakeReport>('GET', '/intake?hours=720')).body.total;
  const names = async () => (await path.rows<{ message_id: string }>('SELECT message_id FROM event WHERE workspace_id = $1 ORDER BY 1', [])).map((row) => row.message_id);
  /** Starts an action, lets its job run, and holds every hour against the rows. */
  async function act(action: 'retry' | 'discard', code: string, sourceId = website): Promise<Record<string, unknown> | null> {
    clock.advanceMs(1_000);
    const started = await path.member.call<{ jobId: string }>('POST', `/sources/${sourceId}/parked/${action}`, { code });
    expect(started.status).toBe(202);
    const jobs = path.app.get(JobRunner, { strict: false });
    await jobs.answer(path.member.workspaceId);
    await jobs.settled(path.member.workspaceId);
    const [job] = await path.rows<{ status: string; result: Record<string, unknown> | null; error: unknown }>('SELECT status, result, error FROM job_progress WHERE workspace_id = $1 AND id = $2', [started.body.jobId]);
    expect(job).toMatchObject({ status: 'done', error: null });
    await path.settle();
    expect(await path.app.get(IntakeReadModel, { strict: false }).verifyIntake(path.member)).toEqual([]);
    expect(await totals()).toMatchObject({ isBalanced: true, pending: 0 });
    return job!.result;
  }
  async function asOwner(sql: string): Promise<void> {
    const owner = new Client({ connectionString: path.database.ownerUrl });
    await owner.connect();
    await owner.query(sql);
    await owner.end();
  }

  it('are shown by reason with the newest of them', async () => {
    await path.send([aTrack(clock, 'Order Completed', { userId: 'anna', messageId: 'far-1', timestamp: FAR }), aTrack(clock, 'Order Completed', { userId: 'anna', messageId: 'rich', properties: { revenue: 1e15 } })]);
    clock.advanceMs(1_000);
    await path.send([aTrack(clock, 'Order Completed', { userId: 'anna', messageId: 'far-2', timestamp: FAR, properties: { note: '<b>' } })]);
    await path.settle();
    expect(await groups()).toMatchObject([
      { code: 'timestamp_out_of_range', items: 2, sample: { messageId: 'far-2', properties: { note: '<b>' } }, message: expect.stringMatching(/\.$/) }, { code: 'amount_out_of_range', items: 1 },
    ]);
  });

  it('wait once more when nothing has changed, and are not played twice in one run', async () => {
    expect(await act('retry', 'timestamp_out_of_range')).toEqual({ items: 2, processed: 0, rejected: 0, parked: 2, duplicates: 0 });
    expect(await groups()).toMatchObject([{ code: 'timestamp_out_of_range', items: 2 }, { code: 'amount_out_of_range', items: 1 }]);
  });

  it('count as rejected once they are discarded', async () => {
    const before = await totals();
    expect(await act('discard', 'timestamp_out_of_range')).toMatchObject({ items: 2, rejected: 2 });
    expect(await totals()).toEqual({ ...before, parked: before.parked - 2, rejected: before.rejected + 2 });
    expect(await groups()).toMatchObject([{ code: 'amount_out_of_range' }]);
    expect(await path.rows(`SELECT code, message FROM rejected_item WHERE workspace_id = $1 AND code = 'discarded'`)).toMatchObject([{ message: expect.stringContaining('more than a year') }, {}]);
    expect((await path.member.call('POST', `/sources/${website}/parked/retry`, { code: 'timestamp_out_of_range' })).status).toBe(409);
  });

  it('become events, once, when what refused them is gone, also after the delivery is', async () => {
    await asOwner(`ALTER TABLE event ADD CONSTRAINT refuses_poison CHECK (message_id NOT LIKE 'poison%')`);
    await path.send([1, 2].map((n) => aTrack(clock, 'Product Viewed', { userId: 'vera', messageId: `poison-${n}` })));
    await path.settle();
    expect(await groups()).toMatchObject([{ code: 'refused_by_database', items: 2 }, {}]);
    await asOwner('ALTER TABLE event DROP CONSTRAINT refuses_poison');
    clock.advanceMs(10 * 86_400_000);
    await path.runtime.sweep.query(`SELECT drop_deliveries_before('2026-11-29')`);
    expect(await act('retry', 'refused_by_database')).toEqual({ items: 2, processed: 2, rejected: 0, parked: 0, duplicates: 0 });
    expect(await names()).toEqual(['poison-1', 'poison-2']);
    expect(await path.rows(`SELECT d.n FROM profile_day d JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id AND p.key = 'vera' WHERE d.workspace_id = $1`)).toEqual([{ n: 2 }]);
  });

  it('of a webhook are read by the mapping of now, each by its own id, and what was sent again meanwhile is a duplicate', async () => {
    const hook = (await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'webhook', name: 'Shop', authentication: 'secret_path' })).body;
    const post = (payload: string, headers: Record<string, string> = {}) => path.app.inject({ method: 'POST', url: new URL(hook.endpoint!).pathname, payload, headers });
    const list = JSON.stringify([1, 2, 3].map((n) => ({ type: 'paid', customer_id: 'gleb', timestamp: FAR, paid_at: `2026-11-${20 + n}T10:00:00Z` })));
    await post(list, { 'webhook-id': 'msg_7' });
    await post(`type=paid&customer_id=gleb&timestamp=${FAR}&paid_at=2026-11-25T10:00:00Z`, { 'content-type': 'application/x-www-form-urlencoded' });
    await path.settle();
    expect(await groups(hook.id)).toMatchObject([{ code: 'timestamp_out_of_range', items: 4 }]);
    await path.member.call('PUT', `/sources/${hook.id}/mapping`, { mapping: { timestamp: 'paid_at' } });
    await post(JSON.stringify({ type: 'paid', customer_id: 'gleb', paid_at: '2026-11-22T10:00:00Z' }), { 'webhook-id': 'msg_7#1' });
    await path.settle();
    expect(await act('retry', 'timestamp_out_of_range', hook.id)).toEqual({ items: 4, processed: 3, rejected: 0, parked: 0, duplicates: 1 });
    expect((await names()).filter((id) => id.startsWith('msg_7'))).toEqual(['msg_7#0', 'msg_7#1', 'msg_7#2']);
    expect(await groups(hook.id)).toEqual([]);
  });

  it('of a divided body are read alone, get the ids they would have had, and are divided by a mapping that says so only now', async () => {
    const hook = (await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'webhook', name: 'CRM', authentication: 'secret_path' })).body;
    const post = (payload: object) => path.app.inject({ method: 'POST', url: new URL(hook.endpoint!).pathname, payload });
    const map = (mapping: object) => path.member.call('PUT', `/sources/${hook.id}/mapping`, { mapping });
    const body = { sent: FAR, rows: [1, 2, 3].map(() => ({ type: 'Row Seen', customer_id: 'ivan' })) };
    await map({ items: 'rows', timestamp: 'sent' });
    await post(body);
    await path.settle();
    expect(await groups(hook.id)).toMatchObject([{ code: 'timestamp_out_of_range', items: 3, sample: { rows: [{ type: 'Row Seen' }] } }]);
    await map({ items: 'rows' });
    expect(await act('retry', 'timestamp_out_of_range', hook.id)).toEqual({ items: 3, processed: 3, rejected: 0, parked: 0, duplicates: 0 });
    await post(body);
    await path.settle();
    const events = () => path.rows<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE workspace_id = $1 AND source_id = $2', [hook.id]);
    expect(await events()).toEqual([{ n: 3 }]);

    await map({ timestamp: 'sent', type: { constant: 'Rows' }, userId: 'rows[0].customer_id' });
    await post({ ...body, sent: '2051-01-01T00:00:00Z' });
    await path.settle();
    expect(await groups(hook.id)).toMatchObject([{ code: 'timestamp_out_of_range', items: 1 }]);
    await map({ items: 'rows' });
    expect(await act('retry', 'timestamp_out_of_range', hook.id)).toEqual({ items: 3, processed: 3, rejected: 0, parked: 0, duplicates: 0 });
    expect(await events()).toEqual([{ n: 6 }]);
  });

  it('of a divided body are not divided again by another list, whose parts would take each other’s places', async () => {
    const hook = (await path.member.call<SourceWithSecret>('POST', '/sources', { kind: 'webhook', name: 'Tills', authentication: 'secret_path' })).body;
    const map = (mapping: object) => path.member.call('PUT', `/sources/${hook.id}/mapping`, { mapping });
    const rows = [1, 2, 3].map((n) => ({ type: 'Row Seen', customer_id: `till-${n}`, lines: [{ sku: 'a' }, { sku: 'a' }] }));
    await map({ items: 'rows', timestamp: 'sent' });
    await path.app.inject({ method: 'POST', url: new URL(hook.endpoint!).pathname, payload: { sent: FAR, rows } });
    await path.settle();
    const byLine = { items: 'rows[0].lines', type: 'rows[0].type', userId: 'rows[0].customer_id' };
    await map({ ...byLine, timestamp: 'sent' });
    expect(await act('retry', 'timestamp_out_of_range', hook.id)).toEqual({ items: 3, processed: 0, rejected: 0, parked: 3, duplicates: 0 });
    await map(byLine);
    expect(await act('retry', 'divided_before', hook.id)).toMatchObject({ items: 3, parked: 3 });
    await map({ items: 'rows' });
    expect(await act('retry', 'divided_before', hook.id)).toMatchObject({ items: 3, processed: 3 });
  });

  it('of a batch keep what the batch says of all its items', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`${path.writeKey}:`).toString('base64')}` };
    // Their clock is a year and more ahead, and the batch says when it was sent by that clock only after it was mended.
    const body = { batch: [aTrack(clock, 'Order Completed', { userId: 'dina', messageId: 'skewed', timestamp: '2028-06-01T00:00:00Z', properties: { revenue: 1e15 } })], sentAt: '2028-06-01T00:00:00Z', context: { ip: '203.0.113.7' } };
    await path.call('POST', '/v1/batch', { headers, body });
    const receivedAt = clock.now();
    await path.settle();
    await path.rows(`UPDATE parked_item SET raw = convert_to(replace(convert_from(raw, 'UTF8'), '1000000000000000', '10'), 'UTF8') WHERE workspace_id = $1 AND convert_from(raw, 'UTF8') LIKE '%skewed%'`);
    expect(await act('retry', 'amount_out_of_range')).toMatchObject({ items: 2, processed: 1, parked: 1 });
    expect(await path.rows(`SELECT occurred_at, context ->> 'ip' AS ip FROM event WHERE workspace_id = $1 AND message_id = 'skewed'`)).toEqual([{ occurred_at: receivedAt, ip: '203.0.113.7' }]);
  });

  it('of a delivery that killed drains are played together', async () => {
    const body = Buffer.from(JSON.stringify({ batch: [1, 2, 3].map((n) => ({ type: 'track', event: 'Seen', userId: 'zoe', messageId: `killer-${n}`, timestamp: clock.now().toISOString() })) }));
    const delivery = { id: '01970000-0000-7000-8000-000000000001', sourceId: website, receivedAt: clock.now(), route: 'v1/batch', importId: null, isImport: false, items: 3, headers: null, body };
    const reason = { code: 'kills_drain', field: null, message: 'It killed.' };
    await path.runtime.db.transaction(path.member, async (tx) => {
      await writeParked(tx, [0, 1, 2].map((itemIndex) => ({ delivery, itemIndex, reason, raw: itemIndex === 0 ? body.toString() : '' })), clock.now());
      const hour = `${clock.now().toISOString().slice(0, 13)}:00:00Z`;
      await tx.query(`INSERT INTO intake_outcome (workspace_id, source_id, hour, parked) VALUES ($1, $2, $3, 3) ON CONFLICT (workspace_id, source_id, hour) DO UPDATE SET parked = intake_outcome.parked + 3`, [tx.workspaceId, website, hour]);
      await tx.query(`INSERT INTO intake_received (workspace_id, source_id, hour, items) VALUES ($1, $2, $3, 3)`, [tx.workspaceId, website, hour]);
    });
    expect(await act('retry', 'kills_drain')).toMatchObject({ items: 3, processed: 3 });
    expect((await names()).filter((id) => id.startsWith('killer'))).toHaveLength(3);
  });

  it('are worked on by one job at a time, by those who may, and every action is in the log', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => path.member.call<{ jobId: string }>('POST', `/sources/${website}/parked/retry`, { code: 'amount_out_of_range' })));
    expect(asked.map(({ status, body }) => [status, body.jobId])).toEqual(asked.map(() => [202, asked[0]!.body.jobId]));
    expect(await path.rows(`SELECT 1 FROM job_progress WHERE workspace_id = $1 AND kind = 'replay' AND status = 'queued'`)).toHaveLength(1);
    expect((await path.member.call<{ error: { code: string } }>('POST', `/sources/${website}/parked/discard`, { code: 'amount_out_of_range' })).body.error.code).toBe('parked.busy');
    expect((await path.member.call('GET', '/sources/00000000-0000-4000-8000-000000000000/parked')).status).toBe(404);
    const log = await path.rows<{ action: string; diff: { code: string } }>(`SELECT action, diff FROM audit_log WHERE workspace_id = $1 AND action LIKE 'source.parked%' ORDER BY at, id`);
    expect(log.map(({ action, diff }) => [action, diff.code]).slice(0, 2)).toEqual([['source.parked_retried', 'timestamp_out_of_range'], ['source.parked_discarded', 'timestamp_out_of_range']]);
  });

  it('leave their traces for a month', async () => {
    const traces = async () => (await path.rows('SELECT 1 FROM parked_item WHERE workspace_id = $1 AND resolved_at IS NOT NULL')).length;
    const housekeeping = path.app.get(Housekeeping, { strict: false });
    await housekeeping.runOnce();
    expect(await traces()).toBeGreaterThan(5);
    const waiting = () => path.rows('SELECT delivery_id, item_index FROM parked_item WHERE workspace_id = $1 AND resolved_at IS NULL ORDER BY 1, 2');
    const before = await waiting();
    clock.advanceMs(31 * 86_400_000);
    await housekeeping.runOnce();
    expect(await traces()).toBe(0);
    expect(await waiting()).toEqual(before);
    expect(before).toHaveLength(1);
  });
});
