import type { CustomerList, ListedCustomer, ListedOutcome } from '@kelvin/contracts';
import { cx, Skeleton } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilters } from '../../../shared/api/customers.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { BandCell, ChangeText, NameCell, ReasonCell, ScoreCell, useCauseText } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { pressedKey } from '../../../shared/ui/pressed-key.ts';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { ChanceCell } from './chance-cell.tsx';
import { CustomerTableHead } from './customer-table-head.tsx';
import { layoutOf, type Column, type TableLayout } from './table-layout.ts';
import { useCustomerWindow } from './use-customer-window.ts';

const ROW_PX = 44;

export type CustomerTableProps = {
  filters: CustomerFilters;
  /** Those with a column of chances, until the list says so itself. */
  outcomes: readonly ListedOutcome[];
  peekId: string | undefined;
  onPeek: (id: string | undefined) => void;
  onOpen: (id: string) => void;
  onSort: (sort: NonNullable<CustomerFilters['sort']>, direction: 'asc' | 'desc') => void;
  /** Called with what is known of the whole list of these filters, and with null until then. */
  onHead: (head: CustomerList | null) => void;
};

/** A list of any length: rows are drawn and fetched only where the reader looks. j and k move, Enter opens, Space peeks. */
export function CustomerTable({ filters, outcomes, peekId, onPeek, onOpen, onSort, onHead }: CustomerTableProps) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(-1);
  const [range, setRange] = useState({ first: 0, last: 30 });
  const { rowAt, head, error, isFetching, refetch } = useCustomerWindow(slug, filters, range.first, range.last);
  // Rows never show before their columns do; while other filters load, the columns stay.
  const listed = head?.outcomes ?? outcomes;
  const layout = useMemo(() => layoutOf(listed, filters.sort), [listed, filters.sort]);
  const total = head?.total ?? null;
  const virtual = useVirtualizer({
    count: total ?? 0, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 8, scrollPaddingStart: 36,
    onChange: ({ range: seen }) => {
      if (seen && (seen.startIndex !== range.first || seen.endIndex !== range.last)) setRange({ first: seen.startIndex, last: seen.endIndex });
    },
  });
  useEffect(() => onHead(head), [head, onHead]);
  const move = (to: number) => {
    const next = Math.min(Math.max(0, to), (total ?? 1) - 1);
    setActive(next);
    virtual.scrollToIndex(next);
    const row = rowAt(next);
    if (peekId !== undefined && row) onPeek(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const row = rowAt(active);
    const acts: Record<string, () => void> = {
      j: () => move(active + 1), ArrowDown: () => move(active + 1), k: () => move(active - 1), ArrowUp: () => move(active - 1),
      PageDown: () => move(active + 10), PageUp: () => move(active - 10), Home: () => move(0), End: () => move((total ?? 1) - 1),
      Enter: () => { if (row) onOpen(row.id); }, ' ': () => { if (row) onPeek(peekId === row.id ? undefined : row.id); }, Escape: () => onPeek(undefined),
    };
    const act = acts[pressedKey(event)];
    if (!act) return;
    event.preventDefault();
    act();
  };
  if (error) return <ErrorPanel error={error} onRetry={refetch} />;
  return (
    <div ref={box} role="grid" tabIndex={0} aria-label={t('table.label')} aria-describedby={`${id}-keys`} aria-rowcount={(total ?? 0) + 1} aria-busy={isFetching} aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown} className="@container relative min-h-0 flex-1 overflow-auto rounded-b-lg outline-offset-[-2px]">
      <span id={`${id}-keys`} className="sr-only">{t('table.keys')}</span>
      <div role="rowgroup" className="sticky top-0 z-10"><CustomerTableHead layout={layout} filters={filters} onSort={onSort} /></div>
      <div role="rowgroup" className="relative" style={{ height: total === null ? ROW_PX * 12 : virtual.getTotalSize() }}>
        {total === null ? Array.from({ length: 12 }, (_, at) => <SkeletonRow key={at} index={at} layout={layout} />) : virtual.getVirtualItems().map((item) => {
          const row = rowAt(item.index);
          return row
            ? <Row key={item.key} row={row} layout={layout} slug={slug} index={item.index} elementId={`${id}-${item.index}`} isActive={item.index === active} isPeeked={row.id === peekId} onPick={(index, customerId) => { setActive(index); onPeek(customerId); }} />
            : <SkeletonRow key={item.key} index={item.index} layout={layout} />;
        })}
      </div>
    </div>
  );
}

