import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, ModelVersion, ModelVersionList, Outcome, OutcomeDefinition } from '@kelvin/contracts';
import type { Account } from '../tools/rig/account.ts';

const LOOK_EVERY_MS = 500;

/** Defines an outcome and trains its first model, as a person would. Throws when the training ends without a model. */
export async function trainByApi({ client, workspace }: Account, definition: OutcomeDefinition): Promise<ModelVersion> {
  const base = `/api/w/${workspace.slug}`;
  const begun = performance.now();
  const outcome = await client.call<Outcome>('POST', `${base}/outcomes`, definition);
  const job = await client.call<Job>('POST', `${base}/outcomes/${outcome.id}/train`, {});
  for (;;) {
    const now = await client.call<Job>('GET', `${base}/jobs/${job.id}`);
    if (now.status === 'failed' || now.status === 'cancelled') throw new Error(`Training of ${definition.name} ended ${now.status}: ${now.error?.message ?? 'no reason'}`);
    if (now.status === 'done') break;
    await sleep(LOOK_EVERY_MS);
  }
  const { items: [version] } = await client.call<ModelVersionList>('GET', `${base}/outcomes/${outcome.id}/versions`);
  if (!version) throw new Error(`Training of ${definition.name} left no model.`);
  console.log(`${definition.name}: ${version.engine}, ${version.state.replace('_', ' ')}, trained in ${((performance.now() - begun) / 1000).toFixed(1)} s on ${version.rows} rows`);
  return version;
}
