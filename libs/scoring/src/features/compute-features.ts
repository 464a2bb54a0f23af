import { dayPartBit } from '@kelvin/kernel';
import type { DayRows } from '../day-rows.ts';
import { rowsUntil } from '../day-rows.ts';
import type { MetricIndex } from '../metric-index.ts';
import { type Category, type Feature, type FeatureSet, nameOfFeature } from './feature.ts';
import { FEATURE_LOOKBACK_DAYS, type TrackDays, TrackReader } from './tracks.ts';
import { countSince, daysSince, fadedSum, fadingOf, gapsOf, openCount, partShare, type GapStat, sumSince } from './track-figures.ts';

const YEAR_DAYS = 365.25;

/** What is known of a customer besides his days: the first country, device and channel seen on or before the as-of day. */
export type Categories = Readonly<Partial<Record<Category, string>>>;

export interface FeatureInput {
  /** Rows after `asOfDay` are not read. */
  readonly rows: DayRows;
  readonly asOfDay: number;
  readonly categories: Categories;
}

type Compute = (tracks: readonly TrackDays[], input: FeatureInput) => number;

/**
 * Makes the function that turns a customer as of a day into his feature vector. Training and serving both call it, on the
 * same rows, and it cuts off what lies after the day or beyond {@link FEATURE_LOOKBACK_DAYS}: there is no second definition
 * that could differ. About 30 µs for 150 features.
 */
export function compileFeatures(set: FeatureSet, index: MetricIndex, outcomeMetrics: readonly string[]): CompiledFeatures {
  const reader = new TrackReader(set, index, outcomeMetrics);
  const computes = set.features.map((feature) => compile(feature, reader, index));
  return {
    names: set.features.map(nameOfFeature),
    writeVector(input, columns, row) {
      const tracks = reader.read(input.rows, input.asOfDay);
      for (let at = 0; at < computes.length; at++) columns[at]![row] = computes[at]!(tracks, input);
    },
  };
}

export interface CompiledFeatures {
  readonly names: readonly string[];
  /** Writes a customer's vector into one row of a matrix's columns. */
  writeVector(input: FeatureInput, columns: readonly Float64Array[], row: number): void;
}

function compile(feature: Feature, reader: TrackReader, index: MetricIndex): Compute {
  const of = 'of' in feature ? reader.indexOf(feature.of) : -1;
  const by = 'by' in feature ? reader.indexOf(feature.by) : -1;
  switch (feature.kind) {
    case 'count': return (tracks, { asOfDay }) => countSince(tracks[of]!, asOfDay - feature.days);
    case 'days': return (tracks, { asOfDay }) => daysSince(tracks[of]!, asOfDay - feature.days);
    case 'sum': return (tracks, { asOfDay }) => sumSince(tracks[of]!, asOfDay - feature.days);
    case 'trend': return (tracks, { asOfDay }) => {
      const now = countSince(tracks[of]!, asOfDay - feature.days);
      const both = countSince(tracks[of]!, asOfDay - 2 * feature.days);
      return Math.log((now + 0.5) / (both - now + 0.5));
    };
    case 'faded': {
      const fading = fadingOf(feature.halfLifeDays);
      return (tracks, { asOfDay }) => fadedSum(tracks[of]!, asOfDay, fading);
    }
    case 'since': return (tracks, { asOfDay }) => sinceLast(tracks[of]!, asOfDay);
    case 'age': return (tracks, { asOfDay }) => (tracks[of]!.length === 0 ? NaN : asOfDay - tracks[of]!.days[0]!);
    case 'span': return (tracks) => (tracks[of]!.length === 0 ? NaN : tracks[of]!.days[tracks[of]!.length - 1]! - tracks[of]!.days[0]!);
    case 'repeats': return (tracks) => (tracks[of]!.length === 0 ? NaN : tracks[of]!.length - 1);
    case 'gap': return (tracks) => gapStat(tracks[of]!, feature.stat);
    case 'overdue': return (tracks, { asOfDay }) => sinceLast(tracks[of]!, asOfDay) / Math.max(1, gapStat(tracks[of]!, 'usual'));
    case 'price': return (tracks) => priceOf(tracks[of]!, feature.stat);
    case 'ratio': return (tracks, { asOfDay }) => {
      const base = countSince(tracks[by]!, asOfDay - feature.days);
      return base === 0 ? NaN : countSince(tracks[of]!, asOfDay - feature.days) / base;
    };
    case 'open': return (tracks, { asOfDay }) => openCount(tracks[of]!, tracks[by]!, asOfDay)[feature.stat];
    case 'variety': return varietyOf(feature.prefix, feature.days, index);
    case 'weekend': return (tracks) => weekendShare(tracks[of]!);
    case 'part': {
      const bit = dayPartBit(feature.part);
      return (tracks, { asOfDay }) => partShare(tracks[of]!, asOfDay - feature.days, bit);
    }
    case 'season': {
      const wave = feature.wave === 'sin' ? Math.sin : Math.cos;
      return (_tracks, { asOfDay }) => wave((2 * Math.PI * asOfDay) / YEAR_DAYS);
    }
    case 'mood': return moodOf(feature.stat, index);
    case 'category': return (_tracks, { categories }) => (categories[feature.of] === feature.value ? 1 : 0);
  }
}

