import { campaignOf } from '../mail/campaigns.ts';
import type { DemoItem, DemoMessage } from '../message.ts';
import { sourceOf, type Beat } from '../life/beat.ts';
import type { Calendar } from '../world/calendar.ts';
import { courseName, type Course, type Feature } from '../world/catalogue.ts';
import type { Person } from '../world/people.ts';
import { writeText } from '../texts/write-text.ts';
import { campaignContext, pageContext, type ContextCache } from './context.ts';
import { traitsOf, userIdOn } from './traits.ts';

type Body = Pick<DemoMessage, 'type' | 'event' | 'name' | 'properties' | 'traits' | 'context'>;
type BeatOf<K extends Beat['kind']> = Extract<Beat, { kind: K }>;

const KEY_ACTIONS: Readonly<Record<Feature, string>> = {
  lesson: 'Lesson Completed', homework: 'Homework Sent', quiz: 'Quiz Passed', notes: 'Notes Saved', live_class: 'Live Class Joined', certificate: 'Certificate Earned',
};

/** Puts a happening into the words of the client that would have reported it. */
export function render(beat: Beat, person: Person, calendar: Calendar, contexts: ContextCache): DemoItem {
  const device = 'device' in beat ? person.devices[beat.device]! : null;
  const body = bodyOf(beat, person, calendar, contexts.of(person, device));
  const isAnonymous = beat.kind === 'page' && beat.isAnonymous;
  const ids = isAnonymous
    ? { anonymousId: device!.anonymousId }
    : { userId: userIdOn(person, device), ...(device ? { anonymousId: device.anonymousId } : {}) };
  return {
    // While the browser is silent the server itself says who signed up.
    sourceKey: beat.kind === 'identify' && beat.at >= calendar.outage.fromMs && beat.at < calendar.outage.toMs ? 'app' : sourceOf(beat, device?.platform ?? 'web'),
    atMs: beat.at,
    message: Object.assign(body, ids, { messageId: messageIdOf(beat), timestamp: new Date(beat.at).toISOString() }),
  };
}

/** Stable for (seed, person, day): numbered within the day on which it was caused. */
export function messageIdOf(beat: Beat): string {
  return `pl-${beat.who.toString(36)}-${beat.day.toString(36)}-${beat.seq.toString(36)}`;
}

function track(event: string, properties: Record<string, unknown>, context: Record<string, unknown>): Body {
  return { type: 'track', event, properties, context };
}

function bodyOf(beat: Beat, person: Person, calendar: Calendar, context: Record<string, unknown>): Body {
  switch (beat.kind) {
    case 'identify': return { type: 'identify', traits: traitsOf(person), context };
    case 'page': return pageBody(beat, person, context);
    case 'signed_up': return track('Signed Up', { channel: person.channel }, context);
    case 'signed_in': return track('Signed In', {}, context);
    case 'app_opened': return track('Application Opened', { version: '4.12.0' }, { ...context, app: { name: 'Polaris', version: '4.12.0' } });
    case 'viewed': return track('Product Viewed', courseProperties(beat.course, person), onPage(context, `/courses/${beat.course.slug}`));
    case 'carted': return track('Product Added', courseProperties(beat.course, person), onPage(context, '/cart'));
    case 'key_action': return track(KEY_ACTIONS[beat.feature], { feature: beat.feature, course: beat.course.slug, lesson: beat.lesson }, onPage(context, `/lessons/${beat.course.slug}/${beat.lesson}`));
    case 'shared': return track('Certificate Shared', { course: beat.course.slug, network: NETWORKS[person.language][beat.network] }, onPage(context, '/account'));
    case 'ordered': return track('Order Completed', orderProperties(beat, person), onPage(context, '/checkout'));
    case 'refunded': return track('Order Refunded', { orderId: beat.order, total: beat.amount, currency: 'USD' }, context);
    case 'subscribed': return track('Subscription Started', { plan: person.plan.id, amount: person.plan.monthly, currency: 'USD' }, context);
    case 'cancelled': return track('Subscription Cancelled', { plan: person.plan.id }, context);
    case 'paid': return track('Subscription Payment', { plan: person.plan.id, amount: beat.amount, currency: 'USD', attempt: beat.attempt }, context);
    case 'payment_failed': return track('Payment Failed', { plan: person.plan.id, amount: beat.amount, currency: 'USD', attempt: beat.attempt, reason: 'card_declined' }, context);
    case 'mail_sent': case 'mail_opened': case 'mail_clicked': case 'mail_replied': case 'unsubscribed': case 'spam_complaint': return mailBody(beat, person, context);
    case 'message': return track('Message Received', { channel: beat.via, text: writeText(beat.text, person.language), ...(beat.ticket ? { ticketId: beat.ticket } : {}) }, context);
    case 'reviewed': return track('Product Reviewed', { product_id: beat.course.slug, rating: beat.stars, ...(beat.text ? { text: writeText(beat.text, person.language) } : {}) }, context);
    case 'ticket_opened': return track('Ticket Opened', { ticketId: beat.ticket, topic: beat.topic }, context);
    case 'ticket_closed': return track('Ticket Closed', { ticketId: beat.ticket, topic: beat.topic }, context);
    case 'deal': return dealBody(beat, calendar, context);
  }
}

