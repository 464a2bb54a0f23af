import { quantileOfSorted } from '../quantile.ts';
import { FEATURE_LOOKBACK_DAYS, type TrackDays, type TrackGaps } from './tracks.ts';

export type GapStat = 'mean' | 'last' | 'spread' | 'usual';

/** Gaps that a customer's own rhythm is read from, as in the rules. */
const LAST_GAPS = 12;
/** As in the rules: what is open longer was never closed by a source that does not say so. */
const OPEN_DAYS = 90;
const MOST_OPEN = 3;

/** Events on days after `day`. */
export function countSince(track: TrackDays, day: number): number {
  let count = 0;
  for (let at = track.length - 1; at >= 0 && track.days[at]! > day; at--) count += track.counts[at]!;
  return count;
}

/** Distinct days with an event after `day`. */
export function daysSince(track: TrackDays, day: number): number {
  let at = track.length - 1;
  while (at >= 0 && track.days[at]! > day) at--;
  return track.length - 1 - at;
}

/** Money on days after `day`. */
export function sumSince(track: TrackDays, day: number): number {
  let total = 0;
  for (let at = track.length - 1; at >= 0 && track.days[at]! > day; at--) total += track.totals[at]!;
  return total;
}

const FADINGS = new Map<number, Float64Array>();

/** Share that is left of an event so many days old, for every age within the look-back: powers take longer than all else, so each is worked out once. */
export function fadingOf(halfLifeDays: number): Float64Array {
  let fading = FADINGS.get(halfLifeDays);
  if (!fading) FADINGS.set(halfLifeDays, (fading = Float64Array.from({ length: FEATURE_LOOKBACK_DAYS + 1 }, (_unused, ageDays) => 2 ** (-ageDays / halfLifeDays))));
  return fading;
}

/** Σ n · 2^(−age ÷ half-life), given what {@link fadingOf} says of the half-life. */
export function fadedSum(track: TrackDays, asOfDay: number, fading: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < track.length; at++) sum += track.counts[at]! * fading[asOfDay - track.days[at]!]!;
  return sum;
}

/** The last twelve gaps at most, and the upper quartile of them. */
export function gapsOf(track: TrackDays): TrackGaps {
  return (track.gaps ??= findGaps(track));
}

function findGaps(track: TrackDays): TrackGaps {
  const days: number[] = [];
  for (let at = Math.max(1, track.length - LAST_GAPS); at < track.length; at++) days.push(track.days[at]! - track.days[at - 1]!);
  return { days, usual: quantileOfSorted(days.toSorted((a, b) => a - b), 0.75) ?? NaN };
}

/**
 * Events of one track that no event of the other has ended, the oldest ended first: how many, at most three, and how many
 * days ago the oldest of them came (0 when none is open). Within a day an end is taken to come last.
 */
export function openCount(opened: TrackDays, closed: TrackDays, asOfDay: number): { count: number; days: number } {
  let open: number[] = [];
  let close = 0;
  for (let at = 0; at < opened.length; at++) {
    const day = opened.days[at]!;
    for (; close < closed.length && closed.days[close]! < day; close++) open = open.slice(closed.counts[close]!);
    for (let each = 0; each < Math.min(MOST_OPEN, opened.counts[at]!); each++) open.push(day);
  }
  for (; close < closed.length; close++) open = open.slice(closed.counts[close]!);
  open = open.filter((day) => asOfDay - day <= OPEN_DAYS).slice(0, MOST_OPEN);
  return { count: open.length, days: open.length === 0 ? 0 : asOfDay - open[0]! };
}

/** Of the days after `day` whose parts are known, the share on which something came in one of the parts `bits`; NaN without such a day. */
export function partShare(track: TrackDays, day: number, bits: number): number {
  let known = 0;
  let found = 0;
  for (let at = track.length - 1; at >= 0 && track.days[at]! > day; at--) {
    if (track.parts[at] === 0) continue;
    known += 1;
    if ((track.parts[at]! & bits) !== 0) found += 1;
  }
  return known === 0 ? NaN : found / known;
}
