import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { LiveHub } from './live-hub.ts';

describe('live stream', () => {
  let test: TestApp;
  let member: TestMember;
  let address: string;
  beforeAll(async () => {
    test = await startTestApp();
    member = await test.signUp('Live');
    await test.app.listen(0, '127.0.0.1');
    address = await test.app.getUrl();
  });
  afterAll(() => test.stop());

  /** Opens a stream and gathers its text until `isEnough`, or three seconds. */
  async function listen(options: { since?: string; while?: () => Promise<void>; isEnough: (text: string) => boolean }): Promise<string> {
    const stop = new AbortController();
    const response = await fetch(`${address}/api/w/${member.slug}/live`, {
      headers: { cookie: member.headers['cookie']!, ...(options.since && { 'last-event-id': options.since }) }, signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const deadline = setTimeout(() => stop.abort(), 3_000);
    const acting = options.while?.();
    let text = '';
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (options.isEnough(text)) break;
      }
    } catch {
      // Out of time: the assertion says what is missing.
    }
    clearTimeout(deadline);
    stop.abort();
    await acting;
    return text;
  }
  const append = (received: number) => test.runtime.db.transaction(member, (tx) => appendChange(tx, new Date(), 'events', { received }));

  it('tells an open screen within a second', async () => {
    const startedMs = performance.now();
    const text = await listen({ while: () => append(5), isEnough: (seen) => seen.includes('event: events') });
    expect(text).toContain('event: events\ndata: {"received":5}');
    expect(performance.now() - startedMs).toBeLessThan(1_500);
  });

  it('waits for a slow transaction instead of passing it by', async () => {
    let release = () => {};
    const released = new Promise<void>((done) => { release = done; });
    const slow = test.runtime.db.transaction(member, async (tx) => {
      await appendChange(tx, new Date(), 'events', { received: 100 });
      await released;
    });
    const text = await listen({
      while: async () => {
        await append(20);
        await sleep(700);
        release();
        await slow;
      },
      isEnough: (seen) => seen.includes('120') || (seen.includes('":20') && seen.includes('":100')),
    });
    const received = [...text.matchAll(/"received":(\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
    expect(received).toBe(120);
  });

  it('goes on where the last connection ended', async () => {
    const first = await listen({ while: () => append(1), isEnough: (seen) => /^id: /m.test(seen) });
    const since = /^id: (.+)$/m.exec(first)![1]!;
    await append(2);
    const second = await listen({ since, isEnough: (seen) => seen.includes('received') });
    expect(second).toContain('"received":2');
  });

  it('shows nothing of another workspace', async () => {
    const other = await test.signUp('Other');
    const text = await listen({
      while: async () => {
        await test.runtime.db.transaction(other, (tx) => appendChange(tx, new Date(), 'events', { received: 77 }));
        await append(3);
      },
      isEnough: (seen) => seen.includes('received'),
    });
    expect(text).not.toContain('77');
  });

  it('stops polling when nobody listens', async () => {
    for (let n = 0; n < 20 && test.app.get(LiveHub, { strict: false }).watchedCount > 0; n += 1) await sleep(100);
    expect(test.app.get(LiveHub, { strict: false }).watchedCount).toBe(0);
  });

  it('forgets what is older than ten minutes', async () => {
    await test.runtime.db.transaction(member, (tx) => appendChange(tx, new Date(Date.now() - 11 * 60_000), 'events', { received: 999 }));
    await test.app.get(Housekeeping, { strict: false }).runOnce();
    const rows = await test.runtime.db.read<{ payload: { received: number } }>(member, `SELECT payload FROM change WHERE kind = 'events'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ payload }) => payload.received)).not.toContain(999);
  });
});
