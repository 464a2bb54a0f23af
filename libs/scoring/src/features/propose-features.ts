import { DAY_PARTS, type DayPart } from '@kelvin/kernel';
import { CATEGORIES, type Category, type Feature, FEATURES_VERSION, type FeatureSet } from './feature.ts';

/** What a workspace's data has to offer, counted on the training rows only. */
export interface FeatureGround {
  /** Metrics with data, and how many customers have any. */
  readonly customersByMetric: ReadonlyMap<string, number>;
  readonly customers: number;
  /** Metrics that the outcome counts; for *leaves*, the activity that would end. */
  readonly outcomeMetrics: readonly string[];
  /** Of each part of the day, customers who were ever there in it. */
  readonly customersByPart: Readonly<Record<DayPart, number>>;
  /** From the first day with data to the last training day. */
  readonly historyDays: number;
  /** Values of each category and how many customers have them first. */
  readonly categories: Readonly<Partial<Record<Category, ReadonlyMap<string, number>>>>;
}

/** A metric that fewer customers have says too little to be a column. */
const LEAST_SHARE = 0.01;
const LEAST_CUSTOMERS = 20;
const MOST_METRICS = 40;
const MOST_VALUES = 12;
const YEAR_DAYS = 365;
const PART_DAYS = 90;

/** Looked at through many windows, since nearly everything is told by them. */
const MAIN_WINDOWS = [1, 3, 7, 14, 30, 60, 90, 180, 365] as const;
const MAIN_HALF_LIVES = [7, 14, 30, 60, 120, 240] as const;
const WINDOWS = [7, 30, 90] as const;
const MONEY: ReadonlySet<string> = new Set(['order', 'refund', 'subscription_payment', 'payment_failed']);

/**
 * The features for one outcome: the outcome's own events and all activity through many windows, every metric with enough
 * data through three, and what is special about mails, tickets, moods, sections and places. Windows longer than half of the
 * history are left out, because they would say the same as a longer one.
 */
export function proposeFeatures(ground: FeatureGround): FeatureSet {
  const features: Feature[] = [...mainFeatures('outcome', ground), ...rhythmFeatures('outcome')];
  const metrics = commonMetrics(ground);
  const isActivityMore = metrics.some((metric) => !ground.outcomeMetrics.includes(metric));
  if (isActivityMore) features.push(...mainFeatures('activity', ground), ...rhythmFeatures('activity'), { kind: 'weekend', of: 'activity' });
  else features.push({ kind: 'weekend', of: 'outcome' });
  features.push(...partFeatures(isActivityMore ? 'activity' : 'outcome', ground));
  if (ground.outcomeMetrics.some((metric) => MONEY.has(metric))) features.push(...moneyFeatures('outcome'));
  for (const metric of metrics) {
    if (ground.outcomeMetrics.length === 1 && ground.outcomeMetrics[0] === metric) continue;
    features.push(...metricFeatures(metric, ground));
  }
  features.push(...pairFeatures(new Set(metrics)), ...varietyFeatures(ground), ...moodFeatures(ground), ...categoryFeatures(ground));
  if (ground.historyDays >= YEAR_DAYS) features.push({ kind: 'season', wave: 'sin' }, { kind: 'season', wave: 'cos' });
  return { version: FEATURES_VERSION, features };
}

function isLongEnough(days: number, { historyDays }: FeatureGround): boolean {
  return days <= Math.max(30, historyDays);
}

function mainFeatures(of: string, ground: FeatureGround): Feature[] {
  const windows = MAIN_WINDOWS.filter((days) => isLongEnough(days, ground));
  return [
    { kind: 'since', of }, { kind: 'age', of }, { kind: 'span', of }, { kind: 'repeats', of },
    ...windows.map((days): Feature => ({ kind: 'count', of, days })),
    ...windows.filter((days) => days >= 14).map((days): Feature => ({ kind: 'days', of, days })),
    ...[7, 30, 90].filter((days) => isLongEnough(2 * days, ground)).map((days): Feature => ({ kind: 'trend', of, days })),
    ...MAIN_HALF_LIVES.filter((days) => isLongEnough(days, ground)).map((halfLifeDays): Feature => ({ kind: 'faded', of, halfLifeDays })),
  ];
}

