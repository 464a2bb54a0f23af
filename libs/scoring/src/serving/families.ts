import type { Feature } from '../features/feature.ts';

/** Kinds of reason that a marketer tells apart. Features of one family say nearly the same, so they share one row of the ledger. */
export const REASON_FAMILIES = [
  'recency', 'frequency', 'trend', 'rhythm', 'money', 'interest', 'mail', 'support', 'payment', 'mood', 'path', 'calendar', 'profile', 'other',
  // All of a chance that somebody else's model gave, which says no more than the chance.
  'external',
] as const;
export type ReasonFamily = (typeof REASON_FAMILIES)[number];

const FAMILY_BY_TRACK: readonly (readonly [RegExp, ReasonFamily])[] = [
  [/^(view|cart|price_page)$/, 'interest'],
  [/^(email_|unsubscribed|spam_complaint)/, 'mail'],
  [/^ticket_/, 'support'],
  [/^(payment_failed|subscription_payment|refund|renewal_date)$/, 'payment'],
  [/^(section|move|feature):/, 'path'],
];

/** The family of a feature: what a special track is about comes first, then what is asked of it. */
export function familyOf(feature: Feature): ReasonFamily {
  switch (feature.kind) {
    case 'season': return 'calendar';
    case 'mood': return 'mood';
    case 'category': return 'profile';
    case 'variety': return 'path';
    case 'open': return feature.of === 'ticket_opened' ? 'support' : 'payment';
    default: {
      const special = FAMILY_BY_TRACK.find(([pattern]) => pattern.test(feature.of));
      return special ? special[1] : familyOfKind(feature.kind);
    }
  }
}

function familyOfKind(kind: Exclude<Feature['kind'], 'season' | 'mood' | 'category' | 'variety' | 'open'>): ReasonFamily {
  switch (kind) {
    case 'since': case 'overdue': return 'recency';
    case 'count': case 'days': case 'faded': case 'repeats': case 'ratio': return 'frequency';
    case 'trend': return 'trend';
    case 'gap': case 'weekend': case 'part': return 'rhythm';
    case 'sum': case 'price': return 'money';
    case 'age': case 'span': return 'profile';
  }
}
