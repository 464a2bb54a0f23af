import type { DayRows } from '../day-rows.ts';
import type { CompiledRules } from '../rules/compile-rules.ts';
import { toHundredths } from '../rules/ledger.ts';

/**
 * The rule score, 0–100, of one customer as of several days (ascending), in one walk over what he did: what `scorePoint` says
 * of each day. A day's points hang on the rows up to it alone, so all days can be asked for on the way.
 */
export function pointsOnDays({ roles, walk }: Pick<CompiledRules, 'roles' | 'walk'>, rows: DayRows, asOfDays: readonly number[]): number[] {
  const scratch = new Float64Array(walk.plan.groups.length);
  const points: number[] = [];
  let isActive = false;
  let from = 0;
  walk.begin();
  for (const asOfDay of asOfDays) {
    while (from < rows.days.length && rows.days[from]! <= asOfDay) {
      const day = rows.days[from]!;
      let to = from;
      for (; to < rows.days.length && rows.days[to] === day; to++) isActive ||= rows.counts[to]! > 0 && Boolean(roles.active[rows.metrics[to]!]);
      walk.addDay(day, rows, from, to);
      from = to;
    }
    points.push(isActive ? toHundredths(walk.pointsAt(asOfDay, scratch)) / 100 : 0);
  }
  return points;
}
