import type { CurrencyRates } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import type { FlaggedEvent } from '../20-normalise/drain-items.shape.ts';

/**
 * Counts events with money of other currencies, by type, so that a screen can say for which of them a rate is missing.
 * Costs nothing where all money is the workspace's own.
 */
export async function countCurrencies(tx: Tx, events: readonly FlaggedEvent[], { currency: own }: { readonly currency: string }): Promise<void> {
  const counts = new Map<string, { event_type_id: number; currency: string; events: number }>();
  for (const { noise, eventTypeId, event } of events) {
    if (noise !== null || event.currency === null || event.amount === null || event.amount === 0) continue;
    const currency = event.currency.toUpperCase();
    if (currency === own.toUpperCase()) continue;
    const key = `${eventTypeId} ${currency}`;
    const count = counts.get(key);
    if (count) count.events += 1;
    else counts.set(key, { event_type_id: eventTypeId, currency, events: 1 });
  }
  if (counts.size === 0) return;
  await tx.query(`
    INSERT INTO foreign_money (workspace_id, event_type_id, currency, events)
    SELECT $1, event_type_id, currency, events FROM json_to_recordset($2) AS c(event_type_id int, currency text, events int) ORDER BY event_type_id, currency COLLATE "C"
    ON CONFLICT (workspace_id, event_type_id, currency) DO UPDATE SET events = foreign_money.events + excluded.events`, [tx.workspaceId, JSON.stringify([...counts.values()])]);
}

/** Counts those of some profiles that were left out as noise and are to count from now on; called before their flags are taken away. */
export async function countFlaggedCurrencies(tx: Tx, profileIds: readonly string[]): Promise<void> {
  await addForeignMoney(tx, 'noise IS NOT NULL AND profile_id = ANY($3::uuid[])', [profileIds]);
}

/** Adds those of the stored events that pass a test, SQL whose own parameters begin at $3. */
export async function addForeignMoney(tx: Tx, test: string, parameters: readonly unknown[]): Promise<void> {
  const { currency } = await getWorkspaceFacts(tx);
  await tx.query(`
    INSERT INTO foreign_money (workspace_id, event_type_id, currency, events)
    SELECT workspace_id, event_type_id, upper(currency), count(*) FROM event
     WHERE workspace_id = $1 AND amount <> 0 AND upper(currency) <> upper($2) AND ${test} GROUP BY 1, 2, 3 ORDER BY 2, 3
    ON CONFLICT (workspace_id, event_type_id, currency) DO UPDATE SET events = foreign_money.events + excluded.events`, [tx.workspaceId, currency, ...parameters]);
}

/** Says in SQL of an event `e` what {@link CurrencyRates} say; `rates` is a parameter with {@link ratesParameter}. */
export function rateSql(rates: string): string {
  return `CASE WHEN e.currency IS NULL THEN 1 ELSE coalesce((${rates}::jsonb ->> upper(e.currency))::float8, 0) END`;
}

export function ratesParameter(rates: CurrencyRates): string {
  return JSON.stringify(Object.fromEntries(rates));
}
