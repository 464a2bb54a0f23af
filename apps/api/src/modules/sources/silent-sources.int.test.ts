import type { Overview, Source } from '@kelvin/contracts';
import { FixedClock, MS_PER_DAY, MS_PER_HOUR } from '@kelvin/kernel';
import { aTrack } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaySweep } from '../../pipeline/60-score/day-sweep.ts';
import { CROWD, openShop, type Shop } from './two-sources.test-helper.ts';

describe('a source that falls silent', () => {
  const clock = new FixedClock(new Date('2026-11-16T04:00:00Z'));
  const outage = new Date('2026-11-16T08:00:00Z');
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop(clock);
    for (let hour = new Date('2026-10-12T00:00:00Z').getTime(); hour < clock.now().getTime(); hour += MS_PER_HOUR) await receive('web', new Date(hour), 50);
    const daily = (userId: string) => Array.from({ length: 30 }, (_, daysAgo) => aTrack(clock, 'Product Viewed', { userId, daysAgo }));
    const weekly = (userId: string) => Array.from({ length: 4 }, (_, week) => aTrack(clock, 'Order Completed', { userId, daysAgo: 1 + 7 * week, properties: { revenue: 20 } }));
    await shop.sendFrom('web', [...daily('anna'), ...weekly('anna')]);
    await shop.sendFrom('mobile', [...daily('boris'), ...weekly('boris'), ...CROWD.flatMap(daily)]);
    await shop.settle();
  });
  afterAll(() => shop.stop());

  const receive = (source: 'web' | 'mobile', hour: Date, items: number) => shop.rows(
    'INSERT INTO intake_outcome (workspace_id, source_id, hour, processed) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id, source_id, hour) DO UPDATE SET processed = excluded.processed',
    [source === 'web' ? shop.web : shop.mobile, new Date(Math.floor(hour.getTime() / MS_PER_HOUR) * MS_PER_HOUR), items]);
  const endDay = async (): Promise<void> => {
    await shop.app.get(DaySweep, { strict: false }).sweepWorkspace(shop.member.workspaceId);
    await shop.settle();
  };
  const source = async (id: string) => (await shop.member.call<Source>('GET', `/sources/${id}`)).body;
  const notifications = () => shop.rows<{ kind: string; user_id: string | null; payload: unknown }>('SELECT kind, user_id, payload FROM notification WHERE workspace_id = $1');

  async function passHours(hours: number, webItems: number): Promise<void> {
    for (let n = 0; n < hours; n += 1) {
      await receive('web', clock.now(), webItems);
      clock.advanceMs(MS_PER_HOUR);
      await shop.watch();
    }
  }
  /** A day on which the crowd comes to the mobile app and nobody else anywhere. */
  async function passDay(webItems: number): Promise<void> {
    await passHours(24, webItems);
    await shop.sendFrom('mobile', CROWD.map((userId) => aTrack(clock, 'Product Viewed', { userId })));
    await endDay();
  }

  it('is told after three hours, once, to the admins and on the screens', async () => {
    expect([await shop.bandOf('anna'), await shop.bandOf('boris')]).toEqual(['warm', 'warm']);
    await passHours(4, 50);
    expect(clock.now()).toEqual(outage);
    await passHours(2, 3);
    expect((await source(shop.web)).silences).toEqual([]);
    await passHours(1, 3);
    expect((await source(shop.web)).silences).toEqual([{ from: outage.toISOString(), to: null, keptUntil: null }]);
    expect((await source(shop.mobile)).silences).toEqual([]);
    await passHours(2, 0);
    expect(await notifications()).toEqual([{ kind: 'source.silent', user_id: null, payload: { sourceId: shop.web, name: 'Website', since: outage.toISOString() } }]);
    const overview = (await shop.member.call<Overview>('GET', '/overview')).body;
    expect(overview.silentSources).toEqual([{ id: shop.web, name: 'Website', since: outage.toISOString() }]);
  });

  it('leaves its customers their temperature while others lose theirs, and gives it free a day after its return', async () => {
    for (let day = 0; day < 3; day += 1) await passDay(0);
    expect([await shop.bandOf('anna'), await shop.bandOf('boris')]).toEqual(['warm', 'at_risk']);

    // Back within the hour that runs: seen at once.
    await receive('web', clock.now(), 60);
    await shop.watch();
    const back = clock.now();
    expect((await source(shop.web)).silences).toEqual([{ from: outage.toISOString(), to: back.toISOString(), keptUntil: new Date(back.getTime() + MS_PER_DAY).toISOString() }]);
    expect((await shop.member.call<Overview>('GET', '/overview')).body.silentSources).toEqual([]);
    await passHours(23, 50);
    await endDay();
    expect(await shop.bandOf('anna')).toBe('warm');
    await passDay(50);
    expect([await shop.bandOf('anna'), await shop.bandOf('boris')]).toEqual(['at_risk', 'at_risk']);
    expect(await notifications()).toHaveLength(1);
  });

  it('is looked after by one of several processes at once, and not at all when it is switched off', async () => {
    await passHours(4, 0);
    clock.advanceMs(MS_PER_HOUR);
    await Promise.all([shop.watch(), shop.watch(), shop.watch()]);
    expect((await source(shop.web)).silences.filter(({ to }) => to === null)).toHaveLength(1);
    await shop.member.call('PATCH', `/sources/${shop.web}`, { isEnabled: false });
    await shop.watch();
    expect((await source(shop.web)).silences[0]).toMatchObject({ to: clock.now().toISOString() });
  });

  it('is not blamed for hours in which nobody looked', async () => {
    await shop.member.call('PATCH', `/sources/${shop.web}`, { isEnabled: true });
    await passHours(2, 50);
    const told = await notifications();
    clock.advanceMs(10 * MS_PER_HOUR);
    await shop.watch();
    expect((await source(shop.web)).silences[0]).toMatchObject({ to: null });
    expect(await notifications()).toEqual(told);
    await passHours(3, 0);
    expect(await notifications()).toHaveLength(told.length + 1);
  });
});
