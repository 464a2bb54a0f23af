import type { CurrencyRateList, ErrorResponse } from '@kelvin/contracts';
import { FixedClock } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConvertMoney1795478400049 } from '../../../../../migrations/1795478400049-convert-money.ts';
import { RecountForeignMoney1795478400057 } from '../../../../../migrations/1795478400057-recount-foreign-money.ts';
import { liftNoise } from '../../pipeline/40-profile/lift-noise.port.ts';
import { RebuildDays, rebuildScopeOf } from '../../pipeline/40-profile/rebuild-days.ts';

describe('money of other currencies', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  const buy = (userId: string, properties: Record<string, unknown>, name = 'Order Completed') => aTrack(clock, name, { userId, properties });
  const send = async (...events: Record<string, unknown>[]) => {
    expect(await path.send(events)).toBe(200);
    await path.settle();
  };
  const values = async () => Object.fromEntries((await path.rows<{ key: string; value: number }>(`
    SELECT p.key, c.value_12m AS value FROM profile p JOIN customer c ON c.workspace_id = $1 AND c.id = p.customer_id WHERE p.workspace_id = $1 ORDER BY 1`)).map(({ key, value }) => [key, value]));
  const read = async () => (await path.member.call<CurrencyRateList>('GET', '/currency-rates')).body;
  const set = (rates: unknown) => path.member.call<CurrencyRateList & ErrorResponse>('PUT', '/currency-rates', { rates });
  /** Runs the jobs that wait, as the runner would, and scores. */
  const work = async () => {
    const jobs = await path.rows<{ input: Record<string, unknown>; subject: string }>(`UPDATE job_progress SET status = 'done' WHERE workspace_id = $1 AND kind = 'rebuild' AND status = 'queued' RETURNING input, subject`);
    const rebuilt = [];
    for (const { input, subject } of jobs) {
      const { profiles } = await path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, rebuildScopeOf(input));
      rebuilt.push({ subject, profiles });
    }
    const causes = await path.rows('SELECT DISTINCT cause FROM customer_stale WHERE workspace_id = $1');
    await path.settle();
    return { rebuilt, causes };
  };

  it('is left out until somebody says what it is worth, and the user is told of how many events', async () => {
    await send(
      buy('anna', { revenue: 8_000, currency: 'RUB' }), buy('anna', { revenue: 10, currency: 'eur' }), buy('anna', { revenue: 5 }),
      buy('boris', { revenue: 100, currency: 'RUB' }), buy('boris', { revenue: 3, currency: 'usd' }), buy('vera', { revenue: 7 }),
      buy('vera', { value: 9, currency: 'RUB' }, 'Product Viewed'), buy('vera', { revenue: 0, currency: 'GBP' }), buy('test', { revenue: 1, currency: 'PLN', is_test: true }),
    );
    expect(await values()).toMatchObject({ anna: 15, boris: 0, vera: 7 });
    expect(await path.rows(`SELECT sum(d.n)::int AS n FROM profile_day d JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id AND m.key = 'order' JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id AND p.key = 'boris' WHERE d.workspace_id = $1`)).toEqual([{ n: 2 }]);
    expect(await read()).toMatchObject({ currency: 'EUR', items: expect.arrayContaining([{ currency: 'RUB', rate: null, events: 2 }, { currency: 'USD', rate: null, events: 1 }]) });
    expect((await read()).items.map(({ currency }) => currency)).not.toContain('GBP');
  });

  it('is counted by the rate from then on and for the past, for those who have such events', async () => {
    clock.advanceMs(60_000);
    const answer = await set([{ currency: ' rub', rate: 0.01 }]);
    expect(answer).toMatchObject({ status: 200, body: { items: [{ currency: 'RUB', rate: 0.01, events: 2 }, { currency: 'USD', rate: null, events: 1 }] } });
    await send(buy('vera', { revenue: 200, currency: 'RUB' }));
    expect(await values()).toMatchObject({ anna: 15, vera: 9 });
    expect(await work()).toEqual({ rebuilt: [{ subject: 'RUB', profiles: 3 }], causes: [{ cause: 'definition' }] });
    expect(await values()).toMatchObject({ anna: 95, boris: 1, vera: 9 });
    const { body: { items } } = await path.member.call<{ items: unknown[] }>('GET', '/audit');
    expect(items[0]).toMatchObject({ action: 'workspace.currency_rates_changed', diff: { RUB: [null, 0.01] } });
    // The same once more changes nothing.
    await set([{ currency: 'RUB', rate: 0.01 }]);
    expect((await work()).rebuilt).toEqual([]);
    await set([{ currency: 'RUB', rate: 0.02 }, { currency: 'USD', rate: 0.5 }]);
    expect((await work()).rebuilt).toEqual([{ subject: 'RUB, USD', profiles: 3 }]);
    expect(await values()).toMatchObject({ anna: 175, boris: 3.5, vera: 11 });
    await set([{ currency: 'RUB', rate: 0.02 }]);
    expect((await work()).rebuilt).toEqual([{ subject: 'USD', profiles: 1 }]);
    expect(await values()).toMatchObject({ anna: 175, boris: 2, vera: 11 });
  });

  it.each([
    ['no number', [{ currency: 'USD', rate: '1' }], 'rates.0.rate'], ['nothing', [{ currency: 'USD', rate: 0 }], 'rates.0.rate'], ['less than nothing', [{ currency: 'USD', rate: -1 }], 'rates.0.rate'],
    ['no code', [{ currency: 'dollars', rate: 1 }], 'rates.0.currency'], ['one currency twice', [{ currency: 'USD', rate: 1 }, { currency: 'usd', rate: 2 }], 'rates.1.currency'],
    ['the own currency', [{ currency: 'USD', rate: 1 }, { currency: 'eur', rate: 2 }], 'rates.1.currency'],
  ])('refuses %s', async (_case, rates, field) => {
    const before = await read();
    expect(await set(rates)).toMatchObject({ status: 400, body: { error: { fields: { [field]: expect.any(String) } } } });
    expect(await read()).toEqual(before);
  });

  it('lets only those set rates who may change settings', async () => {
    await path.rows(`UPDATE membership SET role = 'marketer' WHERE workspace_id = $1`);
    clock.advanceMs(60_000);
    expect([(await set([])).status, (await path.member.call('GET', '/currency-rates')).status]).toEqual([403, 200]);
    await path.rows(`UPDATE membership SET role = 'owner' WHERE workspace_id = $1`);
    clock.advanceMs(60_000);
  });

  it('is told of what was flagged as well, once that counts', async () => {
    const [{ id, customer }] = (await path.rows<{ id: string; customer: string }>(`SELECT id, customer_id AS customer FROM profile WHERE workspace_id = $1 AND key = 'test'`)) as [{ id: string; customer: string }];
    const lift = () => path.runtime.db.transaction(path.member, (tx) => liftNoise(tx, customer, { at: clock.now(), by: id }));
    expect([await lift(), await lift()]).toEqual([1, 0]);
    expect((await read()).items).toContainEqual({ currency: 'PLN', rate: null, events: 1 });
  });

  it('forgets rates with another own currency, and counts all money anew', async () => {
    expect((await path.member.call('PATCH', '', { currency: 'RUB' })).status).toBe(200);
    // What waits for a rate is told at once, before the days are made anew.
    const told = { currency: 'RUB', items: ['EUR', 'PLN', 'USD'].map((currency) => ({ currency, rate: null, events: 1 })) };
    expect(await read()).toEqual(told);
    expect((await work()).rebuilt).toEqual([{ subject: '', profiles: 4 }]);
    // What names no currency speaks of the own one.
    expect(await values()).toMatchObject({ anna: 8_005, boris: 100, vera: 207 });
    expect(await read()).toEqual(told);
  });

  const counts = () => path.rows('SELECT event_type_id, currency, events FROM foreign_money WHERE workspace_id = $1 ORDER BY 1, 2');
  const migrate = async (change: (runner: QueryRunner) => Promise<void>) => {
    const owner = new pg.Client({ connectionString: path.database.ownerUrl });
    await owner.connect();
    await change({ query: async (sql: string) => (await owner.query(sql)).rows as unknown } as unknown as QueryRunner);
    await owner.end();
  };

  it('is counted anew where a version before left that to a job which still waits', async () => {
    const [before, worth] = [await counts(), await values()];
    const leave = async (status: string) => {
      await path.rows(`INSERT INTO job_progress (workspace_id, id, kind, status, input, created_at) VALUES ($1, gen_random_uuid(), 'rebuild', '${status}', '{"currencies": "every"}', '2026-11-20')`);
      await path.rows(`UPDATE foreign_money SET events = events + 5 WHERE workspace_id = $1`);
    };
    await leave('done');
    await migrate((runner) => new RecountForeignMoney1795478400057().up(runner));
    expect(await counts()).not.toEqual(before);
    await leave('queued');
    await migrate((runner) => new RecountForeignMoney1795478400057().up(runner));
    expect(await counts()).toEqual(before);
    expect((await work()).rebuilt).toEqual([{ subject: '', profiles: 4 }]);
    expect(await values()).toEqual(worth);
  });

  it('is counted anew in workspaces that added it up before there were rates', async () => {
    const [before, worth] = [await counts(), await values()];
    await path.rows('UPDATE profile_day SET total = total + 1 WHERE workspace_id = $1');
    await migrate(async (runner) => {
      await new ConvertMoney1795478400049().down(runner);
      await new ConvertMoney1795478400049().up(runner);
    });
    expect(before.length).toBeGreaterThan(2);
    expect(await counts()).toEqual(before);
    expect((await work()).rebuilt).toEqual([{ subject: '', profiles: 4 }]);
    expect(await values()).toEqual(worth);
  });
});
