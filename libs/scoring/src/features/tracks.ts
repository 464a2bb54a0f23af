import { isActivityMetric } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import type { MetricIndex } from '../metric-index.ts';
import { rowsUntil } from '../day-rows.ts';
import type { FeatureSet } from './feature.ts';

/** No feature looks back further, whatever is stored: so a vector made today for a past day equals the one made on it. */
export const FEATURE_LOOKBACK_DAYS = 800;

/** One track of one customer, added up by day: the first `length` places of each array. */
export interface TrackDays {
  length: number;
  days: Int32Array;
  counts: Float64Array;
  totals: Float64Array;
  /** Parts of each day, as bits. */
  parts: Uint8Array;
  /** Worked out when a feature first asks: several do. */
  gaps: TrackGaps | null;
}

/** Days between neighbouring days with an event, oldest first, and a usual one; NaN without any. */
export interface TrackGaps {
  readonly days: readonly number[];
  readonly usual: number;
}

const FIRST_ROOM = 64;

/**
 * Splits a customer's rows into the tracks that a feature set looks at, in one pass. The arrays are used again for the
 * next customer, so read what you need before the next {@link read}.
 */
export class TrackReader {
  readonly names: readonly string[];
  private readonly tracks: TrackDays[];
  private readonly tracksByMetric: (Int32Array | undefined)[] = [];

  /** `outcomeMetrics`: the metrics that the track `outcome` stands for. */
  constructor(set: FeatureSet, private readonly index: MetricIndex, private readonly outcomeMetrics: readonly string[]) {
    const names = new Set<string>();
    for (const feature of set.features) {
      if ('of' in feature && feature.kind !== 'category') names.add(feature.of);
      if ('by' in feature) names.add(feature.by);
    }
    this.names = [...names].sort();
    this.tracks = this.names.map(() => ({ length: 0, days: new Int32Array(FIRST_ROOM), counts: new Float64Array(FIRST_ROOM), totals: new Float64Array(FIRST_ROOM), parts: new Uint8Array(FIRST_ROOM), gaps: null }));
  }

  /** Where a track lies in what {@link read} answers. */
  indexOf(name: string): number {
    return this.names.indexOf(name);
  }

  /** The tracks as of a day: nothing after it, nothing older than {@link FEATURE_LOOKBACK_DAYS}. */
  read(rows: DayRows, asOfDay: number): readonly TrackDays[] {
    for (const track of this.tracks) {
      track.length = 0;
      track.gaps = null;
    }
    const { days, metrics, counts, totals, parts } = rows;
    const end = rowsUntil(rows, asOfDay);
    for (let row = rowsUntil(rows, asOfDay - FEATURE_LOOKBACK_DAYS - 1); row < end; row++) {
      const count = counts[row]!;
      if (!(count > 0)) continue;
      const tracks = this.tracksOf(metrics[row]!);
      for (let at = 0; at < tracks.length; at++) this.add(this.tracks[tracks[at]!]!, days[row]!, count, totals[row]!, parts[row]!);
    }
    return this.tracks;
  }

  private add(track: TrackDays, day: number, count: number, total: number, parts: number): void {
    let at = track.length - 1;
    if (at < 0 || track.days[at] !== day) {
      at += 1;
      if (at === track.days.length) grow(track);
      track.length = at + 1;
      track.days[at] = day;
      track.counts[at] = 0;
      track.totals[at] = 0;
      track.parts[at] = 0;
    }
    track.counts[at]! += count;
    track.totals[at]! += total;
    track.parts[at]! |= parts;
  }

  private tracksOf(metric: number): Int32Array {
    const known = this.tracksByMetric[metric];
    if (known) return known;
    const name = this.index.nameOf(metric);
    const found: number[] = [];
    this.names.forEach((track, at) => {
      const belongs = track === 'outcome' ? this.outcomeMetrics.includes(name) : track === 'activity' ? isActivityMetric(name) : track === name;
      if (belongs) found.push(at);
    });
    return (this.tracksByMetric[metric] = Int32Array.from(found));
  }
}

function grow(track: TrackDays): void {
  const room = track.days.length * 2;
  const days = new Int32Array(room);
  const counts = new Float64Array(room);
  const totals = new Float64Array(room);
  days.set(track.days);
  counts.set(track.counts);
  const parts = new Uint8Array(room);
  totals.set(track.totals);
  parts.set(track.parts);
  Object.assign(track, { days, counts, totals, parts });
}
