import type { Notification } from '@kelvin/contracts';
import { cx } from '@kelvin/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Gauge, Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationsKey, readNotification } from '../../../shared/api/notifications.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ClockAgo } from '../../../shared/ui/clock-ago.tsx';
import { notificationText } from '../notification-text.ts';

/** One notification, which leads to the screen that it is about; following it is reading it. */
export function NotificationRow({ slug, item, onLeave }: { slug: string; item: Notification; onLeave: () => void }) {
  const { t } = useTranslation('notifications');
  const format = useFormat();
  const queryClient = useQueryClient();
  const leave = () => {
    onLeave();
    // Should the mark get lost, the notification is new once more: no harm, and nothing to bother a reader with who is on his way.
    if (!item.isRead) readNotification(slug, item.id).then(() => queryClient.invalidateQueries({ queryKey: notificationsKey(slug) }), () => undefined);
  };
  const Icon = 'sourceId' in item.payload ? Plug : Gauge;
  return (
    <li className="flex gap-2.5 px-1 py-2">
      <Icon aria-hidden size={15} className="mt-[3px] shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <Concerned slug={slug} item={item} onClick={leave}>
          <span className={cx('text-pretty', item.isRead ? 'text-ink-2' : 'font-medium')}>{item.isRead ? null : <span className="sr-only">{t('new')}:</span>} {notificationText(item, t, format)}</span>
        </Concerned>
        <ClockAgo iso={item.createdAt} className="block pt-0.5 text-meta text-ink-3" />
      </div>
      {item.isRead ? null : <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" />}
    </li>
  );
}

/** A link to the source or the outcome that is told of; what this page has no words for may be about something else. */
function Concerned({ slug, item, onClick, children }: { slug: string; item: Notification; onClick: () => void; children: ReactNode }) {
  const parts = { onClick, children, className: 'block hover:text-accent hover:underline' };
  if ('sourceId' in item.payload) return <Link to="/w/$workspace/sources/$sourceId" params={{ workspace: slug, sourceId: item.payload.sourceId }} {...parts} />;
  if ('outcomeId' in item.payload) return <Link to="/w/$workspace/models/$outcomeId" params={{ workspace: slug, outcomeId: item.payload.outcomeId }} {...parts} />;
  return <Link to="/w/$workspace" params={{ workspace: slug }} {...parts} />;
}
