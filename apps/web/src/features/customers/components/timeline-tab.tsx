import type { CustomerHistory } from '@kelvin/contracts';
import { BandIcon, Button, Select, Skeleton } from '@kelvin/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { isBand, useBandWord } from '../../../shared/scoring/bands.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { customerEventsOptions, customerHistoryOptions } from '../api/customer.ts';
import { EventLine } from './event-line.tsx';
import { buildTimeline, type TimelineItem } from './timeline-items.ts';

const FILTERS = ['visit', 'view', 'key_action', 'order', 'subscription_payment', 'payment_failed', 'refund', 'email_opened', 'email_clicked', 'message_in', 'ticket_opened', 'review'] as const;

const NOTHING = { changes: [], models: [] };

/** What happened to the customer, by day, newest first; changes of temperature stand among the events, and models that came into use. */
export function TimelineTab({ customerId, meaning, onMeaning }: { customerId: string; meaning: string | undefined; onMeaning: (meaning: string | undefined) => void }) {
  const { t } = useTranslation('customers');
  const { t: ts } = useTranslation('scoring');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const { slug } = useWorkspace();
  const events = useInfiniteQuery(customerEventsOptions(slug, customerId, meaning));
  const history = useQuery(customerHistoryOptions(slug, customerId));
  if (events.isError && !events.data) return <ErrorPanel error={events.error} onRetry={() => void events.refetch()} />;
  const loaded = events.data?.pages.flatMap((page) => page.items) ?? [];
  const days = buildTimeline(loaded, meaning || !history.data ? NOTHING : history.data, events.data !== undefined && !events.hasNextPage, (iso) => format.date(iso));
  return (
    <div className="flex flex-col gap-2 p-4">
      <Select aria-label={t('timeline.filter')} value={meaning ?? ''} onChange={(event) => onMeaning(event.target.value || undefined)} className="w-auto! self-start">
        <option value="">{t('timeline.all')}</option>
        {FILTERS.map((one) => <option key={one} value={one}>{ts(`meanings.${one}`)}</option>)}
      </Select>
      {events.isPending ? Array.from({ length: 6 }, (_, at) => <Skeleton key={at} className="my-1 h-10" />) : null}
      {events.data && days.length === 0 ? <p className="py-4 text-ink-2">{t('timeline.empty')}</p> : null}
      {days.map((day) => (
        <section key={day.day}>
          <h3 className="sticky top-12 z-1 bg-surface py-1 text-meta font-semibold text-ink-2">{day.day}</h3>
          <ul className="divide-y divide-line">{day.items.map((item) => <li key={keyOf(item)}><Line item={item} /></li>)}</ul>
        </section>
      ))}
      {events.hasNextPage ? <Button className="self-center" isBusy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>{tc('actions.showMore')}</Button> : null}
      {events.data && !events.hasNextPage && loaded.length > 10 ? <p className="py-2 text-center text-meta text-ink-3">{t('timeline.end')}</p> : null}
    </div>
  );
}

function keyOf(item: TimelineItem): string {
  return item.kind === 'event' ? item.event.id : item.kind === 'change' ? item.change.id : `model-${item.number}`;
}

function Line({ item }: { item: TimelineItem }) {
  if (item.kind === 'event') return <EventLine event={item.event} />;
  return item.kind === 'change' ? <ChangeLine change={item.change} /> : <ModelLine at={item.at} number={item.number} />;
}

function ModelLine({ at, number }: { at: string; number: number }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <div className="flex items-start gap-3 py-2">
      <span aria-hidden className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"><Gauge size={14} /></span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('timeline.model', { n: format.number(number) })}</p>
        <p className="text-meta text-ink-2">{t('timeline.modelText')}</p>
      </div>
      <TimeAgo iso={at} className="text-meta whitespace-nowrap text-ink-3" />
    </div>
  );
}

function ChangeLine({ change }: { change: CustomerHistory['changes'][number] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const bandWord = useBandWord();
  const after = isBand(change.afterBand) ? change.afterBand : 'not_scored';
  const before = isBand(change.beforeBand) ? change.beforeBand : null;
  const cause = t(`causesOfChange.${change.cause}`, { defaultValue: change.cause });
  return (
    <div className="flex items-start gap-3 py-2">
      <span aria-hidden className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"><BandIcon band={after} /></span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{before ? t('timeline.changed', { from: bandWord(before), to: bandWord(after) }) : t('timeline.first', { to: bandWord(after) })}</p>
        <p className="text-meta text-ink-2">{[change.before === null ? format.points(change.after) : t('timeline.scores', { before: format.points(change.before), after: format.points(change.after) }), cause].join(' · ')}</p>
      </div>
      <TimeAgo iso={change.at} className="text-meta whitespace-nowrap text-ink-3" />
    </div>
  );
}
