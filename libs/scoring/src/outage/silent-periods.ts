/** Below this share of what is usual, an hour counts as silent. */
const SILENT_SHARE = 0.2;
/** So many hours in which something was to be expected must be silent, one after the other. */
const SILENT_HOURS = 3;
/**
 * Items that the silent hours usually bring together. Events come in visits of about six, so this is ten visits that
 * did not happen: chance does that once in twenty thousand times, where three poor hours of a small site are common.
 */
const ENOUGH_ITEMS = 60;
const WEEK_HOURS = 168;
const WEEKS = 4;
/** With fewer weeks behind it, a quiet weekend cannot be told from an outage. */
const MIN_WEEKS = 2;
/** What lasts longer is no outage but how things are now. */
const LONGEST_HOURS = 14 * 24;

/** Items that a source received, hour by hour, without gaps. Hours are counted from 1970-01-01 UTC. */
export interface SourceVolume {
  readonly firstHour: number;
  /** One figure per hour that is over, from `firstHour` on. */
  readonly received: ArrayLike<number>;
  /** What the hour after them has brought so far; null where it has not begun. Ends a silence, never begins one. */
  readonly running: number | null;
}

/** Hours in which a source was silent: from the first silent one to the one in which it was back; null while it is not. */
export interface SilentPeriod {
  readonly fromHour: number;
  readonly toHour: number | null;
}

/** Hours that look silent, one after the other, before there are enough of them. */
interface Run {
  readonly begin: number;
  hours: number;
  missed: number;
}

/**
 * When a source was silent: each hour that usually brings something brought less than a fifth of it, for at least
 * three of them in a row that usually bring 60 items together (`docs/scoring.md` section 4). Hours in which nothing is
 * usual, as at night, neither begin nor end a silence. It ends as soon as three hours or fewer bring a fifth of what is
 * usual for them, or of 60 items where less is usual, so that a lone event at night does not; and after 14 days in any case.
 *
 * Usual is the lower median of the same hour of the week in the four weeks before (at least two must be known): night,
 * weekend and an earlier outage are thereby usual or left out, and a source that sends now and then, for which most
 * hours are empty, is never judged. A dip such as New Year's stays far above a fifth.
 *
 * Each hour is judged by the hours before it only, so the same past always gives the same periods. Here, beside the
 * rules, because the only thing that follows from a silent source is what happens to the temperatures.
 */
export function findSilentPeriods(volume: SourceVolume): SilentPeriod[] {
  const { received, firstHour, running } = volume;
  const over = received.length;
  const receivedAt = (at: number): number => (at < over ? received[at]! : running ?? 0);
  const periods: SilentPeriod[] = [];
  let run: Run | null = null;
  let silentFrom: number | null = null;
  const end = (from: number, to: number): void => {
    periods.push({ fromHour: firstHour + from, toHour: firstHour + to });
    silentFrom = null;
    run = null;
  };
  for (let at = MIN_WEEKS * WEEK_HOURS; at < over; at += 1) {
    if (silentFrom === null) {
      run = extendRun(run, at, received[at]!, usualAt(received, at));
      if (run !== null && run.hours >= SILENT_HOURS && run.missed >= ENOUGH_ITEMS) silentFrom = run.begin;
      continue;
    }
    const back = findReturn(received, receivedAt, silentFrom, at);
    if (back !== null) end(silentFrom, back);
    else if (at + 1 - silentFrom >= LONGEST_HOURS) end(silentFrom, silentFrom + LONGEST_HOURS);
  }
  if (silentFrom !== null) {
    const back = running === null ? null : findReturn(received, receivedAt, silentFrom, over);
    periods.push({ fromHour: firstHour + silentFrom, toHour: back === null ? null : firstHour + back });
  }
  return periods;
}

function extendRun(run: Run | null, at: number, received: number, usual: number): Run | null {
  if (received < SILENT_SHARE * usual) {
    const grown = run ?? { begin: at, hours: 0, missed: 0 };
    grown.hours += 1;
    grown.missed += usual;
    // Single missed hours, days apart, do not add up for ever.
    return at - grown.begin >= LONGEST_HOURS ? { begin: at, hours: 1, missed: usual } : grown;
  }
  return received === 0 ? run : null;
}

/** The hour in which a silent source was back, or null while the newest hours bring too little. */
function findReturn(received: ArrayLike<number>, receivedAt: (at: number) => number, silentFrom: number, at: number): number | null {
  let items = 0;
  let usual = 0;
  let back: number | null = null;
  for (let hour = Math.max(silentFrom, at - SILENT_HOURS + 1); hour <= at; hour += 1) {
    const expected = usualAt(received, hour);
    items += receivedAt(hour);
    usual += expected;
    if (back === null && receivedAt(hour) > 0 && receivedAt(hour) >= SILENT_SHARE * expected) back = hour;
  }
  return items >= SILENT_SHARE * Math.max(usual, ENOUGH_ITEMS) ? back : null;
}

/** Lower median of the same hour in the weeks before; 0, as where nothing is usual, with fewer than two of them. */
function usualAt(received: ArrayLike<number>, at: number): number {
  const known: number[] = [];
  for (let week = 1; week <= WEEKS && at - week * WEEK_HOURS >= 0; week += 1) known.push(received[at - week * WEEK_HOURS]!);
  if (known.length < MIN_WEEKS) return 0;
  known.sort((a, b) => a - b);
  return known[(known.length - 1) >> 1]!;
}
