/**
 * One row per source and hour of receipt. A single statement, so that all figures are of one moment even while items
 * arrive. Hours are UTC. `received` comes from the deliveries from an id on (those before it are settled, see
 * `ReceivedTally`) and from the sums kept of dropped days, the outcomes from the drain's tally, `pending` from what
 * still waits. `$1` workspace, `$2` days of deliveries, `$3` first id, `$4` first hour.
 */
export const INTAKE_BY_HOUR = `
  SELECT source_id, hour, sum(received)::bigint AS received, sum(processed)::bigint AS processed, sum(rejected)::bigint AS rejected, sum(parked)::bigint AS parked,
         sum(duplicates)::bigint AS duplicates, sum(pending)::bigint AS pending, sum(fanned_out)::bigint AS fanned_out, max(last_at) AS last_at
    FROM (
      SELECT source_id, date_trunc('hour', received_at, 'UTC') AS hour, sum(items) AS received, 0 AS processed, 0 AS rejected, 0 AS parked,
             0 AS duplicates, 0 AS pending, 0 AS fanned_out, max(received_at) AS last_at
        FROM delivery WHERE workspace_id = $1 AND received_on = ANY($2::date[]) AND id >= $3 AND received_at >= $4 GROUP BY 1, 2
      UNION ALL
      SELECT source_id, hour, items, 0, 0, 0, 0, 0, 0, NULL FROM intake_received WHERE workspace_id = $1 AND hour >= $4
      UNION ALL
      SELECT source_id, hour, 0, processed, rejected, parked, duplicates, 0, fanned_out, NULL FROM intake_outcome WHERE workspace_id = $1 AND hour >= $4
      UNION ALL
      SELECT source_id, date_trunc('hour', received_at, 'UTC'), 0, 0, 0, 0, 0, sum(items), 0, NULL
        FROM delivery_pending WHERE workspace_id = $1 AND received_at >= $4 GROUP BY 1, 2
    ) part GROUP BY source_id, hour`;

/**
 * The outcomes counted from the rows they left, by source and hour: events, rejected items, parked items not yet
 * mended. Slow, because it reads every event; it checks the tally. `$1` workspace.
 */
export const OUTCOMES_FROM_ROWS = `
  SELECT source_id, hour, sum(events)::bigint AS events, sum(rejected)::bigint AS rejected, sum(parked)::bigint AS parked
    FROM (
      SELECT source_id, date_trunc('hour', received_at, 'UTC') AS hour, count(*) AS events, 0 AS rejected, 0 AS parked FROM event WHERE workspace_id = $1 GROUP BY 1, 2
      UNION ALL SELECT source_id, date_trunc('hour', received_at, 'UTC'), 0, count(*), 0 FROM rejected_item WHERE workspace_id = $1 GROUP BY 1, 2
      UNION ALL SELECT source_id, date_trunc('hour', received_at, 'UTC'), 0, 0, count(*) FROM parked_item WHERE workspace_id = $1 AND resolved_at IS NULL GROUP BY 1, 2
    ) part GROUP BY source_id, hour`;
