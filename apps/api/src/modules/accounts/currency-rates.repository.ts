import type { CurrencyRateList } from '@kelvin/contracts';
import { MONEY_MEANINGS } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';

/** The own currency and the rates that are set, by code; nobody else changes them until the transaction ends. */
export async function lockRates(tx: Tx): Promise<{ currency: string; before: Readonly<Record<string, number>> }> {
  const [row] = await tx.query<{ currency: string; currency_rates: Record<string, number> }>('SELECT currency, currency_rates FROM workspace WHERE id = $1 FOR UPDATE', [tx.workspaceId]);
  if (!row) throw new Error(`Workspace ${tx.workspaceId} is not there.`);
  return { currency: row.currency, before: row.currency_rates };
}

/** The currencies that have a rate or that events with a meaning of money named, those of most events first. */
export async function listRates(tx: Tx): Promise<CurrencyRateList> {
  const rows = await tx.query<{ own: string; currency: string | null; rate: number | null; events: string }>(`
    SELECT w.currency AS own, c.currency, (w.currency_rates ->> c.currency)::float8 AS rate, coalesce(c.events, 0) AS events
      FROM workspace w
      LEFT JOIN LATERAL (
        SELECT currency, sum(events) AS events
          FROM (SELECT m.currency, m.events FROM foreign_money m JOIN event_type t ON t.workspace_id = $1 AND t.id = m.event_type_id AND t.meaning = ANY($2::text[]) WHERE m.workspace_id = $1
                UNION ALL SELECT code, 0 FROM jsonb_object_keys(w.currency_rates) code) s
         WHERE s.currency <> w.currency
         GROUP BY currency) c ON true
     WHERE w.id = $1
     ORDER BY c.events DESC, c.currency COLLATE "C"`, [tx.workspaceId, [...MONEY_MEANINGS]]);
  const items = rows.flatMap(({ currency, rate, events }) => (currency === null ? [] : [{ currency, rate, events: Number(events) }]));
  return { currency: rows[0]?.own ?? '', items };
}
