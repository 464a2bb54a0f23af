import type { DataHealth } from '@kelvin/contracts';

/** What is amiss with the data of a model, the worst first; empty: nothing. */
export type DataTrouble = 'silent' | 'emptier' | 'refused';

/** A share of customers that stands out among the weekly ups and downs. */
const CLEARLY_MORE = 0.1;
/** Of all events: fewer are single mistakes of senders. */
const MANY_REFUSED = 0.01;

/** Whether a feature is empty for clearly more customers than at the training. */
export function isEmptier({ shareThen, shareNow }: DataHealth['gaps'][number]): boolean {
  return shareNow !== null && shareNow - shareThen >= CLEARLY_MORE;
}

/** Share of the events received that were rejected or wait for repair; 0 where nothing was received. */
export function refusedShare({ troubled, received }: Pick<DataHealth, 'troubled' | 'received'>): number {
  return received === 0 ? 0 : troubled.reduce((sum, { rejected, parked }) => sum + rejected + parked, 0) / received;
}

/** The verdict: what a marketer has to have mended before he trusts the chances. */
export function judgeDataHealth(health: DataHealth): DataTrouble[] {
  const found: DataTrouble[] = [];
  if (health.silent.length > 0) found.push('silent');
  if (health.gaps.some(isEmptier)) found.push('emptier');
  if (refusedShare(health) >= MANY_REFUSED) found.push('refused');
  return found;
}
