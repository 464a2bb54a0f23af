import { USUAL_HORIZON_DAYS, type OutcomeDefinition } from '@kelvin/contracts';
import { proposedName } from '@kelvin/kernel';
import { isSame } from './outcome-room.ts';
import type { OutcomeRow } from './outcome.repository.ts';

/** What a workspace's data say about what is worth predicting. */
export interface OutcomeGround {
  /** What leaving means here: so many days without activity. */
  readonly leavingDays: number;
  /** Upper quartile of the gaps between orders of one customer; null while nobody ordered twice. */
  readonly orderGapDays: number | null;
  readonly hasOrders: boolean;
  readonly hasTickets: boolean;
  readonly hasActivity: boolean;
  /** Name of the events that say a contract has ended, where businesses are the customers; null while none has come. */
  readonly contractEndEvent: string | null;
}

type Locale = 'en' | 'ru';
const SUPPORT_DAYS = 14;
/** As long as silence has to last elsewhere before it counts as leaving. */
const CONTRACT_END_DAYS = 90;
/** Where nobody has come back to order again yet. */
const ASSUMED_ORDER_GAP_DAYS = 30;

/**
 * Outcomes that the data can tell of: buying within the usual order gap, leaving as the workspace means it, contacting support. Businesses
 * leave by ending their contract and not by being silent, so theirs is proposed in place of silence as soon as such an event has come.
 */
export function proposeOutcomes(ground: OutcomeGround, locale: Locale): OutcomeDefinition[] {
  const proposals: OutcomeDefinition[] = [];
  if (ground.hasOrders) {
    const horizonDays = nearestHorizon(ground.orderGapDays ?? ASSUMED_ORDER_GAP_DAYS);
    proposals.push({ name: proposedName('buys', horizonDays, locale), role: 'buys', horizonDays, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } });
  }
  if (ground.contractEndEvent !== null) {
    proposals.push({ name: proposedName('ends', CONTRACT_END_DAYS, locale), role: 'leaves', horizonDays: CONTRACT_END_DAYS, condition: { kind: 'event_count', filter: { event: { by: 'type', name: ground.contractEndEvent }, where: [] }, atLeast: 1 } });
  } else if (ground.hasActivity) {
    proposals.push({ name: proposedName('leaves', ground.leavingDays, locale), role: 'leaves', horizonDays: ground.leavingDays, condition: { kind: 'inactivity', filter: null } });
  }
  if (ground.hasTickets) {
    proposals.push({ name: proposedName('support', SUPPORT_DAYS, locale), role: 'support', horizonDays: SUPPORT_DAYS, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } });
  }
  return proposals;
}

/**
 * Proposals beside what is predicted already: none of the same question or use. Only the end of a contract is worth predicting also where
 * something else tells of leaving; then it is one of the workspace's own, until somebody gives it that place.
 */
export function besidePredicted(proposals: readonly OutcomeDefinition[], open: readonly Pick<OutcomeRow, 'definition'>[]): OutcomeDefinition[] {
  return proposals.flatMap((each) => {
    if (open.some((row) => isSame(row, each))) return [];
    if (!open.some(({ definition }) => definition.role === each.role)) return [each];
    return each.role === 'leaves' && each.condition.kind === 'event_count' ? [{ ...each, role: 'own' as const }] : [];
  });
}

/** The usual horizon nearest to a gap; of two equally near the shorter, which is known sooner. */
function nearestHorizon(gapDays: number): number {
  return USUAL_HORIZON_DAYS.reduce((best, each) => (Math.abs(each - gapDays) < Math.abs(best - gapDays) ? each : best));
}
