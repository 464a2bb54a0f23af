import type { CanonicalEvent } from '@kelvin/contracts';
import type { Meaning } from '@kelvin/kernel';

export interface ConsentChange {
  readonly channel: string;
  readonly isGranted: boolean;
}

const CHANNELS = new Set(['email', 'sms', 'push', 'phone', 'messenger', 'tracking']);
const YES = new Set(['true', 'yes', 'granted', 'subscribed', 'opt_in', '1', 'да']);

/**
 * What an event says about consent: attributes `consent: {email: true}`, `consent_email` or `email_opt_in`;
 * unsubscribing and complaining take e-mail consent away.
 */
export function consentsOf(event: Pick<CanonicalEvent, 'traits'>, meaning: Meaning | null): ConsentChange[] {
  const changes: ConsentChange[] = [];
  const consent = event.traits['consent'];
  const said = typeof consent === 'object' && consent !== null ? Object.entries(consent as Record<string, unknown>) : [];
  for (const [name, value] of Object.entries(event.traits)) {
    const channel = /^consent[_.](\w+)$/.exec(name)?.[1] ?? /^(\w+)_opt_in$/.exec(name)?.[1];
    if (channel) said.push([channel, value]);
  }
  for (const [channel, value] of said) {
    if (CHANNELS.has(channel)) changes.push({ channel, isGranted: YES.has(String(value).toLowerCase()) });
  }
  if (meaning === 'unsubscribed' || meaning === 'spam_complaint') changes.push({ channel: 'email', isGranted: false });
  return changes;
}
