import { ACTIVITY_MEANINGS, type DayNumber } from '@kelvin/kernel';
import type { DayRows, MetricIndex } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { gatherRows } from './gather-rows.read-model.ts';

/**
 * Of those who did nothing within the rows, gathers everything they ever did and puts it into `rows`: how long somebody is silent
 * is known from his last day however long ago that is, and only who never did anything is not scored. `customerIds`: who may have
 * begun before the rows do; where all of them were there since, nothing is read.
 */
export async function addSilentPasts(tx: Tx, rows: Map<string, DayRows>, customerIds: readonly string[], { asOfDay, index }: { readonly asOfDay: DayNumber; readonly index: MetricIndex }): Promise<void> {
  const silent = customerIds.filter((id) => !wasThere(rows.get(id), index));
  if (silent.length === 0) return;
  const everything = await gatherRows(tx, silent, asOfDay, asOfDay);
  for (const [id, all] of everything.rows) rows.set(id, all);
}

function wasThere(rows: DayRows | undefined, index: MetricIndex): boolean {
  for (let row = (rows?.days.length ?? 0) - 1; row >= 0; row -= 1) {
    if (rows!.counts[row]! > 0 && (ACTIVITY_MEANINGS as ReadonlySet<string>).has(index.nameOf(rows!.metrics[row]!))) return true;
  }
  return false;
}
