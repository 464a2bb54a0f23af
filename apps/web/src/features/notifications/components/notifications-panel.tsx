import { Button, Skeleton, useToast } from '@kelvin/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notificationsKey, notificationsOptions, readNotifications } from '../../../shared/api/notifications.ts';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel, useErrorText } from '../../../shared/ui/error-panel.tsx';
import { notificationsEn } from '../i18n/en.ts';
import { NotificationRow } from './notification-row.tsx';

addEnglish('notifications', notificationsEn);

/** What Kelvin has told of by itself, newest first. `onLeave`: the reader follows one of them. */
export function NotificationsPanel({ slug, onLeave }: { slug: string; onLeave: () => void }) {
  const { t } = useTranslation('notifications');
  const { t: tc } = useTranslation();
  const toast = useToast();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const list = useInfiniteQuery(notificationsOptions(slug));
  const readAll = useMutation({
    mutationFn: (upTo: string) => readNotifications(slug, upTo),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: notificationsKey(slug) }),
    onError: (error) => toast({ title: errorText(error), tone: 'error' }),
  });
  if (!list.data) return list.isError ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} className="flex flex-col items-start gap-2" /> : <Skeleton className="h-24" />;
  const items = list.data.pages.flatMap((page) => page.items);
  const newest = items[0];
  if (!newest) return <p className="text-ink-2">{t('none')}</p>;
  const { unread } = list.data.pages[0]!;
  return (
    <>
      <div className="flex items-center justify-between gap-2 pb-1">
        <span role="status" className="text-meta text-ink-3">{unread > 0 ? t('unread', { count: unread, n: unread > 99 ? '99+' : unread }) : t('allRead')}</span>
        {/* Stays where it is, so that the focus on it is not lost. */}
        <Button size="sm" variant="ghost" aria-disabled={unread === 0 || undefined} isBusy={readAll.isPending} onClick={() => { if (unread > 0) readAll.mutate(newest.id); }}>{t('readAll')}</Button>
      </div>
      <ul className="-mx-1 flex flex-col divide-y divide-line">{items.map((item) => <NotificationRow key={item.id} slug={slug} item={item} onLeave={onLeave} />)}</ul>
      {list.hasNextPage ? <Button size="sm" className="mt-2 w-full" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{tc('actions.showMore')}</Button> : null}
    </>
  );
}
