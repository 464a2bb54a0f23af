import type { ErrorResponse, EventType, Job } from '@kelvin/contracts';
import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('event types', () => {
  let test: TestApp;
  let member: TestMember;
  beforeAll(async () => {
    test = await startTestApp();
    member = await test.signUp('Meanings');
    await test.runtime.db.read(member, `
      INSERT INTO event_type (workspace_id, id, kind, name, meaning, guessed_meaning, guess_confidence, event_count, first_seen_at, last_seen_at)
      VALUES ($1, 1, 'track', 'Order Completed', 'order', 'order', 0.95, 40, $2, $2), ($1, 2, 'track', 'Оплата', NULL, NULL, 0, 90, $2, $2), ($1, 3, 'page', 'Home', 'visit', 'visit', 0.9, 7, $2, $2)`,
    [member.workspaceId, new Date()]);
  });
  afterAll(() => test.stop());

  const list = async () => (await member.call<{ items: EventType[] }>('GET', '/event-types')).body.items;
  const jobs = async () => (await member.call<{ items: Job[] }>('GET', '/jobs')).body.items;

  it('lists them with their counts, the most frequent first', async () => {
    expect((await list()).map(({ name, eventCount, isConfirmed }) => [name, eventCount, isConfirmed])).toEqual([['Оплата', 90, false], ['Order Completed', 40, false], ['Home', 7, false]]);
  });

  it('changing a meaning queues a rebuild of what was computed with the old one', async () => {
    const changed = await member.call<EventType>('PATCH', '/event-types/2', { meaning: 'order' });
    expect(changed.body).toMatchObject({ id: 2, meaning: 'order', guessedMeaning: null, isConfirmed: true });
    expect(await jobs()).toMatchObject([{ kind: 'rebuild', subject: 'Оплата', status: 'queued' }]);
    const [row] = await test.runtime.db.read(member, 'SELECT input FROM job_progress');
    expect(row).toEqual({ input: { eventTypeId: 2 } });
  });

  it('confirming a guess computes nothing anew', async () => {
    await member.call('PATCH', '/event-types/1', { meaning: 'order' });
    expect(await jobs()).toHaveLength(1);
  });

  it('confirms all that nobody has looked at', async () => {
    expect((await member.call('POST', '/event-types/confirm')).body).toEqual({ confirmed: 1 });
    expect((await list()).every(({ isConfirmed }) => isConfirmed)).toBe(true);
    expect((await member.call('POST', '/event-types/confirm')).body).toEqual({ confirmed: 0 });
  });

  it('can say that a type means nothing', async () => {
    expect((await member.call<EventType>('PATCH', '/event-types/3', { meaning: null, isConfirmed: true })).body.meaning).toBeNull();
    expect(await jobs()).toHaveLength(2);
  });

  it('knows the meanings there are and the types there are', async () => {
    const wrong = await member.call<ErrorResponse>('PATCH', '/event-types/1', { meaning: 'bribe' });
    expect(wrong).toMatchObject({ status: 400, body: { error: { fields: { meaning: expect.any(String) } } } });
    expect((await member.call('PATCH', '/event-types/99', { meaning: 'order' })).status).toBe(404);
  });
});
