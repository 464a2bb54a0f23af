import { MS_PER_MINUTE } from '@kelvin/kernel';

/** One page with a section, as moves see it. */
export interface PageView {
  readonly atMs: number;
  readonly section: string;
}

/** Longer than this between two pages and it is a new visit, not a move. */
export const MOVE_WITHIN_MS = 30 * MS_PER_MINUTE;

/**
 * Order of pages: by moment, and at the same moment by section in the order of code points (as Postgres' collation "C").
 * So it depends on nothing but what was seen and when, whatever order the pages came in.
 */
export function comparePages(a: PageView, b: PageView): number {
  return a.atMs - b.atMs || compareCodePoints(a.section, b.section);
}

/**
 * Moves from one section to another within half an hour, each at the moment of its second page: `/help > /cancel`.
 * Takes all pages of one profile over some time, in any order; only neighbours in time make a move.
 */
export function movesOf(pages: readonly PageView[]): { readonly move: string; readonly atMs: number }[] {
  const sorted = [...pages].sort(comparePages);
  const moves: { move: string; atMs: number }[] = [];
  for (let at = 1; at < sorted.length; at += 1) {
    const before = sorted[at - 1]!;
    const page = sorted[at]!;
    if (before.section !== page.section && page.atMs - before.atMs <= MOVE_WITHIN_MS) moves.push({ move: `${before.section} > ${page.section}`, atMs: page.atMs });
  }
  return moves;
}

/**
 * What each page adds to visits: it begins one when half an hour went by without a page before it, otherwise it makes the
 * visit longer by the minutes since that page. Minutes are told by the clock on the wall, so that a page between two others
 * takes nothing away and adds nothing. Takes all pages of one profile over some time, in any order.
 */
export function visitsOf(pages: readonly PageView[]): { readonly isBeginning: boolean; readonly minutes: number; readonly atMs: number }[] {
  return [...pages].sort(comparePages).map(({ atMs }, at, sorted) => {
    const before = sorted[at - 1];
    if (!before || atMs - before.atMs > MOVE_WITHIN_MS) return { isBeginning: true, minutes: 0, atMs };
    return { isBeginning: false, minutes: Math.floor(atMs / MS_PER_MINUTE) - Math.floor(before.atMs / MS_PER_MINUTE), atMs };
  });
}

/**
 * What neighbouring pages add to daily counts, each at the moment of its second page: moves between sections (`move:/help > /cancel`),
 * visits (`session`) and their minutes (`session_minutes`). Takes all pages of one profile over some time, in any order.
 */
export function neighbourCountsOf(pages: readonly PageView[]): { readonly metric: string; readonly n: number; readonly atMs: number }[] {
  const counts = movesOf(pages).map(({ move, atMs }) => ({ metric: `move:${move}`, n: 1, atMs }));
  for (const { isBeginning, minutes, atMs } of visitsOf(pages)) {
    if (isBeginning) counts.push({ metric: 'session', n: 1, atMs });
    else if (minutes > 0) counts.push({ metric: 'session_minutes', n: minutes, atMs });
  }
  return counts;
}

/** The metric that counts pages of a section. */
export function sectionMetric(section: string): string {
  return `section:${section}`;
}

function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const left = Array.from(a);
  const right = Array.from(b);
  const at = left.findIndex((letter, place) => letter !== right[place]);
  if (at === -1 || at >= right.length) return left.length - right.length;
  return left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
}
