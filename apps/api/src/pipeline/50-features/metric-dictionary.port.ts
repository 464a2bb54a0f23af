import { MetricIndex } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';

/** The workspace's metrics as the scorer counts them: ids as in the table. */
export async function loadMetricIndex(tx: Tx): Promise<MetricIndex> {
  const names: (string | undefined)[] = [];
  for (const row of await tx.query<{ id: number; key: string }>('SELECT id, key FROM metric WHERE workspace_id = $1', [tx.workspaceId])) names[row.id] = row.key;
  return MetricIndex.fromNames(Array.from(names));
}
