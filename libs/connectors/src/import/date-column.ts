import { MS_PER_DAY } from '@kelvin/kernel';
import { utcOf } from '../instant.ts';
import { compileDateFormat } from './date-format.ts';
import { DAY_AND_MONTH, YEAR_FIRST } from './guess-date-format.ts';

/** A column of dates as the days that are written: time and zone of a cell do not move it to another day. */
export interface DateColumn {
  /** Days since 1970-01-01, NaN for a cell that is no date. */
  readonly values: Float64Array;
  /** The format that was taken where day first and month first read the cells equally well; else null. */
  readonly unsureFormat: string | null;
}

/** A date, and a time that does not matter. */
const DATE_AND_TIME = /^([\d./-]{6,10})(?:[T ]\d{1,2}:\d{2}.*)?$/;
/** What databases and programs write where a date is not known. */
const NO_DATE = /^(?:0000-00-00|0001-01-01|00\.00\.0000|00\/00\/0000)/;
const EARLIEST_MS = utcOf(1800, 1, 1);

/**
 * Reads the cells of a column as dates where at least `leastShare` (0–1) of them are, in one of the forms that an import
 * knows; null otherwise. Unlike an import it does not ask: of two orders it takes the one that reads more cells, the day
 * first where both read as many, and says so. Cells such as `0000-00-00` are NaN, and count neither for nor against.
 */
export function readDateColumn(texts: readonly string[], leastShare: number): DateColumn | null {
  const dates = texts.filter((text) => !NO_DATE.test(text)).map((text) => DATE_AND_TIME.exec(text)?.[1] ?? '');
  if (dates.length === 0) return null;
  // The dust of a fraction must not refuse a column that is just good enough.
  let mostMisses = Math.floor(dates.length * (1 - leastShare) + 1e-9);
  let best: { readonly format: string; readonly isUnsure: boolean } | null = null;
  const found = dates.filter((date) => date !== '');
  for (const orders of [...YEAR_FIRST.map((format) => [format]), ...DAY_AND_MONTH]) {
    const misses = orders.map((format) => dates.length - found.length + countMisses(found, dayReader(format), mostMisses));
    const least = Math.min(...misses);
    if (least > mostMisses) continue;
    best = { format: orders[misses.indexOf(least)]!, isUnsure: misses.filter((each) => each === least).length > 1 };
    if (least === 0) break;
    mostMisses = least - 1;
  }
  if (!best) return null;
  const read = dayReader(best.format);
  return { values: Float64Array.from(texts, (text) => (NO_DATE.test(text) ? NaN : read(DATE_AND_TIME.exec(text)?.[1] ?? ''))), unsureFormat: best.isUnsure ? best.format : null };
}

function dayReader(format: string): (date: string) => number {
  const parse = compileDateFormat(format, 'UTC');
  return (date) => {
    const ms = parse(date);
    return ms >= EARLIEST_MS ? Math.floor(ms / MS_PER_DAY) : NaN;
  };
}

/** How many cells are no dates; counting ends where there are more than matter. */
function countMisses(dates: readonly string[], read: (date: string) => number, mostThatMatter: number): number {
  let misses = 0;
  for (const date of dates) if (Number.isNaN(read(date)) && (misses += 1) > mostThatMatter) break;
  return misses;
}
