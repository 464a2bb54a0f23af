import { USUAL_HORIZON_DAYS, type OutcomeDefinition } from '@kelvin/contracts';

/** What a workspace's data say about what is worth predicting. */
export interface OutcomeGround {
  /** What leaving means here: so many days without activity. */
  readonly leavingDays: number;
  /** Upper quartile of the gaps between orders of one customer; null while nobody ordered twice. */
  readonly orderGapDays: number | null;
  readonly hasOrders: boolean;
  readonly hasTickets: boolean;
  readonly hasActivity: boolean;
}

type Locale = 'en' | 'ru';
const SUPPORT_DAYS = 14;
/** Where nobody has come back to order again yet. */
const ASSUMED_ORDER_GAP_DAYS = 30;

const NAMES: Readonly<Record<Locale, Readonly<Record<'buys' | 'leaves' | 'support', (days: number) => string>>>> = {
  en: { buys: (days) => `Buys within ${days} days`, leaves: (days) => `No activity for ${days} days`, support: (days) => `Contacts support within ${days} days` },
  ru: { buys: (days) => `Купит за ${days} дн.`, leaves: (days) => `Не появится ${days} дн.`, support: (days) => `Обратится в поддержку за ${days} дн.` },
};

/** Outcomes that the data can tell of: buying within the usual order gap, leaving as the workspace means it, contacting support. */
export function proposeOutcomes(ground: OutcomeGround, locale: Locale): OutcomeDefinition[] {
  const names = NAMES[locale];
  const proposals: OutcomeDefinition[] = [];
  if (ground.hasOrders) {
    const horizonDays = nearestHorizon(ground.orderGapDays ?? ASSUMED_ORDER_GAP_DAYS);
    proposals.push({ name: names.buys(horizonDays), role: 'buys', horizonDays, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } });
  }
  if (ground.hasActivity) {
    proposals.push({ name: names.leaves(ground.leavingDays), role: 'leaves', horizonDays: ground.leavingDays, condition: { kind: 'inactivity', filter: null } });
  }
  if (ground.hasTickets) {
    proposals.push({ name: names.support(SUPPORT_DAYS), role: 'support', horizonDays: SUPPORT_DAYS, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } });
  }
  return proposals;
}

/** The usual horizon nearest to a gap; of two equally near the shorter, which is known sooner. */
function nearestHorizon(gapDays: number): number {
  return USUAL_HORIZON_DAYS.reduce((best, each) => (Math.abs(each - gapDays) < Math.abs(best - gapDays) ? each : best));
}