function sinceLast(track: TrackDays, asOfDay: number): number {
  return track.length === 0 ? NaN : asOfDay - track.days[track.length - 1]!;
}

function gapStat(track: TrackDays, stat: GapStat): number {
  const { days: gaps, usual } = gapsOf(track);
  if (gaps.length === 0) return NaN;
  switch (stat) {
    case 'last': return gaps[gaps.length - 1]!;
    case 'usual': return usual;
    case 'mean': return mean(gaps);
    case 'spread': {
      if (gaps.length < 2) return NaN;
      const middle = mean(gaps);
      return Math.sqrt(mean(gaps.map((gap) => (gap - middle) ** 2)));
    }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function priceOf(track: TrackDays, stat: 'mean' | 'last'): number {
  if (track.length === 0) return NaN;
  if (stat === 'last') return track.totals[track.length - 1]! / track.counts[track.length - 1]!;
  let counts = 0;
  let totals = 0;
  for (let at = 0; at < track.length; at++) {
    counts += track.counts[at]!;
    totals += track.totals[at]!;
  }
  return totals / counts;
}

function weekendShare(track: TrackDays): number {
  if (track.length === 0) return NaN;
  let weekends = 0;
  // Day 0 was a Thursday, so Saturdays are 2 and Sundays 3 of each seven.
  for (let at = 0; at < track.length; at++) if (((track.days[at]! % 7) + 7) % 7 === 2 || ((track.days[at]! % 7) + 7) % 7 === 3) weekends += 1;
  return weekends / track.length;
}

function varietyOf(prefix: string, windowDays: number, index: MetricIndex): Compute {
  const belongs: (boolean | undefined)[] = [];
  const seen = new Set<number>();
  return (_tracks, { rows, asOfDay }) => {
    seen.clear();
    for (let row = rowsUntil(rows, asOfDay) - 1; row >= 0 && rows.days[row]! > asOfDay - windowDays; row--) {
      const metric = rows.metrics[row]!;
      if (rows.counts[row]! > 0 && (belongs[metric] ??= index.nameOf(metric).startsWith(prefix))) seen.add(metric);
    }
    return seen.size;
  };
}

const TEXTS_READ = 4;

function moodOf(stat: 'mean' | 'change', index: MetricIndex): Compute {
  const stepOf: (number | undefined)[] = [];
  const readStep = (metric: number): number => (stepOf[metric] ??= Number(/^text:([1-5])$/.exec(index.nameOf(metric))?.[1] ?? 0));
  return (_tracks, { rows, asOfDay }) => {
    const steps: number[] = [];
    for (let row = rowsUntil(rows, asOfDay) - 1; row >= 0 && steps.length < TEXTS_READ && rows.days[row]! >= asOfDay - FEATURE_LOOKBACK_DAYS; row--) {
      const step = readStep(rows.metrics[row]!);
      if (step > 0 && rows.counts[row]! > 0) steps.push(step);
    }
    if (steps.length === 0) return NaN;
    if (stat === 'mean') return mean(steps.slice(0, 3));
    return steps.length === 1 ? NaN : steps[0]! - mean(steps.slice(1));
  };
}
