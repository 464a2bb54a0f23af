import { dayOfZone, FixedClock } from '@kelvin/kernel';
import { movesOf, sectionOf, visitsOf } from '@kelvin/profile';
import { aTrack, startTestPath, type TestPath } from '@kelvin/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RebuildDays } from './rebuild-days.ts';
import { SECTION_SQL } from './section.sql.ts';

const MINUTE_MS = 60_000;
/** A quarter to midnight in Berlin, so that half an hour later it is another day. */
const EVENING_MS = Date.parse('2026-11-10T22:45:00Z');

interface Page {
  readonly who: string;
  readonly minute: number;
  readonly section: string;
  readonly isBot: boolean;
}

describe('daily counts of sections, moves and visits', () => {
  const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));
  let path: TestPath;
  beforeAll(async () => {
    path = await startTestPath(clock);
  });
  afterAll(() => path.stop());

  let made = 0;
  const aPage = (parts: Record<string, unknown>, atMs = EVENING_MS) => ({ type: 'page', messageId: `page-${made += 1}`, timestamp: new Date(atMs).toISOString(), ...parts });
  const toMessage = ({ who, minute, section, isBot }: Page) =>
    aPage({ userId: who, properties: { section }, context: { userAgent: isBot ? 'Googlebot/2.1' : 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' } }, EVENING_MS + minute * MINUTE_MS);
  const counted = async (family = '%') => (await path.rows<{ key: string; day: number; metric: string; n: number }>(`
    SELECT p.key, d.day, m.key AS metric, d.n, d.total FROM profile_day d JOIN profile p ON p.workspace_id = $1 AND p.id = d.profile_id
      JOIN metric m ON m.workspace_id = $1 AND m.id = d.metric_id WHERE d.workspace_id = $1 AND m.key LIKE $2 ORDER BY 1, 2, 3`, [family]));
  const of = async (who: string, family = /^(section|move):/) => (await counted()).filter((row) => row.key === who && family.test(row.metric)).map((row) => `${row.day} ${row.metric} × ${row.n}`);
  const rebuild = () => path.app.get(RebuildDays, { strict: false }).run({ workspaceId: path.member.workspaceId, progress: () => undefined, throwIfStopped: () => undefined }, null);
  const send = async (...pages: Page[]) => {
    expect(await path.send(pages.map(toMessage))).toBe(200);
    await path.settle();
  };
  const seen = (who: string, minute: number, section: string, isBot = false): Page => ({ who, minute, section, isBot });
  /** 2026-11-10 */
  const DAY = 20_767;

  it('know a move by the page before, across drains and midnight, within half an hour', async () => {
    await send(seen('ann', 0, '/help'), seen('ann', 1, '/help'));
    await send(seen('ann', 20, '/cancel'), seen('ann', 50, '/'), seen('ann', 81, '/help'));
    expect(await of('ann')).toEqual([`${DAY} section:/help × 2`, `${DAY + 1} move:/cancel > / × 1`, `${DAY + 1} move:/help > /cancel × 1`, `${DAY + 1} section:/ × 1`, `${DAY + 1} section:/cancel × 1`, `${DAY + 1} section:/help × 1`]);
  });

  it('know visits by half an hour without a page, and how long they were', async () => {
    await send(seen('may', 0, '/help'), seen('may', 10, '/help'));
    await send(seen('may', 20, '/cancel'), seen('may', 51, '/'));
    expect(await of('may', /^session/)).toEqual([`${DAY} session × 1`, `${DAY} session_minutes × 10`, `${DAY + 1} session × 1`, `${DAY + 1} session_minutes × 10`]);
    // A late page makes one visit of two.
    await send(seen('may', 35, '/cancel'));
    expect(await of('may', /^session/)).toEqual([`${DAY} session × 1`, `${DAY} session_minutes × 10`, `${DAY + 1} session_minutes × 41`]);
  });

  it('put a late page between its neighbours, whose own move was none', async () => {
    await send(seen('bob', 0, '/help'), seen('bob', 10, '/cancel'));
    await send(seen('bob', 5, '/pricing'));
    expect(await of('bob')).toEqual([`${DAY} move:/help > /pricing × 1`, `${DAY} move:/pricing > /cancel × 1`, `${DAY} section:/cancel × 1`, `${DAY} section:/help × 1`, `${DAY} section:/pricing × 1`]);
    expect(await path.rows(`SELECT last_section FROM profile WHERE workspace_id = $1 AND key = 'bob'`)).toEqual([{ last_section: '/cancel' }]);
  });

  it('leave out what programs saw', async () => {
    await send(seen('eve', 0, '/help'), seen('eve', 1, '/cancel', true), seen('eve', 2, '/'));
    expect(await of('eve')).toEqual([`${DAY} move:/help > / × 1`, `${DAY} section:/ × 1`, `${DAY} section:/help × 1`]);
  });

  it('are those of all pages in order and those of a rebuild, in whatever order and portions pages come', async () => {
    const dayOf = dayOfZone('Europe/Berlin');
    let run = 0;
    const page = fc.record({ who: fc.constantFrom('x', 'y'), minute: fc.integer({ min: 0, max: 4 }), section: fc.constantFrom('/a', '/b', '/c', '/\u{1F375}', '/\uFF21'), isBot: fc.constantFrom(false, false, false, true) });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(page, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }), async (portions) => {
      run += 1;
      // Each portion begins a little before the last one ended, as clients send, so pages are in time, late, or of the same moment.
      const named = portions.map((portion, at) => portion.map((one) => ({ ...one, who: `${one.who}-${run}`, minute: 10 * (one.minute + 3 * at) })));
      for (const portion of named) await send(...portion);
      for (const who of [`x-${run}`, `y-${run}`]) {
        const pages = named.flat().filter((one) => one.who === who && !one.isBot).map(({ minute, section }) => ({ atMs: EVENING_MS + minute * MINUTE_MS, section }));
        const sums = new Map<string, number>();
        const visits = visitsOf(pages).flatMap(({ atMs, isBeginning, minutes }) => (isBeginning ? [`${dayOf(atMs)} session`] : Array.from({ length: minutes }, () => `${dayOf(atMs)} session_minutes`)));
        for (const key of [...visits, ...pages.map(({ atMs, section }) => `${dayOf(atMs)} section:${section}`), ...movesOf(pages).map(({ atMs, move }) => `${dayOf(atMs)} move:${move}`)]) sums.set(key, (sums.get(key) ?? 0) + 1);
        expect((await of(who, /^(section:|move:|session)/)).sort()).toEqual([...sums].map(([key, n]) => `${key} × ${n}`).sort());
      }
    }), { numRuns: 40, seed: 3, endOnFailure: true });
    const before = await counted();
    await rebuild();
    expect(await counted()).toEqual(before);
    expect(before.filter((row) => row.metric.startsWith('move:') && row.n > 1).length).toBeGreaterThan(5);
  });

  it('find the same sections in the database as in memory, however odd a page is', async () => {
    const texts = ['/courses/sql?x=1', 'courses', '//a//b', '/', '', '?q', '/?q', '#top', '/a#b/c', '/\nnew', ' ', `/'"\\%_`, `/${'🍵'.repeat(70)}`, `/${'я'.repeat(58)}🍵x`, 'null', 5, true, null, {}, ['/a']];
    const pages = texts.flatMap((text) => [
      { properties: { section: text, path: '/under' }, context: {} }, { properties: { path: text, name: 'Named' }, context: { page: { path: '/c' } } }, { properties: { name: 'Named' }, context: { page: { path: text } } },
      { properties: { name: text }, context: {} }, { properties: { path: null, name: text }, context: { page: text } }, { properties: { section: text }, context: { page: [text] } },
    ]);
    const rows = await path.rows<{ section: string | null }>(`SELECT ${SECTION_SQL} AS section FROM json_to_recordset($2) AS e(n int, properties jsonb, context jsonb) WHERE $1::uuid IS NOT NULL ORDER BY n`, [JSON.stringify(pages.map((page, n) => ({ n, ...page })))]);
    expect(rows.map((row) => row.section)).toEqual(pages.map((page) => sectionOf({ kind: 'page', ...page })));
    expect(new Set(rows.map((row) => row.section)).size).toBeGreaterThan(15);
  });

  it('never take the room of meanings and features, and have a limit of their own', async () => {
    const walk = Array.from({ length: 200 }, (_unused, at) => seen('crowd', at, `/s${at}`));
    await send(...walk);
    await path.send([aTrack(clock, 'Subscription Charged', { userId: 'crowd', properties: { revenue: 5 } }), aTrack(clock, 'Lesson Completed', { userId: 'crowd', properties: { feature: 'quite new' } })]);
    await path.settle();
    const families = await path.rows<{ family: string; n: number }>(`SELECT split_part(key, ':', 1) AS family, count(*)::int AS n FROM metric WHERE workspace_id = $1 AND key LIKE '%:%' GROUP BY 1 ORDER BY 1`);
    expect(families).toEqual([{ family: 'feature', n: 1 }, { family: 'move', n: 150 }, { family: 'section', n: 60 }]);
    expect(await path.rows(`SELECT count(*)::int AS n FROM profile_facet f JOIN profile p ON p.workspace_id = $1 AND p.id = f.profile_id AND p.key = 'crowd' WHERE f.workspace_id = $1 AND f.kind = 'section'`)).toEqual([{ n: 200 }]);
    const before = await counted();
    await rebuild();
    expect(await counted()).toEqual(before);
  });
});
