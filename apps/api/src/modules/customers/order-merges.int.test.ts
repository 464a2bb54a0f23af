import type { Customer } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OrderMerges1795478400053 } from '../../../../../migrations/1795478400053-order-merges.ts';

const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
let path: TestPath;
beforeAll(async () => {
  path = await startTestPath(clock);
});
afterAll(() => path.stop());

interface Row { id: string; winner_id: string; loser_id: string }
const ledger = () => path.rows<Row>('SELECT id, winner_id, loser_id FROM merge_ledger WHERE workspace_id = $1 ORDER BY id');
const owners = async () => new Set((await path.rows<{ customer_id: string }>('SELECT DISTINCT customer_id FROM profile WHERE workspace_id = $1')).map((row) => row.customer_id));

it('brings merges of one drain, whose ids say nothing, into an order that can be undone', async () => {
  const people = ['p1', 'p2', 'p3', 'p4'];
  // The later somebody came, the surer he is joined to who was there before: so the chain has several links.
  for (const [at, userId] of people.entries()) await path.send([aTrack(clock, 'Product Viewed', { userId, daysAgo: at + 1 })]);
  await path.settle();
  const alias = (userId: string, previousId: string) => ({ type: 'alias', messageId: `${userId}-${previousId}`, timestamp: clock.now().toISOString(), userId, previousId });
  await path.send([alias('p2', 'p1'), alias('p3', 'p2'), alias('p4', 'p3')]);
  await path.settle();
  const made = await ledger();
  expect(made.length).toBeGreaterThanOrEqual(3);
  expect(made.some(({ winner_id }) => made.some(({ loser_id }) => loser_id === winner_id))).toBe(true);

  const owner = new pg.Client({ connectionString: path.database.ownerUrl });
  await owner.connect();
  // As they lay before ids were in order: the last first.
  await owner.query(`CREATE TEMP TABLE turned AS
    SELECT a.id, b.id AS next, gen_random_uuid() AS between FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM merge_ledger) a JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS n FROM merge_ledger) b USING (n)`);
  await owner.query('UPDATE merge_ledger m SET id = t.between FROM turned t WHERE m.id = t.id');
  await owner.query('UPDATE merge_ledger m SET id = t.next FROM turned t WHERE m.id = t.between');
  const pairs = (rows: readonly Row[]) => rows.map(({ winner_id, loser_id }) => `${winner_id} ${loser_id}`);
  expect(pairs(await ledger())).toEqual(pairs(made.toReversed()));

  await owner.query('BEGIN');
  const runner = { query: async (sql: string, parameters: unknown[]) => (await owner.query(sql, parameters)).rows as unknown } as unknown as QueryRunner;
  await new OrderMerges1795478400053().up(runner);
  await owner.query('COMMIT');
  await owner.end();

  const ordered = await ledger();
  expect(ordered.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  // Who was joined to another had gained all that he gained before.
  ordered.forEach(({ loser_id }, at) => expect(ordered.slice(at + 1).map(({ winner_id }) => winner_id)).not.toContain(loser_id));
  for (const { id } of ordered) expect((await path.member.call('POST', `/customers/merges/${id}/undo`)).status).toBe(200);
  expect(new Set(await Promise.all(people.map((key) => path.customerOf(key)))).size).toBe(4);
  for (const id of await owners()) expect((await path.member.call<Customer>('GET', `/customers/${id}`)).body.mergedInto).toBeNull();
});
