import { cx } from '@kelvin/ui';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilters } from '../../../shared/api/customers.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import type { Column, TableLayout } from './table-layout.ts';

type Sort = NonNullable<CustomerFilters['sort']>;

export function CustomerTableHead({ layout, filters, onSort }: { layout: TableLayout; filters: CustomerFilters; onSort: (sort: Sort, direction: 'asc' | 'desc') => void }) {
  const { t } = useTranslation('customers');
  const labelOf = useColumnLabel();
  const format = useFormat();
  const direction = filters.direction ?? 'desc';
  return (
    <div role="row" aria-rowindex={1} className={cx(layout.grid, 'h-9 border-b border-line bg-surface-2 text-meta font-medium text-ink-2')}>
      {layout.columns.map((column) => {
        const { key, sort, first, narrow, outcome } = column;
        const isSorted = sort !== undefined && filters.sort === sort;
        const label = labelOf(column);
        const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
        return (
          <div key={key} role="columnheader" aria-sort={isSorted ? (direction === 'asc' ? 'ascending' : 'descending') : undefined} className={cx('min-w-0 truncate', key === 'value' && 'text-right', narrow)}>
            {sort && first ? (
              <button type="button" title={t('sort.by', { column: outcome ? format.outcomeName(outcome.name) : label })} onClick={() => onSort(sort, isSorted ? (direction === 'asc' ? 'desc' : 'asc') : first)} className={cx('inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink', isSorted && 'text-ink')}>
                {label}{isSorted ? <Arrow aria-hidden size={12} /> : null}
              </button>
            ) : label}
          </div>
        );
      })}
    </div>
  );
}

function useColumnLabel(): (column: Column) => string {
  const { t } = useTranslation('customers');
  const { t: tl } = useTranslation('customerList');
  const format = useFormat();
  return ({ key, outcome }) => (key === 'buys' || key === 'leaves' ? t(`columns.${key}`, { n: format.number(outcome!.horizonDays) }) : tl(`columns.${key}`));
}
