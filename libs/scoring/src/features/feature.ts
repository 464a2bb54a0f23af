import { DAY_PARTS } from '@kelvin/kernel';
import { z } from 'zod';

/**
 * A track is a group of metrics that a feature looks at: a metric's key (`order`), `activity` (all that the customer does
 * himself), or `outcome` (what the model predicts).
 */
const track = z.string().min(1).max(200);
const days = z.int().min(1).max(800);

export const CATEGORIES = ['country', 'device', 'channel'] as const;
export type Category = (typeof CATEGORIES)[number];

/** One feature of a customer as of a day, as data: stored with the model that was trained on it. NaN where it is not known. */
export const featureSchema = z.discriminatedUnion('kind', [
  /** Events in the last n days, the as-of day included. */
  z.strictObject({ kind: z.literal('count'), of: track, days }),
  /** Distinct days with an event in the last n days. */
  z.strictObject({ kind: z.literal('days'), of: track, days }),
  /** Money in the last n days. */
  z.strictObject({ kind: z.literal('sum'), of: track, days }),
  /** ln of events in the last n days ÷ in the n days before, each + ½. */
  z.strictObject({ kind: z.literal('trend'), of: track, days }),
  /** Σ n · 2^(−age ÷ half-life). */
  z.strictObject({ kind: z.literal('faded'), of: track, halfLifeDays: days }),
  /** Days since the last event. */
  z.strictObject({ kind: z.literal('since'), of: track }),
  /** Days since the first event. With `span` (days from the first to the last) and `repeats` (later days with one) all that BG/NBD knows. */
  z.strictObject({ kind: z.literal('age'), of: track }),
  z.strictObject({ kind: z.literal('span'), of: track }),
  z.strictObject({ kind: z.literal('repeats'), of: track }),
  /** Gaps between days with an event: mean, last, standard deviation, upper quartile of the last twelve. */
  z.strictObject({ kind: z.literal('gap'), of: track, stat: z.enum(['mean', 'last', 'spread', 'usual']) }),
  /** Days since the last event ÷ the usual gap. */
  z.strictObject({ kind: z.literal('overdue'), of: track }),
  /** Money of one event: mean, and of the last day. */
  z.strictObject({ kind: z.literal('price'), of: track, stat: z.enum(['mean', 'last']) }),
  /** Events of one track ÷ events of another in the last n days, as openings of mails sent. */
  z.strictObject({ kind: z.literal('ratio'), of: track, by: track, days }),
  /** Events of one track that no event of the other has ended, at most three, as open tickets; and days since the first such. */
  z.strictObject({ kind: z.literal('open'), of: track, by: track, stat: z.enum(['count', 'days']) }),
  /** Different metrics that begin so, in the last n days: sections of the site, moves between them, features used. */
  z.strictObject({ kind: z.literal('variety'), prefix: z.string().min(1).max(40), days }),
  /** Share of active days that were Saturdays or Sundays. */
  z.strictObject({ kind: z.literal('weekend'), of: track }),
  /** Share of the active days of the last n on which something came in a part of the day; of days of which more than the date is known. */
  z.strictObject({ kind: z.literal('part'), of: track, part: z.enum(DAY_PARTS), days }),
  /** Where the as-of day stands in the year; only with a full year of history. */
  z.strictObject({ kind: z.literal('season'), wave: z.enum(['sin', 'cos']) }),
  /** Steps 1–5 of texts: mean of the last three, last minus mean before it. */
  z.strictObject({ kind: z.literal('mood'), stat: z.enum(['mean', 'change']) }),
  /** 1 for customers whose first known country, device or channel is this one. */
  z.strictObject({ kind: z.literal('category'), of: z.enum(CATEGORIES), value: z.string().min(1).max(200) }),
]);
export type Feature = z.infer<typeof featureSchema>;

/** Bumped when a kind comes to mean something else: a stored model of another version is not served. */
export const FEATURES_VERSION = 1;

export const featureSetSchema = z.strictObject({ version: z.int(), features: z.array(featureSchema).min(1).max(600) });
export type FeatureSet = z.infer<typeof featureSetSchema>;

/** A stable name of a feature, unique in a set: `count.order.30`. */
export function nameOfFeature(feature: Feature): string {
  switch (feature.kind) {
    case 'count': case 'days': case 'sum': case 'trend': return `${feature.kind}.${feature.of}.${feature.days}`;
    case 'part': return `part.${feature.of}.${feature.part}.${feature.days}`;
    case 'faded': return `faded.${feature.of}.${feature.halfLifeDays}`;
    case 'gap': case 'price': return `${feature.kind}.${feature.of}.${feature.stat}`;
    case 'ratio': return `ratio.${feature.of}/${feature.by}.${feature.days}`;
    case 'open': return `open.${feature.of}.${feature.stat}`;
    case 'variety': return `variety.${feature.prefix}.${feature.days}`;
    case 'season': return `season.${feature.wave}`;
    case 'mood': return `mood.${feature.stat}`;
    case 'category': return `category.${feature.of}.${feature.value}`;
    default: return `${feature.kind}.${feature.of}`;
  }
}
