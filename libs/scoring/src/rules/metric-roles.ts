import { ACTIVITY_MEANINGS } from '@kelvin/kernel';
import type { MetricIndex } from '../metric-index.ts';

/** What a metric means to facts that are not points: silence, money, mood. Small integers, read in the hot loop. */
export const ROLE = {
  none: 0, order: 1, payment: 2, refund: 3, paymentFailed: 4, ticketOpened: 5, ticketClosed: 6, text: 7, wantsToLeave: 8,
} as const;

const ROLE_BY_METRIC: Readonly<Record<string, number>> = {
  order: ROLE.order, subscription_payment: ROLE.payment, refund: ROLE.refund, payment_failed: ROLE.paymentFailed,
  ticket_opened: ROLE.ticketOpened, ticket_closed: ROLE.ticketClosed, 'intent:leave': ROLE.wantsToLeave,
  'text:1': ROLE.text, 'text:2': ROLE.text, 'text:3': ROLE.text, 'text:4': ROLE.text, 'text:5': ROLE.text,
};

/** Roles by metric id; learns ids that the index gave out after it was made. */
export class MetricRoles {
  roles: number[] = [];
  active: boolean[] = [];
  textSteps: number[] = [];

  constructor(private readonly index: MetricIndex) {
    this.refresh();
  }

  refresh(): void {
    for (let id = this.roles.length; id < this.index.size; id++) {
      const name = this.index.nameOf(id);
      const role = ROLE_BY_METRIC[name] ?? ROLE.none;
      this.roles.push(role);
      this.active.push((ACTIVITY_MEANINGS as ReadonlySet<string>).has(name));
      this.textSteps.push(role === ROLE.text ? Number(name.slice(5)) : 0);
    }
  }
}
