import type { Pool } from 'pg';
import type { NewDelivery } from './new-delivery.ts';

/** A delivery with what receipt added to it. */
export interface ReceivedDelivery extends NewDelivery {
  readonly id: string;
  readonly receivedAt: Date;
}

/**
 * One statement for a whole flush: the bodies travel as one binary parameter and are cut apart by offset, the other
 * columns as one JSON text, which costs Node half of what arrays of parameters do.
 */
const INSERT_DELIVERIES = `
  WITH r AS (
    SELECT * FROM json_to_recordset($1::json) AS r(w uuid, i uuid, s uuid, t timestamptz, p text, n int, h jsonb, o int, l int)
  ), kept AS (
    INSERT INTO delivery (workspace_id, received_on, id, source_id, received_at, route, items, headers, body)
    SELECT w, (t AT TIME ZONE 'UTC')::date, i, s, t, p, n, h, substring($2::bytea FROM o FOR l) FROM r
  )
  INSERT INTO delivery_pending (workspace_id, is_import, delivery_id, received_on, source_id, received_at, items, bytes)
  SELECT w, false, i, (t AT TIME ZONE 'UTC')::date, s, t, n, l FROM r`;

/** Commits deliveries with their pending rows, all or none. `pool` connects as the ingest role. */
export async function insertDeliveries(pool: Pool, deliveries: readonly ReceivedDelivery[]): Promise<void> {
  // Offsets of bytea count from 1.
  let offset = 1;
  const rows = deliveries.map((delivery) => {
    const row = {
      w: delivery.workspaceId, i: delivery.id, s: delivery.sourceId, t: delivery.receivedAt, p: delivery.route,
      n: delivery.items, h: delivery.headers, o: offset, l: delivery.body.length,
    };
    offset += delivery.body.length;
    return row;
  });
  const bodies = deliveries.length === 1 ? deliveries[0]!.body : Buffer.concat(deliveries.map(({ body }) => body), offset - 1);
  await pool.query({ name: 'insert_deliveries', text: INSERT_DELIVERIES, values: [JSON.stringify(rows), bodies] });
}
