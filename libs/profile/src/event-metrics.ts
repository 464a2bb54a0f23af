import type { CanonicalEvent } from '@kelvin/contracts';
import { countedMeaning, countedMoney, inOwnCurrency, type CurrencyRates, type Meaning } from '@kelvin/kernel';
import { cutCharacters } from './cut-characters.ts';

/** One count that an event adds to its profile's day. `total` is money in the workspace's currency, positive. */
export interface MetricCount {
  readonly metric: string;
  readonly total: number;
}

const MAX_FEATURE_LENGTH = 80;

/**
 * What a counted event adds: its meaning, plus facets (which key feature, how many stars). An order or payment of less than
 * nothing adds a refund, money of a currency without a rate none. Without a meaning it adds nothing that any score reads, only `other`.
 */
export function metricsOf(given: Meaning | null, event: Pick<CanonicalEvent, 'amount' | 'currency' | 'properties' | 'name'>, rates: CurrencyRates): readonly MetricCount[] {
  const meaning = countedMeaning(given, event.amount);
  if (meaning === null) return OTHER;
  const main: MetricCount = { metric: meaning, total: countedMoney(meaning, inOwnCurrency(event.amount, event.currency, rates)) };
  if (meaning === 'key_action') return [main, { metric: `feature:${featureOf(event)}`, total: 0 }];
  if (meaning === 'review') {
    const stars = starsOf(event.properties);
    return stars === null ? [main] : [main, { metric: `review:${stars}`, total: 0 }];
  }
  return [main];
}

const OTHER: readonly MetricCount[] = [{ metric: 'other', total: 0 }];

function featureOf(event: Pick<CanonicalEvent, 'properties' | 'name'>): string {
  const named = event.properties['feature'] ?? event.properties['action'];
  return cutCharacters(typeof named === 'string' && named !== '' ? named : event.name, MAX_FEATURE_LENGTH);
}

/** Stars of a review, 1–5, or null when none can be read. */
export function starsOf(properties: Record<string, unknown>): number | null {
  const value = Number(properties['stars'] ?? properties['rating'] ?? properties['score'] ?? properties['оценка']);
  return Number.isFinite(value) && value >= 1 && value <= 5 ? Math.round(value) : null;
}
