/** What an event type stands for. Presets, outcomes, value and templates refer to meanings only, never to event names. */
export const MEANINGS = [
  'visit', 'sign_in', 'key_action', 'view', 'cart', 'price_page',
  'order', 'refund', 'subscription_payment', 'payment_failed', 'renewal_date',
  'email_sent', 'email_opened', 'email_clicked', 'email_replied', 'unsubscribed', 'spam_complaint',
  'message_in', 'ticket_opened', 'ticket_closed', 'review', 'deal_moved', 'meeting', 'social',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Meanings that are the customer's own activity: a day with one of them is an active day, and silence is counted from the last. */
export const ACTIVITY_MEANINGS: ReadonlySet<Meaning> = new Set<Meaning>([
  'visit', 'sign_in', 'key_action', 'view', 'cart', 'price_page', 'order', 'subscription_payment',
  'email_opened', 'email_clicked', 'email_replied', 'message_in', 'ticket_opened', 'review', 'meeting', 'social',
]);

/** Meanings whose amount is money the customer paid (refund: paid back). */
export const MONEY_MEANINGS: ReadonlySet<Meaning> = new Set<Meaning>(['order', 'refund', 'subscription_payment', 'payment_failed', 'deal_moved']);
