import type { TFunction } from 'i18next';
import type { Formatter } from '../../shared/format/formatter.ts';
import { trackWord } from '../../shared/scoring/reason-text.ts';

/** A feature's name taken apart: `count.order.30` counts orders of the last 30 days. Tracks may hold points themselves. */
export type NamedFeature = { kind: string; track: string; by: string | null; days: number | null; stat: string | null };

const WINDOWED = new Set(['count', 'days', 'sum', 'trend', 'faded', 'variety', 'ratio']);
const WITH_STAT = new Set(['gap', 'price', 'open']);
const NO_TRACK = new Set(['season', 'mood']);

/** Reads a feature's name; null for one that no kind of this version writes. */
export function parseFeatureName(name: string): NamedFeature | null {
  const first = name.indexOf('.');
  if (first <= 0 || first === name.length - 1) return null;
  const kind = name.slice(0, first), rest = name.slice(first + 1), last = rest.lastIndexOf('.');
  const base = { kind, track: rest, by: null, days: null, stat: null };
  if (NO_TRACK.has(kind)) return { ...base, track: '', stat: rest };
  if (WITH_STAT.has(kind)) return last > 0 ? { ...base, track: rest.slice(0, last), stat: rest.slice(last + 1) } : null;
  if (kind === 'category') {
    const at = rest.indexOf('.');
    return at > 0 ? { ...base, track: rest.slice(0, at), stat: rest.slice(at + 1) } : null;
  }
  if (kind === 'part') {
    const [, part, days] = /\.([a-z]+)\.(\d+)$/.exec(rest) ?? [];
    return part && days ? { ...base, track: rest.slice(0, -part.length - days.length - 2), stat: part, days: Number(days) } : null;
  }
  if (!WINDOWED.has(kind)) return base;
  const days = Number(rest.slice(last + 1));
  if (last <= 0 || !Number.isInteger(days)) return null;
  const track = rest.slice(0, last), slash = kind === 'ratio' ? track.indexOf('/') : -1;
  return slash > 0 ? { ...base, track: track.slice(0, slash), by: track.slice(slash + 1), days } : { ...base, track, days };
}

/**
 * What a feature looks at, in a marketer's words; its own name where there are none. Of an absence no event of the outcome can
 * be counted: what is counted is the activity that would end.
 */
export function featureText(name: string, t: TFunction, format: Formatter, isAbsence = false): string {
  const feature = parseFeatureName(name);
  if (!feature) return name;
  const { kind, track, by, days, stat } = feature;
  if (kind === 'category') return t(`models:groups.attributes.${track}`, { defaultValue: track }) + `: ${track === 'country' ? format.country(stat ?? '') : (stat ?? '')}`;
  const key = stat === null || kind === 'part' ? kind : `${kind}_${stat}`;
  const when = kind === 'part' ? t(`scoring:dayParts.${stat}`) : '';
  return t(`models:features.${key}`, { track: trackWord(isAbsence && track === 'outcome' ? 'ending' : track, t), by: by === null ? '' : trackWord(by, t), days: days === null ? '' : format.days(days), when, defaultValue: name });
}
