import { MetricIndex } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';

/** So far beyond the table's ids begin those that only one computation knows. A dictionary has some hundred. */
const MADE_UP_FROM = 1_000;

/** The workspace's metrics as the scorer counts them: ids as in the table. */
export async function loadMetricIndex(tx: Tx): Promise<MetricIndex> {
  const names: (string | undefined)[] = [];
  for (const row of await tx.query<{ id: number; key: string }>('SELECT id, key FROM metric WHERE workspace_id = $1', [tx.workspaceId])) names[row.id] = row.key;
  // An id that is made up here must not be the next one that a drain gives out: rows read later would count as something else.
  names.length += MADE_UP_FROM;
  return MetricIndex.fromNames(Array.from(names));
}
