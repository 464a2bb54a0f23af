import { comparePages, MOVE_WITHIN_MS, neighbourCountsOf, sectionMetric, sectionOf, type PageView } from '@kelvin/profile';
import { dayOfZone, type DayNumber } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';
import { PAGE_KINDS_SQL, SECTION_SQL } from './section.sql.ts';
import type { DayCount } from './write-day-counts.ts';

/** The last page of each profile before these events, by the order of `comparePages`; profiles without pages now or before are missing. */
export type LastPages = ReadonlyMap<string, PageView>;

/** A page of this drain. */
interface NewPage extends PageView {
  readonly key: string;
}

/** A stretch of time around new pages of a profile, wide enough that nothing outside of it makes a move or a visit with them. */
interface Stretch {
  readonly profileId: string;
  readonly pages: NewPage[];
  untilMs: number;
}

export async function loadLastPages(tx: Tx, events: readonly FlaggedEvent[]): Promise<LastPages> {
  const ids = [...new Set(events.filter((item) => item.event.kind === 'page' || item.event.kind === 'screen').map((item) => item.profileId))];
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; last_section: string; last_section_at: Date }>(
    'SELECT id, last_section, last_section_at FROM profile WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND last_section IS NOT NULL', [tx.workspaceId, ids]);
  return new Map(rows.map((row) => [row.id, { section: row.last_section, atMs: row.last_section_at.getTime() }]));
}

/**
 * Daily counts of sections, of moves between them (`section:/help`, `move:/help > /cancel`), and of visits with their minutes
 * (`session`, `session_minutes`), as they would be had all pages come in the order of their moments. Pages mostly do come so, and then the last page before them is enough; a late
 * one falls between two others, whose move it takes away or whose visits it joins, so the pages around it are read. To be called after the events
 * are written and before the last pages are brought up to date.
 */
export async function countPages(tx: Tx, events: readonly FlaggedEvent[], lastPages: LastPages, timeZone: string): Promise<DayCount[]> {
  const byProfile = new Map<string, NewPage[]>();
  for (const item of events) {
    const section = item.noise === null ? sectionOf(item.event) : null;
    if (section === null) continue;
    const page = { atMs: item.event.occurredAt.getTime(), section, key: keyOf(item.delivery.sourceId, item.messageKey) };
    const pages = byProfile.get(item.profileId);
    if (pages) pages.push(page);
    else byProfile.set(item.profileId, [page]);
  }
  if (byProfile.size === 0) return [];
  const counts = new PageCounts(dayOfZone(timeZone));
  const late: Stretch[] = [];
  for (const [profileId, pages] of byProfile) {
    pages.sort(comparePages);
    for (const page of pages) counts.add(profileId, sectionMetric(page.section), page.atMs, 1);
    const last = lastPages.get(profileId);
    // At the very moment of the last page there may be others, which the profile does not remember.
    if (last && pages[0]!.atMs <= last.atMs) late.push(...stretchesOf(profileId, pages));
    else counts.addNeighbours(profileId, last ? [last] : [], pages);
  }
  if (late.length > 0) {
    const stored = await loadPagesAround(tx, late);
    late.forEach((stretch, at) => counts.addNeighbours(stretch.profileId, stored[at]!, stretch.pages));
  }
  return counts.list();
}

class PageCounts {
  private readonly counts = new Map<string, DayCount>();

  constructor(private readonly dayOf: (instantMs: number) => DayNumber) {}

  add(profileId: string, metric: string, atMs: number, n: number): void {
    const day = this.dayOf(atMs);
    const key = `${profileId}${day}/${metric}`;
    const count = this.counts.get(key);
    if (count) count.n += n;
    else this.counts.set(key, { profileId, day, metric, n, total: 0, parts: 0 });
  }

  /** Moves and visits that there are with the new pages, less those that there were without them. */
  addNeighbours(profileId: string, before: readonly PageView[], pages: readonly PageView[]): void {
    this.addAll(profileId, [...before, ...pages], 1);
    this.addAll(profileId, before, -1);
  }

  private addAll(profileId: string, pages: readonly PageView[], times: 1 | -1): void {
    for (const { metric, n, atMs } of neighbourCountsOf(pages)) this.add(profileId, metric, atMs, times * n);
  }

  list(): DayCount[] {
    return [...this.counts.values()].filter((count) => count.n !== 0);
  }
}

function stretchesOf(profileId: string, sorted: readonly NewPage[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const page of sorted) {
    const current = stretches.at(-1);
    if (current && page.atMs - MOVE_WITHIN_MS <= current.untilMs) {
      current.pages.push(page);
      current.untilMs = page.atMs + MOVE_WITHIN_MS;
    } else {
      stretches.push({ profileId, pages: [page], untilMs: page.atMs + MOVE_WITHIN_MS });
    }
  }
  return stretches;
}

/** For each stretch the pages that were there before this drain. */
async function loadPagesAround(tx: Tx, stretches: readonly Stretch[]): Promise<PageView[][]> {
  const from = stretches.map((stretch) => new Date(stretch.pages[0]!.atMs - MOVE_WITHIN_MS));
  const until = stretches.map((stretch) => new Date(stretch.untilMs));
  const rows = await tx.query<{ stretch: number; source_id: string; message_key: string; at: Date; section: string | null }>(`
    SELECT s.n::int - 1 AS stretch, e.source_id, e.message_key, e.occurred_at AS at, ${SECTION_SQL} AS section
      FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS s(profile_id, from_at, until_at, n)
      JOIN event e ON e.workspace_id = $1 AND e.profile_id = s.profile_id AND e.occurred_at BETWEEN s.from_at AND s.until_at AND e.occurred_at BETWEEN $5 AND $6 AND e.noise IS NULL
      JOIN event_type t ON t.workspace_id = $1 AND t.id = e.event_type_id AND t.kind IN ${PAGE_KINDS_SQL}`,
  [tx.workspaceId, stretches.map((stretch) => stretch.profileId), from, until, earliest(from), latest(until)]);
  const isNew = new Set(stretches.flatMap((stretch) => stretch.pages.map((page) => page.key)));
  const stored: PageView[][] = stretches.map(() => []);
  for (const row of rows) {
    if (row.section !== null && !isNew.has(keyOf(row.source_id, row.message_key))) stored[row.stretch]!.push({ atMs: row.at.getTime(), section: row.section });
  }
  return stored;
}

function earliest(times: readonly Date[]): Date {
  return times.reduce((first, time) => (time < first ? time : first));
}

function latest(times: readonly Date[]): Date {
  return times.reduce((last, time) => (time > last ? time : last));
}

function keyOf(sourceId: string, messageKey: string): string {
  return `${sourceId}/${messageKey}`;
}
