import { cx } from '@kelvin/ui';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilters } from '../../../shared/api/customers.ts';

type Sort = NonNullable<CustomerFilters['sort']>;
/** Columns of the head and of each row: three, four or seven, by the width that the table has. */
export const TABLE_GRID = 'grid items-center gap-x-3 px-4 grid-cols-[minmax(0,1fr)_112px_48px] @lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.6fr)_100px_64px] @min-[54rem]:grid-cols-[minmax(0,1.4fr)_minmax(0,1.3fr)_100px_64px_minmax(0,1.9fr)_104px_104px]';
/** Columns that only a wide table has, and those that a phone leaves out. */
export const WIDE_ONLY = '@max-[54rem]:hidden';
export const NOT_ON_PHONE = '@max-lg:hidden';
const HIDDEN: Readonly<Record<string, string>> = { change: NOT_ON_PHONE, reason: WIDE_ONLY, lastSeen: WIDE_ONLY, value: WIDE_ONLY };

const COLUMNS: readonly { key: 'customer' | 'temperature' | 'score' | 'change' | 'reason' | 'lastSeen' | 'value'; sort?: Sort; first?: 'asc' | 'desc' }[] = [
  { key: 'customer', sort: 'name', first: 'asc' }, { key: 'temperature' }, { key: 'score', sort: 'score', first: 'desc' }, { key: 'change' }, { key: 'reason' },
  { key: 'lastSeen', sort: 'last_seen', first: 'desc' }, { key: 'value', sort: 'value', first: 'desc' },
];

export function CustomerTableHead({ filters, onSort }: { filters: CustomerFilters; onSort: (sort: Sort, direction: 'asc' | 'desc') => void }) {
  const { t } = useTranslation('customers');
  const { t: tl } = useTranslation('customerList');
  const direction = filters.direction ?? 'desc';
  return (
    <div role="row" aria-rowindex={1} className={cx(TABLE_GRID, 'h-9 border-b border-line bg-surface-2 text-meta font-medium text-ink-2')}>
      {COLUMNS.map(({ key, sort, first }) => {
        const isSorted = sort !== undefined && filters.sort === sort;
        const label = tl(`columns.${key}`);
        const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
        return (
          <div key={key} role="columnheader" aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : undefined} className={cx('min-w-0 truncate', key === 'value' && 'text-right', HIDDEN[key])}>
            {sort && first ? (
              <button type="button" title={t('sort.by', { column: label })} onClick={() => onSort(sort, isSorted ? (direction === 'asc' ? 'desc' : 'asc') : first)} className={cx('inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink', isSorted && 'text-ink')}>
                {label}{isSorted ? <Arrow aria-hidden size={12} /> : null}
              </button>
            ) : label}
          </div>
        );
      })}
    </div>
  );
}
