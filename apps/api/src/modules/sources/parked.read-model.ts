import type { AmountWord, ParkedGroup } from '@kelvin/contracts';
import { z } from 'zod';
import type { Tx } from '../../platform/db/db.ts';

const SAMPLE_BYTES = 16_384;
/** Events that used to carry an amount and do not any more. */
export const MISSING_AMOUNT = 'missing_amount';
/** Of so many, from the newest on, it is told which events and fields they are of. */
const LOOKED_AT = 2_000;
const missingSchema = z.object({ missing: z.object({ eventType: z.string(), was: z.string().nullable(), share: z.number(), maybe: z.array(z.string()) }) });

/** What waits for repair of a source, by reason, the most first, each with its newest item. */
export async function listParkedGroups(tx: Tx, sourceId: string): Promise<ParkedGroup[]> {
  const rows = await tx.query<{ code: string; items: number; newest_at: Date; message: string; raw: Buffer }>(`
    SELECT g.code, g.items, g.newest_at, n.message, n.raw
      FROM (SELECT code, count(*)::int AS items, max(parked_at) AS newest_at FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND resolved_at IS NULL GROUP BY code) g
     CROSS JOIN LATERAL (
       SELECT message, substring(raw FROM 1 FOR $3) AS raw FROM parked_item
        WHERE workspace_id = $1 AND source_id = $2 AND code = g.code AND resolved_at IS NULL ORDER BY delivery_id DESC, item_index LIMIT 1
     ) n ORDER BY g.items DESC, g.code`, [tx.workspaceId, sourceId, SAMPLE_BYTES]);
  const missing = rows.some(({ code }) => code === MISSING_AMOUNT) ? await describeMissingAmounts(tx, sourceId) : null;
  return rows.map((row) => ({
    code: row.code, message: row.message, items: row.items, newestAt: row.newest_at.toISOString(), sample: parse(row.raw.toString('utf8')), missing: row.code === MISSING_AMOUNT ? missing : null,
  }));
}

/** What the newest of them say together: fields by how many propose them. */
async function describeMissingAmounts(tx: Tx, sourceId: string): Promise<ParkedGroup['missing']> {
  const found = await listMissing(tx, sourceId);
  if (found.length === 0) return null;
  const votes = new Map<string, number>();
  for (const { maybe } of found) for (const [rank, field] of maybe.entries()) votes.set(field, (votes.get(field) ?? 0) + 1 / (rank + 1));
  const [newest] = found;
  return {
    eventTypes: [...new Set(found.map(({ eventType }) => eventType))].sort(), was: newest!.was, share: Math.min(...found.map(({ share }) => share)),
    maybe: [...votes].sort(([, a], [, b]) => b - a).map(([field]) => field).slice(0, 5),
  };
}

/** Event types of which something waits for its amount. */
export async function listMissingAmountTypes(tx: Tx, sourceId: string): Promise<string[]> {
  return [...new Set((await listMissing(tx, sourceId)).map(({ eventType }) => eventType))].sort();
}

async function listMissing(tx: Tx, sourceId: string): Promise<z.infer<typeof missingSchema>['missing'][]> {
  const rows = await tx.query<{ envelope: string | null }>(`
    SELECT envelope FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL ORDER BY delivery_id DESC, item_index LIMIT $4`, [tx.workspaceId, sourceId, MISSING_AMOUNT, LOOKED_AT]);
  return rows.flatMap(({ envelope }) => {
    const read = missingSchema.safeParse(parse(envelope ?? ''));
    return read.success ? [read.data.missing] : [];
  });
}

/** What was said of amounts of a source's events, by the event's name. */
export async function listAmountWords(tx: Tx, sourceId: string): Promise<AmountWord[]> {
  const rows = await tx.query<{ name: string; named_field: string | null; is_optional: boolean }>(`
    SELECT t.name, h.named_field, h.is_optional FROM amount_habit h JOIN event_type t ON t.workspace_id = $1 AND t.id = h.event_type_id
     WHERE h.workspace_id = $1 AND h.source_id = $2 AND (h.is_optional OR h.named_field IS NOT NULL) ORDER BY t.name COLLATE "C"`, [tx.workspaceId, sourceId]);
  return rows.map((row) => ({ eventType: row.name, field: row.named_field, isOptional: row.is_optional }));
}

export async function countParked(tx: Tx, sourceId: string, code: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM parked_item WHERE workspace_id = $1 AND source_id = $2 AND code = $3 AND resolved_at IS NULL', [tx.workspaceId, sourceId, code]);
  return row!.n;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
