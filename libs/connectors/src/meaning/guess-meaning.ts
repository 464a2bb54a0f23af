import type { EventKind } from '@kelvin/contracts';
import { AMOUNT_MEANINGS, MONEY_MEANINGS, normaliseEventName, tellsContractEnd, type Meaning } from '@kelvin/kernel';
import { KNOWN_NAMES } from './known-names.ts';
import { NAME_RULES } from './name-rules.ts';
import { PRICE_PAGE_NAME } from './price-page.ts';

export interface MeaningGuess {
  /** What the event type counts as; null when it counts as nothing. */
  readonly meaning: Meaning | null;
  /** 0–1: .95 known name, .7–.9 by words, .3 when nothing fits and it is taken for a key action. */
  readonly confidence: number;
}

const MAX_CACHED = 10_000;
const cache = new Map<string, MeaningGuess>();

/**
 * The meaning of an event type, from its name (English, Russian, Segment's and Google's vocabularies) and kind. A guess is
 * only a proposal: people confirm or change it. identify, group and alias say who somebody is, not what they did.
 */
export function guessMeaning(eventName: string, kind: EventKind): MeaningGuess {
  if (kind === 'page' || kind === 'screen') {
    return eventName === PRICE_PAGE_NAME ? { meaning: 'price_page', confidence: 0.9 } : { meaning: 'visit', confidence: 0.95 };
  }
  if (kind !== 'track') return { meaning: null, confidence: 1 };
  const known = cache.get(eventName);
  if (known) return known;
  const guess = guessTrack(eventName);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(eventName, guess);
  return guess;
}

/** True when a track event of this name is probably about money or a cart, so that its product lines add up to its amount. */
export function isMoneyName(eventName: string): boolean {
  const { meaning } = guessMeaning(eventName, 'track');
  return meaning !== null && (meaning === 'cart' || MONEY_MEANINGS.has(meaning));
}

/** True when a track event of this name is probably one that counts for nothing without its amount. */
export function needsAmount(eventName: string): boolean {
  const { meaning } = guessMeaning(eventName, 'track');
  return meaning !== null && AMOUNT_MEANINGS.has(meaning);
}

function guessTrack(eventName: string): MeaningGuess {
  // Clients' own bookkeeping ($autocapture, $pageleave) says nothing about interest.
  if (eventName.startsWith('$')) return { meaning: null, confidence: 0.6 };
  const name = normaliseEventName(eventName);
  const settled = KNOWN_NAMES.get(name);
  if (settled !== undefined) return { meaning: settled, confidence: 0.95 };
  for (const rule of NAME_RULES) if (rule.pattern.test(name)) return { meaning: rule.meaning, confidence: rule.confidence };
  // Who leaves has done something, but nothing that speaks for staying.
  if (tellsContractEnd(eventName)) return { meaning: null, confidence: 0.7 };
  return { meaning: 'key_action', confidence: 0.3 };
}
