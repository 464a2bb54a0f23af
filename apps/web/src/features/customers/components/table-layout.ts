import type { ListedOutcome, ListedRole } from '@kelvin/contracts';
import type { CustomerFilters } from '../../../shared/api/customers.ts';

export interface Column {
  readonly key: 'customer' | 'temperature' | 'score' | 'change' | 'reason' | 'lastSeen' | 'value' | ListedRole;
  readonly sort?: NonNullable<CustomerFilters['sort']>;
  /** The direction that a first click sorts in. */
  readonly first?: 'asc' | 'desc';
  /** A class that hides the column where the table is too narrow for it. */
  readonly narrow?: string;
  /** The outcome of a column of chances. */
  readonly outcome?: ListedOutcome;
}

export interface TableLayout {
  /** Columns of the head and of each row, by the width that the table has. */
  readonly grid: string;
  readonly columns: readonly Column[];
}

const BASE = 'grid items-center gap-x-3 px-4 grid-cols-[minmax(0,1fr)_112px_48px]';
const BASE_WITH_CHANCE = 'grid items-center gap-x-3 px-4 grid-cols-[minmax(0,1fr)_104px_72px]';
const NOT_ON_PHONE = '@max-lg:hidden';
const FROM_54 = '@max-[54rem]:hidden';
const FROM_58 = '@max-[58rem]:hidden';
const FROM_72 = '@max-[72rem]:hidden';

/** Beyond a phone: without chances, with one and with two columns of them. Each class stands here as a whole, or the style sheet would not hold it. */
const GRIDS = [
  '@lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.6fr)_100px_64px] @min-[54rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.3fr)_100px_64px_minmax(0,1.9fr)_120px_104px]',
  '@lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.3fr)_100px_92px] @min-[54rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_minmax(0,1.6fr)] @min-[58rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_minmax(0,1.6fr)_96px] @min-[72rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_minmax(0,1.6fr)_120px_104px]',
  '@lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.3fr)_100px_92px] @min-[54rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_92px_minmax(0,1.6fr)] @min-[58rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_92px_minmax(0,1.6fr)_96px] @min-[72rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.1fr)_100px_60px_92px_92px_minmax(0,1.6fr)_120px_104px]',
] as const;

/**
 * The columns of the list: chances stand beside the score, and take the place of what says less where it is narrow. The one
 * that the list is sorted by is seen at any width, on a phone instead of the score.
 */
export function layoutOf(outcomes: readonly ListedOutcome[], sort: CustomerFilters['sort']): TableLayout {
  const listed = outcomes.slice(0, 2);
  const sorted = listed.find(({ role }) => role === sort);
  const first = sorted ?? listed[0];
  const chances = listed.map((outcome): Column => ({ key: outcome.role, sort: outcome.role, first: 'desc', outcome, ...(outcome === sorted ? {} : { narrow: outcome === first ? NOT_ON_PHONE : FROM_54 }) }));
  const hasChances = chances.length > 0;
  return {
    grid: `${sorted ? BASE_WITH_CHANCE : BASE} ${GRIDS[chances.length]!}`,
    columns: [
      { key: 'customer', sort: 'name', first: 'asc' }, { key: 'temperature' }, { key: 'score', sort: 'score', first: 'desc', ...(sorted ? { narrow: NOT_ON_PHONE } : {}) }, { key: 'change', narrow: hasChances ? FROM_54 : NOT_ON_PHONE },
      ...chances, { key: 'reason', narrow: FROM_54 },
      { key: 'lastSeen', sort: 'last_seen', first: 'desc', narrow: hasChances ? FROM_72 : FROM_54 }, { key: 'value', sort: 'value', first: 'desc', narrow: hasChances ? FROM_58 : FROM_54 },
    ],
  };
}