const NETWORKS = { ru: ['vk', 'telegram', 'ok'], en: ['linkedin', 'x', 'facebook'] } as const;

function onPage(context: Record<string, unknown>, path: string): Record<string, unknown> {
  return { ...context, page: pageContext(path) };
}

function pageBody(beat: BeatOf<'page'>, person: Person, context: Record<string, unknown>): Body {
  const page = pageContext(beat.path);
  const campaign = beat.isLanding && beat.isAnonymous ? campaignContext(person) : {};
  return { type: 'page', name: sectionOf(beat.path), properties: { ...page, section: `/${beat.path.split('/')[1] ?? ''}` }, context: { ...context, ...campaign, page } };
}

const SECTION_NAMES: Readonly<Record<string, string>> = {
  '': 'Home', courses: 'Courses', lessons: 'Lesson', pricing: 'Pricing', help: 'Help', cancel: 'Cancel', account: 'Account', blog: 'Blog',
};

function sectionOf(path: string): string {
  return SECTION_NAMES[path.split('/')[1] ?? ''] ?? 'Page';
}

function courseProperties(course: Course, person: Person): Record<string, unknown> {
  return { product_id: course.slug, name: courseName(course, person.language), category: course.category, price: course.price, currency: 'USD' };
}

function orderProperties(beat: BeatOf<'ordered'>, person: Person): Record<string, unknown> {
  return {
    orderId: beat.order, total: beat.revenue, revenue: beat.revenue, currency: 'USD', ...(beat.coupon ? { coupon: beat.coupon } : {}),
    products: beat.courses.map((course) => ({ product_id: course.slug, name: courseName(course, person.language), price: course.price, quantity: 1 })),
  };
}

const MAIL_EVENTS = { mail_sent: 'Email Sent', mail_opened: 'Email Opened', mail_clicked: 'Email Link Clicked', mail_replied: 'Email Replied', unsubscribed: 'Unsubscribed', spam_complaint: 'Email Marked as Spam' } as const;
const GATEWAY = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';

function mailBody(beat: BeatOf<keyof typeof MAIL_EVENTS>, person: Person, context: Record<string, unknown>): Body {
  const campaign = campaignOf(beat.campaign);
  const properties: Record<string, unknown> = { email: person.email, campaign_id: beat.campaign, campaign_name: campaign.id, subject: campaign[person.language] };
  if (beat.kind === 'mail_clicked') properties['link_url'] = `https://polaris.example${beat.link}`;
  const isRead = beat.kind === 'mail_opened' || beat.kind === 'mail_clicked';
  return track(MAIL_EVENTS[beat.kind], properties, isRead ? { ...context, userAgent: beat.isMachine ? GATEWAY : person.devices[0]!.userAgent } : context);
}

const DEAL_EVENTS = { created: 'Deal Created', updated: 'Deal Updated', won: 'Deal Won', lost: 'Deal Lost' } as const;

/** Nine days ago the CRM's field `amount` became `deal_amount`. */
function dealBody(beat: BeatOf<'deal'>, calendar: Calendar, context: Record<string, unknown>): Body {
  const field = beat.at >= calendar.renameMs ? 'deal_amount' : 'amount';
  return track(DEAL_EVENTS[beat.stage], { dealId: beat.deal, stage: beat.stage, [field]: beat.amount, currency: 'USD' }, context);
}
