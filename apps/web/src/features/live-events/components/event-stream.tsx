import { Button, Card, EmptyState, Skeleton, Sparkline } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { ArrowUp, Radio } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventFilters } from '../../../shared/api/events.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { useEventFeed } from '../use-event-feed.ts';
import { EventsTable } from './events-table.tsx';

export type EventStreamProps = { filters: EventFilters; isFiltered: boolean; isPaused: boolean; openId: string | undefined; onOpen: (id: string) => void; onClear: () => void; onRate: (perMinute: readonly number[]) => void };

/** The running list. It stands still while the reader is on it: paused, scrolled down, pointing at a row, or reading one. */
export function EventStream({ filters, isFiltered, isPaused, openId, onOpen, onClear, onRate }: EventStreamProps) {
  const { t } = useTranslation('liveEvents');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const { slug } = useWorkspace();
  const box = useRef<HTMLDivElement>(null);
  const [isScrolled, setIsScrolled] = useState(false);
  const [isPointedAt, setIsPointedAt] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const { first, rows, waiting, perMinute, isSample, letIn } = useEventFeed(slug, filters, isPaused || isScrolled || isPointedAt || isFocused || openId !== undefined);
  useEffect(() => onRate(perMinute), [onRate, perMinute]);
  const showNew = useCallback(() => {
    letIn();
    if (box.current) box.current.scrollTop = 0;
  }, [letIn]);
  if (first.isError) return <Card><ErrorPanel error={first.error} onRetry={() => void first.refetch()} /></Card>;
  const isEmpty = first.isSuccess && rows.length === 0;
  return (
    <Card isFlush className="relative min-h-72 flex-1">
      {waiting > 0 ? (
        <div className="absolute inset-x-0 top-10 z-10 flex justify-center">
          <Button variant="primary" size="sm" className="shadow-pop" icon={<ArrowUp aria-hidden size={14} />} onClick={showNew}>{t('newRows', { count: waiting, n: format.number(waiting) })}</Button>
        </div>
      ) : null}
      {isSample ? <p className="border-b border-line bg-warm-soft px-3 py-1 text-meta text-warm-ink">{t('sample')}</p> : null}
      <div ref={box} role="region" aria-label={t('title')} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto"
        onScroll={(event) => setIsScrolled(event.currentTarget.scrollTop > 0)}
        onPointerEnter={(event) => { if (event.pointerType === 'mouse') setIsPointedAt(true); }} onPointerLeave={() => setIsPointedAt(false)}
        onFocus={(event) => setIsFocused(event.target !== event.currentTarget)} onBlur={() => setIsFocused(false)}>
        {first.isPending ? <Waiting /> : isEmpty ? (
          isFiltered
            ? <EmptyState icon={<Radio aria-hidden size={24} />} title={tc('states.filteredTitle')} actions={<Button onClick={onClear}>{tc('actions.clearFilters')}</Button>}>{t('filtered')}</EmptyState>
            : <EmptyState icon={<Radio aria-hidden size={24} />} title={t('empty.title')} actions={<Link to="/w/$workspace/sources/new" params={{ workspace: slug }} className="font-medium text-accent underline">{t('empty.connect')}</Link>}>{t('empty.text')}</EmptyState>
        ) : <EventsTable rows={rows} openId={openId} onOpen={onOpen} />}
      </div>
    </Card>
  );
}

function Waiting() {
  return <div className="flex flex-col gap-3 p-4">{Array.from({ length: 8 }, (_, n) => <Skeleton key={n} className="h-5" />)}</div>;
}

/** How many events came in each of the last minutes. */
export function Rate({ perMinute }: { perMinute: readonly number[] }) {
  const { t } = useTranslation('liveEvents');
  const format = useFormat();
  if (perMinute.length === 0) return null;
  return (
    <span title={t('rateHint')} className="inline-flex items-center gap-2 text-meta text-ink-2 tabular-nums">
      <Sparkline values={perMinute} min={0} width={96} className="text-accent" />{t('rate', { n: format.number(perMinute.at(-1) ?? 0) })}
    </span>
  );
}