type RowProps = { row: ListedCustomer; layout: TableLayout; slug: string; index: number; elementId: string; isActive: boolean; isPeeked: boolean; onPick: (index: number, id: string) => void };

/** On a phone a cause stands in a line below the others, as wide as the row. */
const ROOM_FOR_CAUSE = '@max-lg:content-start @max-lg:grid-rows-[24px] @max-lg:pt-0.5';

const Row = memo(function Row({ row, layout, slug, index, elementId, isActive, isPeeked, onPick }: RowProps) {
  const cause = useCauseText()(row);
  return (
    <div id={elementId} role="row" aria-rowindex={index + 2} aria-selected={isPeeked} onClick={() => onPick(index, row.id)}
      className={cx(layout.grid, 'absolute inset-x-0 top-0 h-11 cursor-pointer border-b border-line hover:bg-surface-2', isPeeked ? 'bg-accent-soft' : 'bg-surface', isActive && 'shadow-[inset_2px_0_0_var(--accent)]', cause && ROOM_FOR_CAUSE)} style={{ transform: `translateY(${index * ROW_PX}px)` }}>
      {layout.columns.map((column) => (
        <div key={column.key} role={column.key === 'customer' ? 'rowheader' : 'gridcell'} className={cx('min-w-0', column.key === 'value' && 'text-right', column.key === 'lastSeen' && 'truncate text-ink-2', column.narrow)}>
          <Cell column={column} row={row} slug={slug} />
          {cause && column.key === 'customer' ? <span className="absolute inset-x-4 bottom-0.5 truncate text-label text-risk-ink @lg:hidden">{cause}</span> : null}
        </div>
      ))}
    </div>
  );
}, (before, after) => before.row === after.row && before.layout === after.layout && before.index === after.index && before.isActive === after.isActive && before.isPeeked === after.isPeeked && before.slug === after.slug);

function Cell({ column, row, slug }: { column: Column; row: ListedCustomer; slug: string }): ReactNode {
  switch (column.key) {
    case 'customer':
      return <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.id }} tabIndex={-1} preload={false} onClick={(event) => event.stopPropagation()} className="inline-block max-w-full align-middle hover:underline"><NameCell row={row} /></Link>;
    case 'temperature': return <BandCell row={row} />;
    case 'score': return <ScoreCell row={row} />;
    case 'change': return <ChangeText hundredths={row.change30d} />;
    case 'buys': case 'leaves': return <ChanceCell chance={row[column.key]} outcome={column.outcome!} />;
    case 'reason': return <ReasonCell row={row} />;
    case 'lastSeen': return <TimeAgo iso={row.lastSeenAt} />;
    case 'value': return <ValueCell row={row} />;
  }
}

/** What he brought, and of those at risk what there is to lose, which the list is sorted by at first. */
function ValueCell({ row }: { row: ListedCustomer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <>
      {format.money(row.value12m)}
      {row.atStake > 0 ? <span className="block truncate text-meta text-risk-ink">{t('table.atStake', { money: format.money(row.atStake) })}</span> : null}
    </>
  );
}

function SkeletonRow({ index, layout }: { index: number; layout: TableLayout }) {
  return (
    <div role="row" aria-rowindex={index + 2} className={cx(layout.grid, 'absolute inset-x-0 top-0 h-11 border-b border-line')} style={{ transform: `translateY(${index * ROW_PX}px)` }}>
      {layout.columns.map(({ key, narrow }) => <div role="gridcell" key={key} className={narrow}><Skeleton className="h-4 w-3/4" /></div>)}
    </div>
  );
}
