import type { DayNumber } from '@kelvin/kernel';
import type { Course, Feature } from '../world/catalogue.ts';

export type SourceKey = 'web' | 'app' | 'email' | 'crm' | 'support';
export type Topic = 'charged_twice' | 'payment' | 'price' | 'quality' | 'defects' | 'account' | 'app' | 'service' | 'returns' | 'staff' | 'feature_request' | 'other';
export type Step = 1 | 2 | 3 | 4 | 5;

/** A text to be written: what it says is decided here, its words when it is rendered. */
export interface TextPlan {
  readonly step: Step;
  readonly topic: Topic;
  readonly nth: number;
}

/** What happened, without its words. `device` is an index into the person's devices. */
export type Happening =
  | { readonly kind: 'identify' | 'signed_up' | 'signed_in' | 'app_opened'; readonly device: number }
  | { readonly kind: 'page'; readonly device: number; readonly path: string; readonly isAnonymous: boolean; readonly isLanding: boolean }
  | { readonly kind: 'viewed' | 'carted'; readonly device: number; readonly course: Course }
  | { readonly kind: 'key_action'; readonly device: number; readonly feature: Feature; readonly course: Course; readonly lesson: number }
  | { readonly kind: 'shared'; readonly device: number; readonly course: Course; readonly network: number }
  | { readonly kind: 'ordered'; readonly device: number; readonly order: string; readonly courses: readonly Course[]; readonly revenue: number; readonly coupon: string | null }
  | { readonly kind: 'refunded'; readonly order: string; readonly amount: number }
  | { readonly kind: 'paid' | 'payment_failed'; readonly amount: number; readonly attempt: number }
  | { readonly kind: 'subscribed' | 'cancelled' }
  | { readonly kind: 'mail_sent' | 'mail_opened' | 'mail_replied' | 'unsubscribed' | 'spam_complaint'; readonly campaign: string; readonly isMachine: boolean }
  | { readonly kind: 'mail_clicked'; readonly campaign: string; readonly link: string; readonly isMachine: boolean }
  | { readonly kind: 'message'; readonly text: TextPlan; readonly via: string; readonly ticket: string | null }
  | { readonly kind: 'reviewed'; readonly stars: Step; readonly course: Course; readonly text: TextPlan | null }
  | { readonly kind: 'ticket_opened' | 'ticket_closed'; readonly ticket: string; readonly topic: Topic }
  | { readonly kind: 'deal'; readonly stage: DealStage; readonly deal: string; readonly amount: number };

export type DealStage = 'created' | 'updated' | 'won' | 'lost';

/** A happening with its person and moment; `day` and `seq` make its message id. */
export type Beat = Happening & { readonly at: number; readonly who: number; readonly day: DayNumber; readonly seq: number };

const SOURCE_BY_KIND: Partial<Record<Happening['kind'], SourceKey>> = {
  // Orders and payments are reported by the server, which the app's source stands for.
  ordered: 'app', refunded: 'app', paid: 'app', payment_failed: 'app', subscribed: 'app', cancelled: 'app',
  mail_sent: 'email', mail_opened: 'email', mail_clicked: 'email', mail_replied: 'email', unsubscribed: 'email', spam_complaint: 'email',
  message: 'support', ticket_opened: 'support', ticket_closed: 'support', reviewed: 'app', deal: 'crm',
};

/** The source that reports a happening; what is seen on a device comes from the device's own. */
export function sourceOf(happening: Happening, platform: 'web' | 'app'): SourceKey {
  return SOURCE_BY_KIND[happening.kind] ?? platform;
}
