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

/** Whether what is counted under a metric is activity: one of {@link ACTIVITY_MEANINGS}, or an event that nobody has given a meaning. */
export function isActivityMetric(metric: string): boolean {
  return (ACTIVITY_MEANINGS as ReadonlySet<string>).has(metric) || metric === 'other';
}

/** What the order id of a refund begins with where it stands beside those of orders. No order id does: they are trimmed. */
export const REFUND_PREFIX = ' refund ';

/** Meanings by which the customer pays; of less than nothing, such an event is a refund. */
export const PAID_MEANINGS = ['order', 'subscription_payment'] as const satisfies readonly Meaning[];

/** What an event counts as: an order or payment with an amount below zero gives money back, so it counts as a refund. */
export function countedMeaning(meaning: Meaning | null, amount: number | null): Meaning | null {
  return amount !== null && amount < 0 && PAID_MEANINGS.some((paid) => paid === meaning) ? 'refund' : meaning;
}

/**
 * Money of an event that counts as `meaning` ({@link countedMeaning}), never below zero: senders write refunds with a minus or
 * without, so theirs has no sign; below zero, an amount of anything else says nothing. 0 without an amount.
 */
export function countedMoney(meaning: Meaning | null, amount: number | null): number {
  if (amount === null) return 0;
  return meaning === 'refund' ? Math.abs(amount) : Math.max(0, amount);
}

/**
 * What the lines of one order, or of one refund, have in common: of one identity and day, those alike count once. Null
 * where a line counts by itself. An order and its refund share the order id, so a refund's has {@link REFUND_PREFIX}.
 */
export function lineGroupOf(given: Meaning | null, { orderId, amount }: { readonly orderId: string | null; readonly amount: number | null }): string | null {
  if (orderId === null) return null;
  const meaning = countedMeaning(given, amount);
  if (meaning === 'order') return orderId;
  return meaning === 'refund' ? `${REFUND_PREFIX}${orderId}` : null;
}

/** Meanings whose amount is money the customer paid (refund: paid back). */
export const MONEY_MEANINGS: ReadonlySet<Meaning> = new Set<Meaning>(['order', 'refund', 'subscription_payment', 'payment_failed', 'deal_moved']);

/** Meanings of which an event says how much; one that does not, where its sender always did, was read by a field's old name. */
export const AMOUNT_MEANINGS: ReadonlySet<Meaning> = new Set<Meaning>(['order', 'refund', 'subscription_payment', 'deal_moved']);
