import type { EventTrace, LiveEvents } from '@kelvin/contracts';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the live view', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
    // A load of long ago, then a few a minute.
    await path.send(Array.from({ length: 300 }, (_unused, nth) => aTrack(clock, 'Product Viewed', { userId: `viewer-${nth % 7}`, daysAgo: nth / 300 })));
    clock.set(new Date('2026-11-20T10:40:00Z'));
    for (let nth = 0; nth < 6; nth += 1) {
      await path.send([aTrack(clock, 'Order Completed', { userId: `buyer-${nth}`, properties: { revenue: 10 } }), { type: 'track', messageId: `bad-${nth}` }]);
      clock.set(new Date(clock.now().getTime() + MS_PER_MINUTE));
    }
    await path.settle();
  }, 60_000);
  afterAll(() => path.stop());
  const list = async (query: string) => (await path.member.call<LiveEvents>('GET', `/events?${query}`)).body.items;

  it.each([
    { what: 'the newest first', query: 'limit=4', names: ['Order Completed', '', 'Order Completed', ''] },
    { what: 'only what was accepted', query: 'limit=6&status=accepted', names: Array<string>(6).fill('Order Completed') },
    { what: 'only what was refused', query: 'limit=10&status=rejected', names: Array<string>(6).fill('') },
    { what: 'what came long ago where little came since', query: 'limit=9&status=accepted', names: [...Array<string>(6).fill('Order Completed'), ...Array<string>(3).fill('Product Viewed')] },
    { what: 'those of somebody, however long ago', query: 'limit=200&q=viewer-3', names: Array<string>(43).fill('Product Viewed') },
  ])('shows $what', async ({ query, names }) => {
    expect((await list(query)).map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  it('shows as many as are asked for of a large load, the newest of them, in the same order each time', async () => {
    const all = await list('limit=200&status=accepted');
    expect(all).toHaveLength(200);
    expect(all.map(({ receivedAt }) => receivedAt)).toEqual(all.map(({ receivedAt }) => receivedAt).toSorted().toReversed());
    expect((await list('limit=100&status=accepted')).map(({ id }) => id)).toEqual(all.slice(0, 100).map(({ id }) => id));
  });

  it('opens each, and knows nothing of others', async () => {
    const [order] = await list('limit=1&status=accepted');
    expect((await path.member.call<EventTrace>('GET', `/events/${order!.id}`)).body).toMatchObject({ name: 'Order Completed', trace: { customer: { name: 'buyer-5' } } });
    const [refused] = await list('limit=1&status=rejected');
    expect((await path.member.call<EventTrace>('GET', `/events/${refused!.id}`)).body.problems).toHaveLength(1);
    for (const deliveryId of ['00000000-0000-7000-8000-000000000000', 'ffffffff-ffff-7fff-bfff-ffffffffffff']) {
      expect((await path.member.call('GET', `/events/${deliveryId}.${order!.id.split('.')[1]!}`)).status).toBe(404);
    }
  });

  it('shows what waits for repair as it was sent, in any letters', async () => {
    await path.send([{ type: 'track', event: 'Заказ оформлен', messageId: 'old', userId: 'покупатель', timestamp: '1970-01-01T00:00:00Z' }]);
    await path.settle();
    const [parked] = await list('limit=1&status=parked');
    expect((await path.member.call<EventTrace>('GET', `/events/${parked!.id}`)).body.payload).toMatchObject({ event: 'Заказ оформлен', userId: 'покупатель' });
  });

  it.each([
    { what: 'a page by its title', item: { type: 'page', name: 'Shop', properties: { title: 'Prices of courses', path: '/pricing' } }, title: 'Prices of courses' },
    { what: 'a page without one by its path', item: { type: 'page', name: 'Shop', context: { page: { path: '/lessons/tea' } } }, title: '/lessons/tea' },
    { what: 'a screen by its name', item: { type: 'screen', name: 'Basket' }, title: 'Basket' },
    { what: 'a page of nothing by nothing', item: { type: 'page' }, title: null },
    { what: 'nothing that was done by what it was done with', item: { type: 'track', event: 'Lesson Viewed', properties: { title: 'Tea' } }, title: null },
  ])('names $what', async ({ item, title }) => {
    clock.set(new Date(clock.now().getTime() + MS_PER_MINUTE));
    await path.send([{ ...item, messageId: `named-${title ?? item.type}`, userId: 'reader' }]);
    await path.settle();
    const [event] = await list('limit=1&status=accepted');
    expect(event!.title).toBe(title);
    expect((await path.member.call<EventTrace>('GET', `/events/${event!.id}`)).body.title).toBe(title);
  });
});
