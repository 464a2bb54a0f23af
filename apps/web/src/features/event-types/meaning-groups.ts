import type { Meaning } from '@kelvin/kernel';

/** Meanings as the list of choices groups them. */
export const MEANING_GROUPS = {
  activity: ['visit', 'sign_in', 'key_action', 'view', 'cart', 'price_page'],
  money: ['order', 'refund', 'subscription_payment', 'payment_failed', 'renewal_date'],
  mail: ['email_sent', 'email_opened', 'email_clicked', 'email_replied', 'unsubscribed', 'spam_complaint'],
  talk: ['message_in', 'ticket_opened', 'ticket_closed', 'review', 'meeting'],
  other: ['deal_moved', 'social'],
} as const satisfies Record<string, readonly Meaning[]>;
