import type { LiveMessage } from '@kelvin/contracts';

const MAX_CUSTOMER_IDS = 200;

/** Messages that only say that something changed. */
type PlainKind = Extract<LiveMessage, { data: Record<string, never> }>['event'];
type Data<Kind extends LiveMessage['event']> = Extract<LiveMessage, { event: Kind }>['data'];

/**
 * Half a second of changes as few messages: the newest state of each job, received items and scored customers
 * added up (at most 200 ids; a screen that needs more reloads).
 */
export function coalesce(changes: readonly { readonly kind: string; readonly payload: unknown }[]): LiveMessage[] {
  const jobs = new Map<string, Data<'job'>>();
  const customerIds = new Set<string>();
  let received = 0;
  let customers = 0;
  const changed = new Set<PlainKind>();
  for (const { kind, payload } of changes) {
    switch (kind) {
      case 'job': {
        const job = payload as Data<'job'>;
        jobs.set(job.id, job);
        break;
      }
      case 'events':
        received += (payload as Data<'events'>).received;
        break;
      case 'scores': {
        const scores = payload as Data<'scores'>;
        customers += scores.customers;
        for (const id of scores.customerIds) if (customerIds.size < MAX_CUSTOMER_IDS) customerIds.add(id);
        break;
      }
      case 'sources':
      case 'models':
      case 'notifications':
      case 'workspace':
        changed.add(kind);
        break;
      default:
    }
  }
  const messages: LiveMessage[] = [...jobs.values()].map((data) => ({ event: 'job', data }));
  if (received > 0) messages.push({ event: 'events', data: { received } });
  if (customers > 0) messages.push({ event: 'scores', data: { customerIds: [...customerIds], customers } });
  for (const event of changed) messages.push({ event, data: {} });
  return messages;
}