function rhythmFeatures(of: string): Feature[] {
  return [
    { kind: 'gap', of, stat: 'mean' }, { kind: 'gap', of, stat: 'last' }, { kind: 'gap', of, stat: 'spread' }, { kind: 'gap', of, stat: 'usual' },
    { kind: 'overdue', of },
  ];
}

function moneyFeatures(of: string): Feature[] {
  return [
    { kind: 'sum', of, days: 30 }, { kind: 'sum', of, days: 90 }, { kind: 'sum', of, days: 365 },
    { kind: 'price', of, stat: 'mean' }, { kind: 'price', of, stat: 'last' },
  ];
}

function metricFeatures(of: string, ground: FeatureGround): Feature[] {
  if (/^(move|section|feature|deal):/.test(of)) return [{ kind: 'count', of, days: 30 }, { kind: 'since', of }];
  return [
    { kind: 'since', of },
    ...WINDOWS.filter((days) => isLongEnough(days, ground)).map((days): Feature => ({ kind: 'count', of, days })),
    { kind: 'trend', of, days: 30 }, { kind: 'faded', of, halfLifeDays: 60 },
    ...(MONEY.has(of) ? moneyFeatures(of) : []),
  ];
}

function commonMetrics({ customersByMetric, customers }: FeatureGround): string[] {
  const least = Math.max(LEAST_CUSTOMERS, LEAST_SHARE * customers);
  return [...customersByMetric]
    .filter(([metric, count]) => count >= least && !/^(text|review|intent):/.test(metric))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_METRICS).map(([metric]) => metric);
}

function pairFeatures(metrics: ReadonlySet<string>): Feature[] {
  const pairs: Feature[] = [
    { kind: 'ratio', of: 'email_opened', by: 'email_sent', days: 90 }, { kind: 'ratio', of: 'email_clicked', by: 'email_opened', days: 90 },
    { kind: 'ratio', of: 'order', by: 'cart', days: 90 }, { kind: 'ratio', of: 'session_minutes', by: 'session', days: 30 }, { kind: 'ratio', of: 'refund', by: 'order', days: 365 },
    { kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'count' }, { kind: 'open', of: 'ticket_opened', by: 'ticket_closed', stat: 'days' },
    { kind: 'open', of: 'payment_failed', by: 'subscription_payment', stat: 'count' }, { kind: 'open', of: 'payment_failed', by: 'subscription_payment', stat: 'days' },
  ];
  return pairs.filter((feature) => 'of' in feature && 'by' in feature && metrics.has(feature.of) && metrics.has(feature.by));
}

function varietyFeatures({ customersByMetric }: FeatureGround): Feature[] {
  const has = (prefix: string): boolean => [...customersByMetric.keys()].some((metric) => metric.startsWith(prefix));
  return (['section:', 'move:', 'feature:'] as const).filter(has).map((prefix) => ({ kind: 'variety', prefix, days: 30 }));
}

function moodFeatures({ customersByMetric }: FeatureGround): Feature[] {
  return [...customersByMetric.keys()].some((metric) => metric.startsWith('text:')) ? [{ kind: 'mood', stat: 'mean' }, { kind: 'mood', stat: 'change' }] : [];
}

function categoryFeatures({ categories, customers }: FeatureGround): Feature[] {
  const least = Math.max(LEAST_CUSTOMERS, LEAST_SHARE * customers);
  return CATEGORIES.flatMap((of) => {
    const values = [...(categories[of] ?? [])].filter(([, count]) => count >= least).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_VALUES);
    // One value alone tells nobody from anybody.
    return values.length < 2 ? [] : values.map(([value]): Feature => ({ kind: 'category', of, value }));
  });
}

/** The commonest part is left out, because it follows from the others. */
function partFeatures(of: string, { customersByPart, customers }: FeatureGround): Feature[] {
  const least = Math.max(LEAST_CUSTOMERS, LEAST_SHARE * customers);
  const [, ...others] = DAY_PARTS.filter((part) => customersByPart[part] >= least).sort((a, b) => customersByPart[b] - customersByPart[a]);
  return others.map((part): Feature => ({ kind: 'part', of, part, days: PART_DAYS }));
}
