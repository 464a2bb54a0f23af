import type { CustomerRow } from '@kelvin/contracts';
import { cx, Skeleton } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilters } from '../../../shared/api/customers.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { BandCell, ChangeText, NameCell, ReasonCell, ScoreCell } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { CustomerTableHead, NOT_ON_PHONE, TABLE_GRID, WIDE_ONLY } from './customer-table-head.tsx';
import { useCustomerWindow } from './use-customer-window.ts';

const ROW_PX = 44;

export type CustomerTableProps = {
  filters: CustomerFilters;
  peekId: string | undefined;
  onPeek: (id: string | undefined) => void;
  onOpen: (id: string) => void;
  onSort: (sort: NonNullable<CustomerFilters['sort']>, direction: 'asc' | 'desc') => void;
  /** Called with the total of these filters whenever it is known. */
  onTotal: (total: number | null) => void;
};

/** A list of any length: rows are drawn and fetched only where the reader looks. j and k move, Enter opens, Space peeks. */
export function CustomerTable({ filters, peekId, onPeek, onOpen, onSort, onTotal }: CustomerTableProps) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(-1);
  const [range, setRange] = useState({ first: 0, last: 30 });
  const { rowAt, total, error, isFetching, refetch } = useCustomerWindow(slug, filters, range.first, range.last);
  const virtual = useVirtualizer({
    count: total ?? 0, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 8, scrollPaddingStart: 36,
    onChange: ({ range: seen }) => {
      if (seen && (seen.startIndex !== range.first || seen.endIndex !== range.last)) setRange({ first: seen.startIndex, last: seen.endIndex });
    },
  });
  useEffect(() => onTotal(total), [total, onTotal]);
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
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  if (error) return <ErrorPanel error={error} onRetry={refetch} />;
  return (
    <div ref={box} role="grid" tabIndex={0} aria-label={t('table.label')} aria-describedby={`${id}-keys`} aria-rowcount={(total ?? 0) + 1} aria-busy={isFetching} aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown} className="@container relative min-h-0 flex-1 overflow-auto rounded-b-lg outline-offset-[-2px]">
      <span id={`${id}-keys`} className="sr-only">{t('table.keys')}</span>
      <div role="rowgroup" className="sticky top-0 z-10"><CustomerTableHead filters={filters} onSort={onSort} /></div>
      <div role="rowgroup" className="relative" style={{ height: total === null ? ROW_PX * 12 : virtual.getTotalSize() }}>
        {total === null ? Array.from({ length: 12 }, (_, at) => <SkeletonRow key={at} index={at} />) : virtual.getVirtualItems().map((item) => {
          const row = rowAt(item.index);
          return row
            ? <Row key={item.key} row={row} slug={slug} index={item.index} elementId={`${id}-${item.index}`} isActive={item.index === active} isPeeked={row.id === peekId} onPick={(index, customerId) => { setActive(index); onPeek(customerId); }} />
            : <SkeletonRow key={item.key} index={item.index} />;
        })}
      </div>
    </div>
  );
}

type RowProps = { row: CustomerRow; slug: string; index: number; elementId: string; isActive: boolean; isPeeked: boolean; onPick: (index: number, id: string) => void };

const Row = memo(function Row({ row, slug, index, elementId, isActive, isPeeked, onPick }: RowProps) {
  const format = useFormat();
  return (
    <div id={elementId} role="row" aria-rowindex={index + 2} aria-selected={isPeeked} onClick={() => onPick(index, row.id)}
      className={cx(TABLE_GRID, 'absolute inset-x-0 top-0 h-11 cursor-pointer border-b border-line hover:bg-surface-2', isPeeked ? 'bg-accent-soft' : 'bg-surface', isActive && 'shadow-[inset_2px_0_0_var(--accent)]')} style={{ transform: `translateY(${index * ROW_PX}px)` }}>
      <div role="rowheader" className="min-w-0">
        <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.id }} tabIndex={-1} preload={false} onClick={(event) => event.stopPropagation()} className="inline-block max-w-full align-middle hover:underline"><NameCell row={row} /></Link>
      </div>
      <div role="gridcell" className="min-w-0"><BandCell row={row} /></div>
      <div role="gridcell"><ScoreCell row={row} /></div>
      <div role="gridcell" className={NOT_ON_PHONE}><ChangeText hundredths={row.change30d} /></div>
      <div role="gridcell" className={cx('min-w-0', WIDE_ONLY)}><ReasonCell row={row} /></div>
      <div role="gridcell" className={cx('truncate text-ink-2', WIDE_ONLY)}><TimeAgo iso={row.lastSeenAt} /></div>
      <div role="gridcell" className={cx('text-right', WIDE_ONLY)}>{format.money(row.value12m)}</div>
    </div>
  );
}, (before, after) => before.row === after.row && before.index === after.index && before.isActive === after.isActive && before.isPeeked === after.isPeeked && before.slug === after.slug);

function SkeletonRow({ index }: { index: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} className={cx(TABLE_GRID, 'absolute inset-x-0 top-0 h-11 border-b border-line')} style={{ transform: `translateY(${index * ROW_PX}px)` }}>
      {['', '', '', NOT_ON_PHONE, WIDE_ONLY, WIDE_ONLY, WIDE_ONLY].map((shown, at) => <div role="gridcell" key={at} className={shown}><Skeleton className="h-4 w-3/4" /></div>)}
    </div>
  );
}
