import type { LiveEvent } from '@kelvin/contracts';
import { describe, expect, it } from 'vitest';
import { cursorOf, EMPTY_FEED, joinRows, MAX_ROWS, release, takeIn } from './event-feed.ts';

function row(second: number, own: Partial<LiveEvent> = {}): LiveEvent {
  return { id: `e${second}`, status: 'accepted', receivedAt: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(), occurredAt: null, name: 'View', title: null, meaning: null, source: 'Site', customerId: null, customerName: null, reason: null, ...own };
}
const ids = (rows: readonly LiveEvent[]) => rows.map(({ id }) => id);

describe('event feed', () => {
  it('puts new events on top while nobody reads a row', () => expect(ids(takeIn(EMPTY_FEED, [row(3), row(2)], [row(1)], false).rows)).toEqual(['e3', 'e2']));

  it('keeps them waiting while the list is held, and lets them in on request', () => {
    const held = takeIn(takeIn(EMPTY_FEED, [row(2)], [row(1)], true), [row(3), row(2)], [row(1)], true);
    expect([ids(held.rows), ids(held.waiting)]).toEqual([[], ['e3', 'e2']]);
    expect(release(held)).toEqual({ rows: [row(3), row(2)], waiting: [] });
  });

  it('brings a shown row up to date without counting it as new', () => {
    const feed = takeIn(EMPTY_FEED, [row(1, { customerName: 'Anna' })], [row(1)], true);
    expect([feed.waiting.length, joinRows(feed.rows, [row(1)])[0]?.customerName]).toEqual([0, 'Anna']);
  });

  it('puts an event that shows up late at its own place', () => expect(ids(takeIn({ rows: [row(5), row(3)], waiting: [] }, [row(4)], [], false).rows)).toEqual(['e5', 'e4', 'e3']));

  it('keeps the newest five hundred', () => {
    const many = Array.from({ length: 700 }, (_, n) => row(n));
    expect([joinRows(many, []).length, joinRows(many, [])[0]?.id]).toEqual([MAX_ROWS, 'e699']);
  });

  it('asks from a little before the newest row', () => {
    expect([cursorOf(EMPTY_FEED, []), cursorOf({ rows: [row(8)], waiting: [row(10)] }, [row(1)])]).toEqual([undefined, '2026-11-20T12:00:07.000Z']);
  });
});
