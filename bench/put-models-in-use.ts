import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, ModelVersionList, Outcome, OutcomeDefinition } from '@kelvin/contracts';
import type { Account } from '../tools/rig/account.ts';

const OUTCOMES: readonly OutcomeDefinition[] = [
  { name: 'Buys', role: 'buys', horizonDays: 30, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] }, atLeast: 1 } },
  { name: 'Leaves', role: 'leaves', horizonDays: 90, condition: { kind: 'inactivity', filter: null } },
  { name: 'Needs help', role: 'support', horizonDays: 14, condition: { kind: 'event_count', filter: { event: { by: 'meaning', meaning: 'ticket_opened' }, where: [] }, atLeast: 1 } },
];
const LOOK_EVERY_MS = 500;

/** Trains three models through the API and puts them in use, also those that the gate would not: their speed is asked here, not their use. */
export async function putModelsInUse({ client, workspace }: Account): Promise<void> {
  const base = `/api/w/${workspace.slug}`;
  for (const definition of OUTCOMES) {
    const begun = performance.now();
    const outcome = await client.call<Outcome>('POST', `${base}/outcomes`, definition);
    const job = await client.call<Job>('POST', `${base}/outcomes/${outcome.id}/train`, {});
    for (;;) {
      const { items } = await client.call<{ items: Job[] }>('GET', `${base}/jobs`);
      const now = items.find(({ id }) => id === job.id)!;
      if (now.status === 'failed' || now.status === 'cancelled') throw new Error(`Training of ${definition.name} ended ${now.status}: ${now.error?.message ?? 'no reason'}`);
      if (now.status === 'done') break;
      await sleep(LOOK_EVERY_MS);
    }
    const { items } = await client.call<ModelVersionList>('GET', `${base}/outcomes/${outcome.id}/versions`);
    const [version] = items;
    if (!version) throw new Error(`Training of ${definition.name} left no model.`);
    if (version.state !== 'in_use') await client.call('POST', `${base}/models/${version.id}/promote`, {});
    console.log(`${definition.name}: ${version.engine}, trained in ${((performance.now() - begun) / 1000).toFixed(1)} s on ${version.rows} rows`);
  }
}
