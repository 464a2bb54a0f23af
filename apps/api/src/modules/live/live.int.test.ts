import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Housekeeping } from '../../platform/jobs/housekeeping.ts';
import { appendChange } from '../../platform/live/change-feed.ts';
import { LiveHub } from './live-hub.ts';

/** What a stream told of received items, and where it is now. */
interface Heard {
  readonly received: number;
  readonly lastId: string | null;
}

describe('live stream', () => {
  let test: TestApp;
  let member: TestMember;
  let address: string;
  beforeAll(async () => {
    test = await startTestApp();
    await test.app.listen(0, '127.0.0.1');
    address = await test.app.getUrl();
  });
  // The feed waits for every open transaction of the server, and tells a new listener all that none of them is older than: of its workspace alone.
  beforeEach(async () => { member = await test.signUp('Live'); });
  afterAll(() => test.stop());

  /** Listens until so many items were told of, or half a minute. */
  async function listen(atLeast: number, options: { since?: string; meanwhile?: () => Promise<void> } = {}): Promise<Heard> {
    const stop = new AbortController();
    const response = await fetch(`${address}/api/w/${member.slug}/live`, {
      headers: { cookie: member.headers['cookie']!, ...(options.since && { 'last-event-id': options.since }) }, signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const deadline = setTimeout(() => stop.abort(), 30_000);
    const acting = options.meanwhile?.();
    let text = '';
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (heardIn(text).received >= atLeast) break;
      }
    } catch {
      // Out of time: the assertion says what is missing.
    }
    clearTimeout(deadline);
    stop.abort();
    await acting;
    return heardIn(text);
  }
  const append = (received: number, to = member) => test.runtime.db.transaction(to, (tx) => appendChange(tx, new Date(), 'events', { received }));

  it('tells an open screen', async () => {
    expect((await listen(5, { meanwhile: () => append(5) })).received).toBe(5);
  });

  it('waits for a slow transaction instead of passing it by', async () => {
    let release = () => {};
    const released = new Promise<void>((done) => { release = done; });
    let slow = Promise.resolve();
    await new Promise<void>((begun) => {
      slow = test.runtime.db.transaction(member, async (tx) => {
        await appendChange(tx, new Date(), 'events', { received: 100 });
        begun();
        await released;
      });
    });
    const meanwhile = async () => {
      await append(20);
      const reads = vi.spyOn(test.runtime.db, 'transaction');
      // The second of them begins after what was appended is there.
      await expect.poll(() => reads.mock.calls.filter(([{ workspaceId }]) => workspaceId === member.workspaceId).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
      reads.mockRestore();
      release();
      await slow;
    };
    expect((await listen(120, { meanwhile })).received).toBe(120);
  });

  it('goes on where the last connection ended', async () => {
    const { received, lastId } = await listen(1, { meanwhile: () => append(1) });
    expect(received).toBe(1);
    await append(2);
    expect((await listen(2, { since: lastId! })).received).toBe(2);
  });

  it('begins now where a screen says a place that is still to come, because it was another database\'s', async () => {
    expect((await listen(3, { since: '18446744073709551615.1', meanwhile: () => append(3) })).received).toBe(3);
  });

  it('shows nothing of another workspace', async () => {
    const other = await test.signUp('Other');
    const meanwhile = async () => {
      await append(77, other);
      await append(3);
    };
    expect((await listen(1, { meanwhile })).received).toBe(3);
  });

  it('stops polling when nobody listens', async () => {
    const hub = test.app.get(LiveHub, { strict: false });
    let watched = 0;
    await listen(1, { meanwhile: () => { watched = hub.watchedCount; return append(1); } });
    expect(watched).toBeGreaterThan(0);
    await expect.poll(() => hub.watchedCount, { timeout: 20_000 }).toBe(0);
  });

  it('forgets what is older than ten minutes', async () => {
    await append(1);
    await test.runtime.db.transaction(member, (tx) => appendChange(tx, new Date(Date.now() - 11 * 60_000), 'events', { received: 999 }));
    await test.app.get(Housekeeping, { strict: false }).runOnce();
    const rows = await test.runtime.db.read<{ payload: { received: number } }>(member, `SELECT payload FROM change WHERE kind = 'events'`);
    expect(rows.map(({ payload }) => payload.received)).toEqual([1]);
  });
});

/** Reads messages that came whole: ids and figures may hold any digits. */
function heardIn(text: string): Heard {
  const messages = text.split('\n\n').slice(0, -1).map((message) => new Map(message.split('\n').map((line) => line.split(/: (.*)/s) as [string, string])));
  const received = messages.filter((message) => message.get('event') === 'events').map((message) => (JSON.parse(message.get('data')!) as { received: number }).received);
  return { received: received.reduce((sum, each) => sum + each, 0), lastId: messages.map((message) => message.get('id')).findLast((id) => id !== undefined) ?? null };
}
