import type { CanonicalEvent } from '@kelvin/contracts';
import { countedMeaning, countedMoney, inOwnCurrency, type CurrencyRates, type Meaning } from '@kelvin/kernel';
import { cutCharacters } from './cut-characters.ts';

/** One count that an event adds to its profile's day. `total` is money in the workspace's currency, positive. */
export interface MetricCount {
  readonly metric: string;
  readonly total: number;
}

/** Of the name of a key feature and of a deal's stage. */
const MAX_NAME_LENGTH = 80;

/**
 * What a counted event adds: its meaning, plus facets (which key feature, how many stars, which stage of a deal). An order or payment of less than
 * nothing adds a refund, money of a currency without a rate none. Without a meaning it adds nothing that any score reads, only `other`.
 */
export function metricsOf(given: Meaning | null, event: Pick<CanonicalEvent, 'amount' | 'currency' | 'properties' | 'name'>, rates: CurrencyRates): readonly MetricCount[] {
  const meaning = countedMeaning(given, event.amount);
  if (meaning === null) return OTHER;
  const main: MetricCount = { metric: meaning, total: countedMoney(meaning, inOwnCurrency(event.amount, event.currency, rates)) };
  if (meaning === 'key_action') return [main, { metric: `feature:${featureOf(event)}`, total: 0 }];
  if (meaning === 'deal_moved') {
    const stage = stageOf(event.properties);
    return stage === null ? [main] : [main, { metric: `deal:${stage}`, total: 0 }];
  }
  if (meaning === 'review') {
    const stars = starsOf(event.properties);
    return stars === null ? [main] : [main, { metric: `review:${stars}`, total: 0 }];
  }
  return [main];
}

const OTHER: readonly MetricCount[] = [{ metric: 'other', total: 0 }];

function featureOf(event: Pick<CanonicalEvent, 'properties' | 'name'>): string {
  const named = event.properties['feature'] ?? event.properties['action'];
  return cutCharacters(typeof named === 'string' && named !== '' ? named : event.name, MAX_NAME_LENGTH);
}

/** The stage that a deal moved to, by its name or number, or null when none is told. */
function stageOf(properties: Record<string, unknown>): string | null {
  const stage = properties['stage'] ?? properties['status'];
  if (typeof stage === 'number') return Number.isInteger(stage) && Math.abs(stage) < 1e15 ? String(stage) : null;
  return typeof stage === 'string' && stage !== '' ? cutCharacters(stage, MAX_NAME_LENGTH) : null;
}

/** Stars of a review, 1–5, or null when none can be read. */
export function starsOf(properties: Record<string, unknown>): number | null {
  const value = Number(properties['stars'] ?? properties['rating'] ?? properties['score'] ?? properties['оценка']);
  return Number.isFinite(value) && value >= 1 && value <= 5 ? Math.round(value) : null;
}
