import type { IntakeReport, Source } from '@kelvin/contracts';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../platform/db/ids.ts';
import { IntakeReadModel } from './intake.read-model.ts';

describe('the no-loss equation', () => {
  const clock = new FixedClock(new Date('2026-11-23T10:30:00Z'));
  let test: TestApp;
  let member: TestMember;
  let sourceId: string;
  beforeAll(async () => {
    test = await startTestApp({ clock });
    member = await test.signUp('Intake');
    sourceId = (await member.call<{ items: Source[] }>('GET', '/sources')).body.items[0]!.id;
  });
  afterAll(() => test.stop());

  const sql = (text: string, parameters: unknown[] = []) => test.runtime.db.read(member, text, [member.workspaceId, sourceId, ...parameters]);
  const day = (at: string) => at.slice(0, 10);

  async function deliver(at: string, items: number): Promise<string> {
    const id = newId(clock.now().getTime());
    await sql(`SELECT ensure_partition('delivery', $3), $1::uuid, $2::uuid`, [day(at)]);
    await sql(`INSERT INTO delivery (workspace_id, source_id, received_on, id, received_at, route, items, body) VALUES ($1, $2, $3, $4, $5, '/v1/batch', $6, '')`, [day(at), id, at, items]);
    return id;
  }
  const tally = (hour: string, processed: number, rejected: number, parked: number, duplicates: number) => sql(
    `INSERT INTO intake_outcome (workspace_id, source_id, hour, processed, rejected, parked, duplicates) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [hour, processed, rejected, parked, duplicates]);
  const verify = () => test.app.get(IntakeReadModel, { strict: false }).verifyIntake(member);

  it('adds up over deliveries, outcomes, what waits and days already dropped', async () => {
    const recent = await deliver('2026-11-23T10:05:00Z', 7);
    await deliver('2026-11-23T09:59:59Z', 5);
    await sql(`INSERT INTO intake_received (workspace_id, source_id, hour, items) VALUES ($1, $2, $3, 100)`, ['2026-11-01T08:00:00Z']);
    await tally('2026-11-01T08:00:00Z', 100, 0, 0, 0);
    await tally('2026-11-23T09:00:00Z', 2, 1, 1, 1);
    await tally('2026-11-23T10:00:00Z', 3, 0, 0, 0);
    await sql(`INSERT INTO delivery_pending (workspace_id, source_id, is_import, delivery_id, received_on, received_at, items, bytes) VALUES ($1, $2, false, $3, $4, $5, 4, 10)`, [recent, day('2026-11-23'), '2026-11-23T10:05:00Z']);

    const { body } = await member.call<IntakeReport>('GET', '/intake?hours=24');
    expect(body.total).toEqual({ received: 12, processed: 5, rejected: 1, parked: 1, duplicates: 1, pending: 4, fannedOut: 0, isBalanced: true });
    expect(body.hours).toHaveLength(24);
    expect(body.hours.at(-1)).toMatchObject({ hour: '2026-11-23T10:00:00.000Z', intake: { received: 7, pending: 4 } });
    expect(body.hours.at(-2)).toMatchObject({ hour: '2026-11-23T09:00:00.000Z', intake: { received: 5, isBalanced: true } });
    expect(body.sources).toMatchObject([{ sourceId, name: 'Website', intake: { received: 12 } }]);

    const [source] = (await member.call<{ items: Source[] }>('GET', '/sources')).body.items;
    expect(source).toMatchObject({ lastReceivedAt: '2026-11-23T10:05:00.000Z', intake24h: { received: 12 }, intakeTotal: { received: 112, isBalanced: true } });
    expect(source!.perHour.slice(-2)).toEqual([5, 7]);
  });

  it('finds every hour whose tally is not what the rows say', async () => {
    const found = await verify();
    expect(found.filter(({ what }) => what === 'equation')).toEqual([]);
    expect(found).toContainEqual({ sourceId, hour: '2026-11-23T09:00:00.000Z', what: 'rejected', tallied: 1, counted: 0 });

    await sql(`INSERT INTO rejected_item (workspace_id, source_id, delivery_id, item_index, code, message, raw, received_at) VALUES ($1, $2, $3, 0, 'x', 'x', '', $4)`, [randomUUID(), '2026-11-23T09:10:00Z']);
    await sql(`INSERT INTO parked_item (workspace_id, source_id, delivery_id, item_index, code, message, raw, received_at, parked_at) VALUES ($1, $2, $3, 0, 'x', 'x', '', $4, $4)`, [randomUUID(), '2026-11-23T09:10:00Z']);
    expect((await verify()).filter(({ what }) => what !== 'processed')).toEqual([]);
  });

  it('counts what has settled once, and what comes later on top of it', async () => {
    const received = async () => (await member.call<IntakeReport>('GET', '/intake')).body.total.received;
    expect(await received()).toBe(12);
    clock.advanceMs(3 * MS_PER_MINUTE);
    expect(await received()).toBe(12);
    // A part of a long import counts in the hour in which the import was begun.
    await deliver('2026-11-23T08:00:00Z', 30);
    await tally('2026-11-23T08:00:00Z', 30, 0, 0, 0);
    clock.advanceMs(3 * MS_PER_MINUTE);
    expect(await received()).toBe(42);
    expect(await received()).toBe(42);
  });

  it('stays the same when a day of deliveries is dropped', async () => {
    await deliver('2026-11-22T12:00:00Z', 9);
    await tally('2026-11-22T12:00:00Z', 9, 0, 0, 0);
    clock.advanceMs(3 * MS_PER_MINUTE);
    const inAll = async () => (await member.call<{ items: Source[] }>('GET', '/sources')).body.items[0]!.intakeTotal;
    const before = await inAll();
    expect(before).toMatchObject({ received: 112 + 30 + 9, isBalanced: true });
    await test.runtime.sweep.query(`SELECT drop_deliveries_before('2026-11-23')`);
    expect(await inAll()).toEqual(before);
  });

  it('says so when something is missing', async () => {
    await deliver('2026-11-23T10:20:00Z', 1);
    const { body } = await member.call<IntakeReport>('GET', '/intake');
    expect(body.total).toMatchObject({ received: 43 + 9, isBalanced: false });
    expect(await verify()).toContainEqual({ sourceId, hour: '2026-11-23T10:00:00.000Z', what: 'equation', tallied: 8, counted: 7 });
  });
});
