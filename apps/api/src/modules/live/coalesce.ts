import type { LiveMessage } from '@kelvin/contracts';

const MAX_CUSTOMER_IDS = 200;

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
  let isWorkspaceChanged = false;
  let areSourcesChanged = false;
  let areModelsChanged = false;
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
        areSourcesChanged = true;
        break;
      case 'models':
        areModelsChanged = true;
        break;
      case 'workspace':
        isWorkspaceChanged = true;
        break;
      default:
    }
  }
  const messages: LiveMessage[] = [...jobs.values()].map((data) => ({ event: 'job', data }));
  if (received > 0) messages.push({ event: 'events', data: { received } });
  if (customers > 0) messages.push({ event: 'scores', data: { customerIds: [...customerIds], customers } });
  if (areSourcesChanged) messages.push({ event: 'sources', data: {} });
  if (areModelsChanged) messages.push({ event: 'models', data: {} });
  if (isWorkspaceChanged) messages.push({ event: 'workspace', data: {} });
  return messages;
}
