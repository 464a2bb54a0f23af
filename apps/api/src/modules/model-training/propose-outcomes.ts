import { USUAL_HORIZON_DAYS, type OutcomeDefinition } from '@kelvin/contracts';
import { proposedName } from '@kelvin/kernel';

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

/** Outcomes that the data can tell of: buying within the usual order gap, leaving as the workspace means it, contacting support. */
export function proposeOutcomes(ground: OutcomeGround, locale: Locale): OutcomeDefinition[] {
  const proposals: OutcomeDefinition[] = [];
  if (ground.hasOrders) {
    const horizonDays = nearestHorizon(ground.orderGapDays ?? ASSUMED_ORDER_GAP_DAYS);
    proposals.push({ name: proposedName('buys', horizonDays, locale), role: 'buys', horizonDays, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } });
  }
  if (ground.hasActivity) {
    proposals.push({ name: proposedName('leaves', ground.leavingDays, locale), role: 'leaves', horizonDays: ground.leavingDays, condition: { kind: 'inactivity', filter: null } });
  }
  if (ground.hasTickets) {
    proposals.push({ name: proposedName('support', SUPPORT_DAYS, locale), role: 'support', horizonDays: SUPPORT_DAYS, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } });
  }
  return proposals;
}

/** The usual horizon nearest to a gap; of two equally near the shorter, which is known sooner. */
function nearestHorizon(gapDays: number): number {
  return USUAL_HORIZON_DAYS.reduce((best, each) => (Math.abs(each - gapDays) < Math.abs(best - gapDays) ? each : best));
}
