import type { Tx } from '../../platform/db/db.ts';
import { countFlaggedCurrencies } from './count-currencies.step.ts';
import { rebuildProfiles } from './rebuild-days.ts';

/**
 * Counts all that was flagged of a customer's profiles after all: takes the flags away, makes their days anew, and keeps these
 * profiles from being flagged again. Answers how many events that were. The caller holds the drain lock and marks the customer
 * stale. Devices and sections of the past are not added; they are told from what comes.
 */
export async function liftNoise(tx: Tx, customerId: string, { at, by }: { readonly at: Date; readonly by: string }): Promise<number> {
  const profiles = await tx.query<{ id: string }>('SELECT id FROM profile WHERE workspace_id = $1 AND customer_id = $2 ORDER BY id', [tx.workspaceId, customerId]);
  const ids = profiles.map(({ id }) => id);
  await countFlaggedCurrencies(tx, ids);
  const [lifted] = await tx.query<{ events: number; profiles: string[] | null }>(`
    WITH lifted AS (UPDATE event SET noise = NULL WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[]) AND noise IS NOT NULL RETURNING profile_id)
    SELECT count(*)::int AS events, array_agg(DISTINCT profile_id) AS profiles FROM lifted`, [tx.workspaceId, ids]);
  if (lifted!.events === 0) return 0;
  await tx.query('INSERT INTO noise_lift (workspace_id, profile_id, lifted_at, lifted_by) SELECT $1, id, $3, $4 FROM unnest($2::uuid[]) AS p(id) ORDER BY id ON CONFLICT DO NOTHING', [tx.workspaceId, ids, at, by]);
  await rebuildProfiles(tx, lifted!.profiles!);
  return lifted!.events;
}

/** Which of these profiles count whatever their events look like. */
export async function listLifted(tx: Tx, profileIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ profile_id: string }>('SELECT profile_id FROM noise_lift WHERE workspace_id = $1 AND profile_id = ANY($2::uuid[])', [tx.workspaceId, profileIds]);
  return new Set(rows.map((row) => row.profile_id));
}
