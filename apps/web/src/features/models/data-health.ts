import type { DataHealth } from '@kelvin/contracts';

/** What is amiss with the data of a model, the worst first; empty: nothing. */
export type DataTrouble = 'silent' | 'emptier' | 'refused';

/** A share of customers that stands out among the weekly ups and downs. */
const CLEARLY_MORE = 0.1;
/** Of a source's events: fewer are single mistakes of its sender. */
const MANY_REFUSED = 0.01;

/** Whether a feature is empty for clearly more customers than at the training. */
export function isEmptier({ shareThen, shareNow }: DataHealth['gaps'][number]): boolean {
  return shareNow !== null && shareNow - shareThen >= CLEARLY_MORE;
}

type Troubled = DataHealth['troubled'];

/** Sources that lose more than single events, and which share of their events. */
export function findRefused(troubled: Troubled): { sources: Troubled; share: number } {
  const sources = troubled.filter(({ received, rejected, parked }) => rejected + parked >= received * MANY_REFUSED);
  const received = sources.reduce((sum, source) => sum + source.received, 0);
  return { sources, share: received === 0 ? 0 : sources.reduce((sum, { rejected, parked }) => sum + rejected + parked, 0) / received };
}

/** The verdict: what a marketer has to have mended before he trusts the chances. */
export function judgeDataHealth(health: DataHealth): DataTrouble[] {
  const found: DataTrouble[] = [];
  if (health.silent.length > 0) found.push('silent');
  if (health.gaps.some(isEmptier)) found.push('emptier');
  if (findRefused(health.troubled).sources.length > 0) found.push('refused');
  return found;
}
