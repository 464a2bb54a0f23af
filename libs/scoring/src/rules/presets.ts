import type { MinusGroup, RuleItem, RulePreset } from './rule-preset.ts';

function item(code: string, metrics: string[], points: number, dailyLimit: number | null = null): RuleItem {
  return { code, metrics, points, dailyLimit, counting: 'events' };
}

/**
 * Days on which the customer came to us. Orders, payments, e-mail clicks and reviews are left to their own
 * groups, so that a workspace that only knows orders has no Presence, and one fresh order gives 41 once fitted.
 */
const PRESENCE_METRICS = ['visit', 'sign_in', 'key_action', 'view', 'cart', 'price_page', 'message_in'];

/** `text:n` counts texts of satisfaction step n that were read with a confidence of at least .7. */
function discontent(cap: number): MinusGroup {
  return {
    code: 'discontent', cap, halfLifeDays: 14, answeredHalfLifeDays: 7,
    items: [item('text_2', ['text:2'], 8), item('text_1', ['text:1'], 15)],
    stateItems: [],
  };
}

function trouble(cap: number, halfLifeDays: number): MinusGroup {
  return {
    code: 'trouble', cap, halfLifeDays, answeredHalfLifeDays: null,
    items: [item('refund', ['refund'], 8), item('unsubscribed', ['unsubscribed'], 10), item('spam_complaint', ['spam_complaint'], 15)],
    stateItems: [
      { code: 'ticket_open', state: 'ticket_open', points: 6, limit: 3, afterDays: 2, forgetAfterDays: 90 },
      // A failed payment is tried again and again; the tries are one trouble.
      { code: 'payment_unpaid', state: 'payment_unpaid', points: 6, limit: 1, afterDays: 0, forgetAfterDays: 90 },
    ],
  };
}

/** Rules for shops, apps and subscriptions of private people. Caps of the giving groups add up to 100. */
export const B2C_PRESET: RulePreset = {
  kind: 'b2c',
  groups: [
    { code: 'presence', cap: 25, halfLifeDays: 14, items: [item('active_day', PRESENCE_METRICS, 5, 1)] },
    { code: 'interest', cap: 20, halfLifeDays: 14, items: [item('view', ['view'], 1, 5), item('price_page', ['price_page'], 3, 1), item('cart', ['cart'], 5, 2)] },
    { code: 'purchases', cap: 30, halfLifeDays: 45, items: [item('order', ['order'], 16, 2), item('subscription_payment', ['subscription_payment'], 10)] },
    { code: 'response', cap: 15, halfLifeDays: 30, items: [item('email_opened', ['email_opened'], 1, 1), item('email_clicked', ['email_clicked'], 4, 2), item('email_replied', ['email_replied'], 6)] },
    {
      code: 'voice', cap: 10, halfLifeDays: 60,
      items: [item('text_4', ['text:4'], 3), item('text_5', ['text:5'], 5), item('review', ['review:4', 'review:5'], 6), item('social', ['social'], 4)],
    },
  ],
  minusGroups: [discontent(25), trouble(20, 60)],
};

/**
 * Rules for one person of a business customer. Breadth, overdue invoices, seats and the main contact belong
 * to the company's own score and are not here, so these caps add up to 85 until the preset is fitted.
 */
export const B2B_PRESET: RulePreset = {
  kind: 'b2b',
  groups: [
    { code: 'presence', cap: 20, halfLifeDays: 21, items: [item('active_day', PRESENCE_METRICS, 3, 1)] },
    {
      code: 'depth', cap: 30, halfLifeDays: 21,
      items: [
        { code: 'feature', metrics: ['feature:*'], points: 4, dailyLimit: null, counting: 'distinct_per_week' },
        item('key_action', ['key_action'], 1, 10),
      ],
    },
    { code: 'deal', cap: 20, halfLifeDays: 45, items: [item('subscription_payment', ['subscription_payment', 'order'], 8), item('deal_moved', ['deal_moved'], 6), item('meeting', ['meeting'], 5)] },
    { code: 'response', cap: 10, halfLifeDays: 30, items: [item('email_replied', ['email_replied'], 5), item('email_clicked', ['email_clicked'], 2)] },
    { code: 'voice', cap: 5, halfLifeDays: 60, items: [item('text_good', ['text:4', 'text:5'], 3)] },
  ],
  minusGroups: [discontent(15), trouble(25, 90)],
};
