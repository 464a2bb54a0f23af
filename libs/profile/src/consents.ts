import type { CanonicalEvent } from '@kelvin/contracts';
import type { Meaning } from '@kelvin/kernel';
import { consentMeaningOf } from './consent-names.ts';

export interface ConsentChange {
  readonly channel: string;
  readonly isGranted: boolean;
}

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'y', 'on', '1', 'granted', 'subscribed', 'opt_in', 'opted_in', 'да', 'согласен', 'согласна', 'подписан', 'подписана']);
const NO: ReadonlySet<string> = new Set(['false', 'no', 'n', 'off', '0', 'denied', 'revoked', 'unsubscribed', 'not_subscribed', 'never_subscribed', 'opt_out', 'opted_out', 'нет', 'отписан', 'отписана']);

/**
 * What an event says about consent, one change a channel: attributes of the names that {@link consentMeaningOf} knows, also within
 * `consent: {email: true}`, with a plain yes or no; of two that contradict each other the refusal counts. Unsubscribing and
 * complaining take e-mail consent away.
 */
export function consentsOf(event: Pick<CanonicalEvent, 'traits'>, meaning: Meaning | null): ConsentChange[] {
  const said = new Map<string, boolean>();
  const note = (name: string, value: unknown) => {
    const about = consentMeaningOf(name);
    const answer = about === null ? null : answerOf(value);
    if (about !== null && answer !== null) said.set(about.channel, (answer !== about.isRefusal) && said.get(about.channel) !== false);
  };
  for (const [name, value] of Object.entries(event.traits)) {
    if (typeof value !== 'object') note(name, value);
    else if (value !== null && !Array.isArray(value)) for (const [part, inner] of Object.entries(value)) note(`${name}.${part}`, inner);
  }
  if (meaning === 'unsubscribed' || meaning === 'spam_complaint') said.set('email', false);
  return [...said].map(([channel, isGranted]) => ({ channel, isGranted }));
}

/** Null for what is neither a yes nor a no: a date, a version, nothing. */
function answerOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim().toLowerCase().replace(/[\s-]+/g, '_') : '';
  return YES.has(text) ? true : NO.has(text) ? false : null;
}
