import type { AmountWord, Customer, ParkedGroup, ParkedReport, Source } from '@kelvin/contracts';
import { FixedClock, MS_PER_MINUTE } from '@kelvin/kernel';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeReadModel } from '../../modules/sources/intake.read-model.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';

describe('an amount that is no longer sent', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  let website: { id: string; writeKey: string };
  let other: { id: string; writeKey: string };
  beforeAll(async () => {
    path = await startTestPath(clock);
    [website] = (await path.member.call<{ items: Source[] }>('GET', '/sources')).body.items as never as [typeof website];
    other = (await path.member.call<Source>('POST', '/sources', { kind: 'tracking', name: 'Till' })).body as never as typeof other;
  });
  afterAll(() => path.stop());

  const orders = (count: number, properties: Record<string, unknown>, event = 'Order Completed') => Array.from({ length: count }, (_unused, n) => aTrack(clock, event, { userId: 'anna', properties: { ...properties, orderId: `${event}-${n}-${JSON.stringify(properties)}` } }));
  const sendTo = async ({ writeKey }: { writeKey: string }, messages: readonly Record<string, unknown>[]) => {
    clock.advanceMs(MS_PER_MINUTE);
    expect((await path.call('POST', '/v1/batch', { headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }, body: { batch: messages } })).status).toBe(200);
    await path.settle();
  };
  const groups = async (source = website) => (await path.member.call<{ items: ParkedGroup[] }>('GET', `/sources/${source.id}/parked`)).body.items;
  const mend = async (field: string | null, source = website) => {
    clock.advanceMs(MS_PER_MINUTE);
    expect((await path.member.call('POST', `/sources/${source.id}/parked/amount`, { field })).status).toBe(202);
    const jobs = path.app.get(JobRunner, { strict: false });
    await jobs.answer(path.member.workspaceId);
    await jobs.settled(path.member.workspaceId);
    await path.settle();
  };
  const holds = async () => {
    expect(await path.app.get(IntakeReadModel, { strict: false }).verifyIntake(path.member)).toEqual([]);
    return (await path.member.call<Source>('GET', `/sources/${website.id}`)).body.intakeTotal;
  };
  const revenue = async () => {
    const [row] = await path.rows<{ customer_id: string }>(`SELECT customer_id FROM profile WHERE workspace_id = $1 AND key = 'anna'`);
    return (await path.member.call<Customer>('GET', `/customers/${row!.customer_id}`)).body.value12m;
  };

  it('is nothing strange of a type that is new, or of a sender that has sent little', async () => {
    await sendTo(website, orders(49, { revenue: 10 }));
    await sendTo(website, [...orders(1, { note: 'free' }), ...orders(3, { page: 1 }, 'Product Viewed')]);
    expect(await groups()).toEqual([]);
    expect(await revenue()).toBe(490);
  });

  it('makes the event wait once its sender has always said how much, and says what it may be called now', async () => {
    await sendTo(website, orders(20, { revenue: 10 }));
    await sendTo(website, [...orders(3, { sum: 25, lines: 2 }), ...orders(1, { revenue: 0 })]);
    const [group] = await groups();
    expect(group).toMatchObject({ code: 'missing_amount', items: 3, missing: { eventTypes: ['Order Completed'], was: 'revenue', maybe: ['sum'] } });
    expect(group!.missing!.share).toBeCloseTo(69 / 70, 5);
    expect(group!.message).toBe('The amount (field "revenue") is missing; it was in 98 % of earlier events of "Order Completed"; it looks as if it is now called "sum".');
    expect(await holds()).toMatchObject({ parked: 3, isBalanced: true });
  });

  it('is none of a sender that never said so, nor of one without a habit', async () => {
    await sendTo(other, orders(60, { till: 4 }));
    expect(await groups(other)).toEqual([]);
  });

  it('is found again under its new name, for what waits and for what comes', async () => {
    const before = await revenue();
    await mend('sum');
    expect(await groups()).toEqual([]);
    expect(await revenue()).toBe(before + 3 * 25);
    await sendTo(website, orders(2, { sum: '30,50' }));
    expect(await revenue()).toBe(before + 3 * 25 + 61);
    expect(await holds()).toMatchObject({ parked: 0, isBalanced: true });
    expect(await path.rows(`SELECT action, diff FROM audit_log WHERE workspace_id = $1 AND action = 'event_type.amount_changed'`)).toEqual([{ action: 'event_type.amount_changed', diff: { eventTypes: ['Order Completed'], field: 'sum' } }]);
  });

  it('waits still where the new name is not there either, until somebody says that it may be missing', async () => {
    await sendTo(website, orders(2, { note: 'gift' }));
    expect(await groups()).toMatchObject([{ code: 'missing_amount', items: 2, missing: { maybe: [] } }]);
    await mend('total_sum');
    expect(await groups()).toMatchObject([{ items: 2 }]);
    const before = await revenue();
    await mend(null);
    expect(await groups()).toEqual([]);
    expect(await revenue()).toBe(before);
    await sendTo(website, orders(2, { note: 'another gift' }));
    expect(await groups()).toEqual([]);
    expect(await holds()).toMatchObject({ parked: 0, isBalanced: true });
  });

  it('is found under the name that each sender has for it, where two renamed one field in two ways', async () => {
    const make = async (name: string) => (await path.member.call<Source>('POST', '/sources', { kind: 'tracking', name })).body as never as typeof website;
    const [one, two] = [await make('Shop one'), await make('Shop two')];
    await sendTo(one, orders(60, { revenue: 1, of: 'one' }));
    await sendTo(two, orders(60, { total: 2, of: 'two' }));
    await sendTo(one, orders(1, { sum: 3 }));
    await mend('sum', one);
    await sendTo(two, orders(1, { cost: 4 }));
    await mend('cost', two);
    await sendTo(one, orders(1, { sum: 5 }));
    await sendTo(two, orders(1, { cost: 6 }));
    expect([await groups(one), await groups(two)]).toEqual([[], []]);
    await sendTo(one, orders(1, { note: 'free' }));
    await mend(null, one);
    await sendTo(two, orders(1, { note: 'free too' }));
    expect([await groups(one), await groups(two)]).toMatchObject([[], [{ code: 'missing_amount', items: 1 }]]);
  });

  it('waits again once what was said of it is taken back', async () => {
    const forget = (eventType: string) => path.member.call<{ amounts: AmountWord[]; error: { code: string } }>('POST', `/sources/${website.id}/parked/amount/forget`, { eventType });
    const words = async () => (await path.member.call<ParkedReport>('GET', `/sources/${website.id}/parked`)).body.amounts;
    expect(await words()).toEqual([{ eventType: 'Order Completed', field: 'total_sum', isOptional: true }]);
    const before = await revenue();
    expect((await forget('Order Completed')).body).toEqual({ amounts: [] });
    expect((await forget('Order Completed')).body.error.code).toBe('parked.no_word');
    await sendTo(website, [...orders(1, { note: 'a third gift' }), ...orders(1, { total_sum: 9 })]);
    expect(await groups()).toMatchObject([{ code: 'missing_amount', items: 2 }]);
    expect(await revenue()).toBe(before);
    expect(await holds()).toMatchObject({ parked: 2, isBalanced: true });
    clock.advanceMs(MS_PER_MINUTE);
    await path.member.call('POST', `/sources/${website.id}/parked/discard`, { code: 'missing_amount' });
    const jobs = path.app.get(JobRunner, { strict: false });
    await jobs.answer(path.member.workspaceId);
    await jobs.settled(path.member.workspaceId);
    expect(await holds()).toMatchObject({ parked: 0, isBalanced: true });
  });

  it('cannot be mended where nothing waits, nor by those who may not', async () => {
    expect((await path.member.call<{ error: { code: string } }>('POST', `/sources/${website.id}/parked/amount`, { field: 'sum' })).body.error.code).toBe('parked.none');
    expect((await path.member.call('POST', `/sources/${website.id}/parked/amount`, { field: '' })).status).toBe(400);
  });
});
