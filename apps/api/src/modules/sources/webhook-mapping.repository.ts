import { webhookMappingSchema, type WebhookMapping } from '@kelvin/contracts';
import { MS_PER_HOUR } from '@kelvin/kernel';
import type { Tx } from '../../platform/db/db.ts';
import { lowestIdOf } from '../../platform/db/ids.ts';

/** A delivery of a webhook as it is kept. */
export interface HookDelivery {
  readonly receivedAt: Date;
  readonly isForm: boolean;
  readonly webhookId: string | null;
  readonly body: Buffer;
}

/** The mapping of a source, empty when it has none; null when the source is not there or is no webhook. */
export async function findWebhookMapping(tx: Tx, sourceId: string): Promise<WebhookMapping | null> {
  const [row] = await tx.query<{ mapping: unknown }>(`SELECT settings -> 'mapping' AS mapping FROM source WHERE workspace_id = $1 AND id = $2 AND kind = 'webhook'`, [tx.workspaceId, sourceId]);
  return row ? webhookMappingSchema.parse(row.mapping ?? {}) : null;
}

export async function saveWebhookMapping(tx: Tx, sourceId: string, mapping: WebhookMapping): Promise<void> {
  await tx.query(`UPDATE source SET settings = settings || jsonb_build_object('mapping', $3::jsonb) WHERE workspace_id = $1 AND id = $2`, [tx.workspaceId, sourceId, JSON.stringify(mapping)]);
}

const MAX_BODY_BYTES = 256 * 1024;
/** Hours looked through: a source that sends rarely still shows more than one body. */
const MAX_HOURS = 5;

/**
 * The newest deliveries of a webhook, newest first. Deliveries have no index by source, so the hours in which the source
 * sent are asked of its tally, and only their range of ids is read.
 */
export async function listHookDeliveries(tx: Tx, sourceId: string, limit: number): Promise<HookDelivery[]> {
  const hours = await tx.query<{ hour: Date }>(`
    SELECT DISTINCT hour FROM (
      (SELECT hour FROM intake_outcome WHERE workspace_id = $1 AND source_id = $2 ORDER BY hour DESC LIMIT $3)
      UNION ALL (SELECT date_trunc('hour', received_at, 'UTC') FROM delivery_pending WHERE workspace_id = $1 AND source_id = $2 AND NOT is_import LIMIT 1)
    ) sent ORDER BY hour DESC LIMIT $3`, [tx.workspaceId, sourceId, MAX_HOURS]);
  const found: HookDelivery[] = [];
  for (const { hour } of hours) {
    if (found.length >= limit) break;
    const rows = await tx.query<{ received_at: Date; route: string; webhook_id: string | null; body: Buffer }>(`
      SELECT received_at, route, headers ->> 'webhook-id' AS webhook_id, body FROM delivery
       WHERE workspace_id = $1 AND received_on = $3::date AND id >= $4 AND id < $5 AND source_id = $2 AND length(body) <= $6 ORDER BY id DESC LIMIT $7`,
    [tx.workspaceId, sourceId, hour.toISOString().slice(0, 10), lowestIdOf(hour.getTime()), lowestIdOf(hour.getTime() + MS_PER_HOUR), MAX_BODY_BYTES, limit - found.length]);
    found.push(...rows.map((row) => ({ receivedAt: row.received_at, isForm: row.route === 'hook/form', webhookId: row.webhook_id, body: row.body })));
  }
  return found;
}
