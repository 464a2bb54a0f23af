import { listCustomersSchema, type CustomerList } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { assertUsesIndex, startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCustomerQuery, countSql, windowSql } from './customer-filter.ts';
import { LISTED_COLUMNS } from './customer.mapper.ts';
import { CustomersModule } from './customers.module.ts';

const CUSTOMERS = 20_000;
const MOVED = 300;

describe('the list of customers at twenty thousand', () => {
  let test: TestApp;
  let member: TestMember;
  let owner: pg.Client;
  beforeAll(async () => {
    test = await startTestApp({ modules: [CustomersModule], clock: new FixedClock(new Date('2026-11-23T12:00:00Z')) });
    member = await test.signUp();
    owner = new pg.Client({ connectionString: test.database.ownerUrl });
    await owner.connect();
    // Points repeat a hundredfold, so that the order needs its second key.
    await owner.query(`
      INSERT INTO customer (workspace_id, id, is_visitor, name, email, first_seen_at, last_seen_at, band, hundredths, value_12m, expected_value, revenue_at_risk, chance_buys, chance_leaves)
      SELECT $1, gen_random_uuid(), n % 10 = 0, CASE WHEN n = 7 THEN 'Алёна Соловьёва' WHEN n = 8 THEN 'Élodie Durand' ELSE 'Person ' || n END, 'p' || n || '@example.com', 'epoch',
             timestamptz '2026-11-23' - n % 500 * interval '1 hour', (ARRAY['hot', 'warm', 'cold', 'at_risk'])[1 + n % 4], n % 100 * 100, n % 1000, n % 700, CASE WHEN n % 4 = 3 THEN n % 700 ELSE 0 END,
             CASE WHEN n % 100 <> 1 THEN n % 50 / 50.0 END, n % 200 / 200.0
        FROM generate_series(1, ${CUSTOMERS}) n`, [member.workspaceId]);
    await owner.query(`
      INSERT INTO customer_search (workspace_id, token, customer_id)
      SELECT $1, t.token COLLATE "C", id FROM customer, LATERAL (SELECT substring(email FROM '^p([0-9]+)@') AS n) AS k,
             unnest(CASE k.n WHEN '7' THEN ARRAY['алена', 'соловьева', '79161234567'] WHEN '8' THEN ARRAY['elodie', 'durand'] ELSE ARRAY['person', k.n, email] END) AS t(token) WHERE workspace_id = $1`, [member.workspaceId]);
    await owner.query(`SELECT ensure_partition('score_history', '2026-08-20')`);
    await owner.query(`
      INSERT INTO score_history (workspace_id, customer_id, on_day, hundredths, band, cause)
      SELECT $1, id, '2026-08-20', 8000, CASE WHEN band = 'warm' AND substring(email FROM '^p([0-9]+)@')::int <= ${MOVED * 4} THEN 'hot' ELSE band END, 'backfill' FROM customer WHERE workspace_id = $1 AND NOT is_visitor`, [member.workspaceId]);
    await owner.query(`INSERT INTO band_day (workspace_id, on_day, band, customers, value) VALUES ($1, '2026-08-20', 'hot', 1, 1)`, [member.workspaceId]);
    await owner.query('VACUUM ANALYZE customer, customer_search, score_history, band_day');
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await test.stop();
  });

  const list = async (query: string): Promise<CustomerList> => (await member.call<CustomerList>('GET', `/customers?${query}`)).body;
  /** In the order of the list, as they are stored. */
  const chancesToBuy = async (query: string): Promise<(number | null)[]> => {
    const ids = (await list(query)).items.map(({ id }) => id);
    const { rows } = await owner.query<{ chance: number | null }>('SELECT c.chance_buys AS chance FROM unnest($2::uuid[]) WITH ORDINALITY AS i(id, at) JOIN customer c ON c.workspace_id = $1 AND c.id = i.id ORDER BY i.at', [member.workspaceId, ids]);
    return rows.map(({ chance }) => chance);
  };
  const expectPlan = async (filter: Record<string, unknown>, part: 'count' | 'window', expected: Parameters<typeof assertUsesIndex>[3], movedSince: string | null = null, total = 100) => {
    const query = buildCustomerQuery(member.workspaceId, listCustomersSchema.parse(filter), movedSince);
    const sql = part === 'count' ? countSql(query) : windowSql(query, LISTED_COLUMNS, total);
    await test.runtime.db.transaction(member, (tx) => assertUsesIndex(tx, sql, part === 'count' ? query.parameters : [...query.parameters, 50, 0], expected));
  };

  describe('plans, as the app role', () => {
    it.each([
      ['risk', 'customer_risk'], ['score', 'customer_points'], ['value', 'customer_value'], ['last_seen', 'customer_seen'], ['name', 'customer_name'],
      ['buys', 'customer_buys'], ['leaves', 'customer_leaves'],
    ])('reads the order by %s from %s, both ways', async (sort, index) => {
      await expectPlan({ sort, direction: 'desc' }, 'window', { index });
      await expectPlan({ sort, direction: 'asc' }, 'window', { index });
    });

    it('finds a temperature, and a range of scores inside it', async () => {
      await expectPlan({ band: 'at_risk' }, 'count', { index: 'customer_band', columns: ['workspace_id', 'band'] });
      await expectPlan({ band: 'hot', minScore: 90, maxScore: 95, sort: 'score' }, 'window', { index: 'customer_band', columns: ['workspace_id', 'band', 'hundredths'] });
    });

    it('finds a range of scores', async () => {
      await expectPlan({ minScore: 98, sort: 'score' }, 'window', { index: 'customer_points', columns: ['workspace_id', 'hundredths'] });
      await expectPlan({ minScore: 40, maxScore: 42 }, 'count', { index: 'customer_points', columns: ['workspace_id', 'hundredths'] });
    });

    it('finds a chance from so much on, and counts it with others without reading customers', async () => {
      await expectPlan({ minBuyChance: 0.96, sort: 'buys' }, 'window', { index: 'customer_buys', columns: ['workspace_id', 'chance_buys'] });
      await expectPlan({ minBuyChance: 0.96 }, 'count', { index: 'customer_buys', columns: ['workspace_id', 'chance_buys'] });
      await expectPlan({ minLeaveChance: 0.98, sort: 'leaves', direction: 'asc' }, 'window', { index: 'customer_leaves', columns: ['workspace_id', 'chance_leaves'] });
      await expectPlan({ minLeaveChance: 0.98, minBuyChance: 0.1, minScore: 10, band: 'warm' }, 'count', { index: 'customer_leaves', columns: ['workspace_id', 'chance_leaves'] });
    });

    it('reads what stands beside a row only for the rows of the window', async () => {
      await expectPlan({ sort: 'leaves' }, 'window', { index: 'score_pkey', columns: ['workspace_id', 'customer_id'] });
    });

    it('finds the beginning of a word', async () => {
      await expectPlan({ q: 'Elod' }, 'window', { index: 'customer_search_pkey', columns: ['workspace_id', 'token'] });
      await expectPlan({ q: 'Elod' }, 'count', { index: 'customer_search_pkey', columns: ['workspace_id', 'token'] });
    });

    it('finds who was warmer on a day, and visitors', async () => {
      await expectPlan({ movedFrom: 'hot', movedTo: 'warm' }, 'count', { index: 'score_history_202608_workspace_id_on_day_idx', columns: ['workspace_id', 'on_day'] }, '2026-08-20');
      await expectPlan({ who: 'visitors', sort: 'last_seen' }, 'window', { index: 'customer_visitor' });
      await expectPlan({ who: 'excluded', sort: 'last_seen' }, 'window', { index: 'customer_excluded' });
    });
  });

  it.each(['risk', 'score', 'value', 'last_seen', 'name', 'buys', 'leaves'])('windows by %s never overlap and miss nobody', async (sort) => {
    const seen = new Set<string>();
    let total = 0;
    for (let offset = 0; offset === 0 || offset < total; offset += 200) {
      const window = await list(`band=hot&sort=${sort}&limit=200&offset=${offset}`);
      total = window.total;
      for (const row of window.items) seen.add(row.id);
    }
    expect([total, seen.size]).toEqual([4000, 4000]);
  });

  it('sorts whole windows as asked', async () => {
    const values = (await list('sort=value&direction=asc&offset=5000&limit=200')).items.map((row) => row.value12m);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    const chances = await chancesToBuy('sort=buys&direction=desc&limit=200');
    expect(chances).toEqual([...chances].sort((a, b) => b! - a!));
    // Not known is less than any chance, in both directions.
    expect(await chancesToBuy('sort=buys&direction=desc&offset=17900&limit=200')).toEqual(Array.from({ length: 100 }, () => null));
    expect(await chancesToBuy('sort=buys&direction=asc&offset=199&limit=2')).toEqual([null, 0.02]);
    const names = (await list('sort=name&direction=asc&limit=50')).items.map((row) => row.name);
    expect(names).toEqual([...names].sort());
  });

  it('counts what the filters leave', async () => {
    expect((await list('')).total).toBe(18_000);
    expect((await list('who=visitors')).total).toBe(2000);
    expect((await list('band=cold')).total).toBe(4000);
    expect((await list('minScore=40&maxScore=41')).total).toBe(200);
    expect((await list('minBuyChance=0.5')).total).toBe(9200);
    expect((await list('minBuyChance=0')).total).toBe(17_800);
    expect((await list('minBuyChance=0.5&minLeaveChance=0.875&band=cold')).total).toBe(500);
    expect((await list('band=hot&minScore=96')).items.every((row) => row.band === 'hot' && row.hundredths >= 9600)).toBe(true);
  });

  it.each([
    ['Алёна', 'Алёна Соловьёва'], ['алена солов', 'Алёна Соловьёва'], ['соловьева, алёна', 'Алёна Соловьёва'], ['Elodie', 'Élodie Durand'], ['ÉLOD dur', 'Élodie Durand'],
    ['+7 916 123-45', 'Алёна Соловьёва'], ['p4242@example.com', 'Person 4242'],
  ])('finds %s, whatever the accents and the order', async (q, name) => {
    expect((await list(`q=${encodeURIComponent(q)}`)).items.map((row) => row.name)).toEqual([name]);
  });

  it('finds nobody for a word that only stands inside another, nor for wildcards', async () => {
    expect((await list('q=lodie')).total).toBe(0);
    expect((await list('q=%25')).total).toBe(0);
  });

  it('lists who moved between two temperatures, by the day Overview compares with', async () => {
    const moved = await list('movedFrom=hot&movedTo=warm&movedDays=90&limit=200');
    expect(moved.total).toBe(MOVED);
    expect(moved.items.every((row) => row.band === 'warm')).toBe(true);
    // Older than all there is: compared with the oldest day.
    expect((await list('movedFrom=hot&movedTo=warm&movedDays=365')).total).toBe(MOVED);
  });

  it('lists nobody as moved where there is no past', async () => {
    const stranger = await test.signUp();
    await owner.query(`INSERT INTO customer (workspace_id, id, is_visitor, first_seen_at, last_seen_at) VALUES ($1, gen_random_uuid(), false, 'epoch', 'epoch')`, [stranger.workspaceId]);
    expect((await stranger.call<CustomerList>('GET', '/customers?movedFrom=hot&movedDays=30')).body.total).toBe(0);
    expect((await stranger.call<CustomerList>('GET', '/customers')).body.total).toBe(1);
  });
});
