import { Popover, Skeleton } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationsKey, unreadOptions } from '../../shared/api/notifications.ts';
import { useLive } from '../../shared/live/live-provider.tsx';

/** Comes when the bell is first pressed, with its words. */
const NotificationsPanel = lazy(async () => ({ default: (await import('../../features/notifications/components/notifications-panel.tsx')).NotificationsPanel }));

/** How much Kelvin has told of that the reader has not read, and the way to it. One more is read aloud. */
export function NotificationsBell({ slug }: { slug: string }) {
  const { t } = useTranslation('shell');
  const queryClient = useQueryClient();
  const { data: unread } = useQuery(unreadOptions(slug));
  useLive(({ event }) => {
    if (event === 'notifications' || event === 'poll') void queryClient.invalidateQueries({ queryKey: notificationsKey(slug) });
  });
  const before = useRef(unread);
  const [isNews, setIsNews] = useState(false);
  useEffect(() => {
    setIsNews(before.current !== undefined && unread !== undefined && unread > before.current);
    before.current = unread;
  }, [unread]);
  const n = unread !== undefined && unread > 99 ? '99+' : unread;
  return (
    <>
      <Popover align="end" className="w-96" title={t('notifications.title')} trigger={
        <button type="button" aria-label={unread ? t('notifications.unread', { n }) : t('notifications.title')} className="relative inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-surface-2 hover:text-ink">
          <Bell aria-hidden size={16} />
          {unread ? <span aria-hidden className="absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[10px] font-semibold text-accent-ink">{n}</span> : null}
        </button>
      }>
        {(close) => <Suspense fallback={<Skeleton className="h-24" />}><NotificationsPanel slug={slug} onLeave={close} /></Suspense>}
      </Popover>
      <span role="status" aria-live="polite" className="sr-only">{isNews ? t('notifications.news', { n }) : ''}</span>
    </>
  );
}
