import { Button, Skeleton } from '@kelvin/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { customerEventsOptions } from '../api/customer.ts';

/** Events as they are kept, each as JSON. */
export function RawTab({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const { slug } = useWorkspace();
  const events = useInfiniteQuery(customerEventsOptions(slug, customerId));
  if (events.isError && !events.data) return <ErrorPanel error={events.error} onRetry={() => void events.refetch()} />;
  const all = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col p-4">
      {events.isPending ? <Skeleton className="h-40" /> : null}
      {events.data && all.length === 0 ? <p className="text-ink-2">{t('timeline.empty')}</p> : null}
      {all.map((event) => {
        const json = JSON.stringify(event, null, 2);
        return (
          <details key={event.id} className="border-b border-line py-1.5">
            <summary className="flex min-h-7 flex-wrap items-center gap-x-3"><span className="font-medium">{event.name}</span><span className="text-meta text-ink-3">{event.kind} · {format.dateTime(event.occurredAt)} · {t('raw.received', { at: format.dateTime(event.receivedAt) })}</span></summary>
            <div className="relative mt-1 rounded-md bg-surface-2">
              <span className="absolute top-1 right-1"><CopyButton text={json} /></span>
              <pre tabIndex={0} className="max-h-96 overflow-auto p-3 font-mono text-label">{json}</pre>
            </div>
          </details>
        );
      })}
      {events.hasNextPage ? <Button className="mt-3 self-center" isBusy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>{tc('actions.showMore')}</Button> : null}
    </div>
  );
}
