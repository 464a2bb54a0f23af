import type { NotificationList } from '@kelvin/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** Everything below is asked for anew when there is one more, or when some were read. */
export const notificationsKey = (slug: string) => ['w', slug, 'notifications'] as const;

/** How many the reader has not read; a hundred are counted at most. */
export const unreadOptions = (slug: string) => queryOptions({
  queryKey: [...notificationsKey(slug), 'unread'] as const,
  queryFn: async ({ signal }) => (await api.get<NotificationList>(workspacePath(slug, 'notifications'), { query: { limit: 1 }, signal })).unread,
});

/** All of them, newest first. */
export const notificationsOptions = (slug: string) => infiniteQueryOptions({
  queryKey: [...notificationsKey(slug), 'list'] as const,
  queryFn: ({ pageParam, signal }) => api.get<NotificationList>(workspacePath(slug, 'notifications'), { query: { before: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Marks one as read. */
export function readNotification(slug: string, id: string): Promise<void> {
  return api.post<void>(workspacePath(slug, `notifications/${id}/read`));
}

/** Marks everything up to the newest that is shown as read. */
export function readNotifications(slug: string, upTo: string): Promise<void> {
  return api.post<void>(workspacePath(slug, 'notifications/read'), { upTo });
}
