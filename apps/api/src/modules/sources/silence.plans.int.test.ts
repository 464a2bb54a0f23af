import { FixedClock } from '@kelvin/kernel';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../platform/db/db.ts';
import { listCustomersOf } from './silence.read-model.ts';

const PROFILES = 400;
const EVENTS_EACH = 50;

describe('whom an outage hides, in a workspace that has just been filled', () => {
  let test: TestApp;
  let member: TestMember;
  let owner: pg.Client;
  let source: string;
  beforeAll(async () => {
    test = await startTestApp({ clock: new FixedClock(new Date('2026-11-23T12:00:00Z')) });
    member = await test.signUp();
    owner = new pg.Client({ connectionString: test.database.ownerUrl });
    await owner.connect();
    source = (await owner.query<{ id: string }>('SELECT id FROM source WHERE workspace_id = $1', [member.workspaceId])).rows[0]!.id;
    for (const month of ['2026-09-01', '2026-10-01', '2026-11-01']) await owner.query(`SELECT ensure_partition('event', $1)`, [month]);
    await owner.query(`INSERT INTO event_type (workspace_id, id, kind, name, first_seen_at, last_seen_at) VALUES ($1, 1, 'track', 'Visit', 'epoch', 'epoch')`, [member.workspaceId]);
    await owner.query(`INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at) SELECT $1, gen_random_uuid(), false, 'epoch', 'epoch' FROM generate_series(1, ${PROFILES})`, [member.workspaceId]);
    await owner.query(`INSERT INTO profile (workspace_id, id, customer_id, kind, key, first_seen_at, last_seen_at) SELECT $1, gen_random_uuid(), id, 'userId', id::text, 'epoch', 'epoch' FROM customer WHERE workspace_id = $1`, [member.workspaceId]);
    // Every other profile was seen by another source last.
    await owner.query(`
      INSERT INTO event (workspace_id, profile_id, occurred_at, source_id, message_key, message_id, event_type_id, received_at, processed_at, delivery_id, properties, context)
      SELECT $1, p.id, timestamptz '2026-11-20' - n * interval '1 day' - p.nth * interval '1 minute', CASE WHEN p.nth % 2 = 0 THEN $2::uuid ELSE gen_random_uuid() END, gen_random_uuid(), n::text, 1, now(), now(), gen_random_uuid(), '{}', '{}'
        FROM (SELECT id, row_number() OVER () AS nth FROM profile WHERE workspace_id = $1) p, generate_series(1, ${EVENTS_EACH}) n`, [member.workspaceId, source]);
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await test.stop();
  });

  it('is looked up profile by profile, although nothing was analysed yet', { timeout: 60_000 }, async () => {
    const plans: string[] = [];
    const hidden = await test.runtime.db.transaction(member, async (tx) => {
      const ids = (await tx.query<{ id: string }>('SELECT id FROM customer WHERE workspace_id = $1', [tx.workspaceId])).map(({ id }) => id);
      const explaining: Pick<Tx, 'workspaceId' | 'query'> = {
        workspaceId: tx.workspaceId,
        async query<Row>(sql: string, parameters?: readonly unknown[]) {
          if (sql.includes('LATERAL')) plans.push(JSON.stringify(await tx.query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters)));
          return tx.query<Row>(sql, parameters);
        },
      };
      return listCustomersOf(explaining as Tx, ids, [source], new Date('2026-11-20T12:00:00Z'));
    });
    expect(hidden.size).toBe(PROFILES / 2);
    expect(plans).toHaveLength(1);
    const indexes = [...plans[0]!.matchAll(/"Index Name":\s*"(event[^"]*)"/g)].map(([, name]) => name!);
    expect(indexes.length).toBeGreaterThan(0);
    expect(indexes.filter((name) => !name.endsWith('_pkey'))).toEqual([]);
  });
});
