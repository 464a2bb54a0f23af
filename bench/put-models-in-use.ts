import type { OutcomeDefinition } from '@kelvin/contracts';
import type { Account } from '../tools/rig/account.ts';
import { trainByApi } from './train-by-api.ts';

const OUTCOMES: readonly OutcomeDefinition[] = [
  { name: 'Buys', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } },
  { name: 'Leaves', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } },
  { name: 'Needs help', role: 'support', horizonDays: 14, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } },
];

/** Trains three models through the API and puts them in use, also those that the gate would not: their speed is asked here, not their use. */
export async function putModelsInUse(account: Account): Promise<void> {
  for (const definition of OUTCOMES) {
    const version = await trainByApi(account, definition);
    if (version.state !== 'in_use') await account.client.call('POST', `/api/w/${account.workspace.slug}/models/${version.id}/promote`, {});
  }
}
