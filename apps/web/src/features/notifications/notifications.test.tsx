import type { Notification, NotificationList } from '@kelvin/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { idOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const silent = (n: number, own: Partial<Notification> = {}): Notification => ({
  kind: 'source.silent', payload: { sourceId: idOf(n), name: `Shop ${n}`, since: '2026-11-20T07:00:00.000Z' },
  id: idOf(5_000 + n), createdAt: new Date(Date.now() - n * 3_600_000).toISOString(), isRead: false, ...own,
} as Notification);
const damaged: Notification = { kind: 'model.damaged', payload: { outcomeId: idOf(700), name: 'Leaves', number: 3, servesInstead: null }, id: idOf(5_900), createdAt: new Date(Date.now() - 48 * 3_600_000).toISOString(), isRead: true };

describe('notifications', () => {
  let items: Notification[];
  let marked: string[];
  beforeEach(() => {
    items = [silent(1), silent(2), damaged];
    marked = [];
    server.use(
      http.get('*/api/w/:slug/notifications', ({ request }) => {
        const before = new URL(request.url).searchParams.get('before');
        const page = items.slice(before === null ? 0 : items.findIndex(({ id }) => id === before) + 1).slice(0, 20);
        const last = page.at(-1);
        return HttpResponse.json({ items: page, next: last !== undefined && last !== items.at(-1) ? last.id : null, unread: items.filter(({ isRead }) => !isRead).length } satisfies NotificationList);
      }),
      http.post('*/api/w/:slug/notifications/read', async ({ request }) => {
        marked.push(((await request.json()) as { upTo: string }).upTo);
        items = items.map((item) => ({ ...item, isRead: true }));
        return new HttpResponse(null, { status: 204 });
      }),
      http.post('*/api/w/:slug/notifications/:id/read', ({ params }) => {
        marked.push(String(params['id']));
        items = items.map((item) => (item.id === params['id'] ? { ...item, isRead: true } : item));
        return new HttpResponse(null, { status: 204 });
      }),
    );
  });
  const live = (event: string) => act(() => { FakeEventSource.latest?.emit(event, {}); });
  const bell = (unread: number) => screen.findByRole('button', { name: unread === 0 ? 'Notifications' : `Notifications: ${unread} unread` });
  const open = async (user: Awaited<ReturnType<typeof renderApp>>['user'], unread: number) => {
    await user.click(await bell(unread));
    return within(await screen.findByRole('dialog', { name: 'Notifications' }));
  };

  it('are counted at the bell and told in words, each with its age and the way to what it is about', async () => {
    const { user } = await renderApp('/start');
    const panel = await open(user, 2);
    const rows = await panel.findAllByRole('listitem');
    expect(rows.map((row) => within(row).getByRole('link').getAttribute('href'))).toEqual([`/w/polaris/sources/${idOf(1)}`, `/w/polaris/sources/${idOf(2)}`, `/w/polaris/models/${idOf(700)}`]);
    within(rows[0]!).getByRole('link', { name: /^New: “Shop 1” fell silent on/ });
    within(rows[0]!).getByText('1 hour ago');
    within(rows[2]!).getByRole('link', { name: '“Leaves”: the file of version 3 is damaged. Chances come from rules.' });
    panel.getByText('2 unread');
  });

  it('are marked as read up to the newest one shown, and the focus stays', async () => {
    const { user } = await renderApp('/start');
    const panel = await open(user, 2);
    const button = await panel.findByRole('button', { name: 'Mark all as read' });
    await user.click(button);
    await panel.findByText('All read');
    await bell(0);
    expect(marked).toEqual([idOf(5_001)]);
    expect(document.activeElement).toBe(button);
    await user.click(button);
    expect(marked).toHaveLength(1);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Notifications' })).toBeNull());
    await waitFor(async () => expect(document.activeElement).toBe(await bell(0)));
  });

  it('leads to the screen concerned by the keyboard, closes, and is read by that', async () => {
    const { user, where } = await renderApp('/start');
    (await bell(2)).focus();
    await user.keyboard('{Enter}');
    const panel = within(await screen.findByRole('dialog', { name: 'Notifications' }));
    (await panel.findByRole('link', { name: /Shop 2/ })).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(where()).toBe(`/w/polaris/sources/${idOf(2)}`));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Notifications' })).toBeNull());
    await bell(1);
    expect(marked).toEqual([idOf(5_002)]);
  });

  it('says aloud that there is a new one, but not that some were read', async () => {
    await renderApp('/start');
    await bell(2);
    expect(screen.queryByText(/^New notification/)).toBeNull();
    items = [silent(0), ...items];
    live('notifications');
    expect((await screen.findByText('New notification, 3 unread')).getAttribute('role')).toBe('status');
    items = items.map((item) => ({ ...item, isRead: true }));
    live('notifications');
    await bell(0);
    expect(screen.queryByText(/^New notification/)).toBeNull();
    items = [silent(3), ...items];
    live('notifications');
    await screen.findByText('New notification, 1 unread');
  });

  it('shows more than a page when asked', async () => {
    items = Array.from({ length: 30 }, (_, n) => silent(n, { isRead: true }));
    const { user } = await renderApp('/start');
    const panel = await open(user, 0);
    expect(await panel.findAllByRole('listitem')).toHaveLength(20);
    await user.click(panel.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(panel.getAllByRole('listitem')).toHaveLength(30));
    expect(panel.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says so when there is nothing to tell', async () => {
    items = [];
    const { user } = await renderApp('/start');
    const panel = await open(user, 0);
    await panel.findByText(/^Nothing to tell yet/);
  });

  it('says what failed and tries again', async () => {
    const { user } = await renderApp('/start');
    await bell(2);
    server.use(http.get('*/api/w/:slug/notifications', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r-9' } }, { status: 500 }), { once: true }));
    const panel = await open(user, 2);
    await user.click(await panel.findByRole('button', { name: 'Try again' }));
    expect(await panel.findAllByRole('listitem')).toHaveLength(3);
  });

  it('speaks Russian', async () => {
    const { user } = await renderApp('/start', { locale: 'ru' });
    await user.click(await screen.findByRole('button', { name: 'Уведомления, непрочитанных: 2' }));
    const panel = within(await screen.findByRole('dialog', { name: 'Уведомления' }));
    await panel.findByText(/Источник «Shop 1» замолчал .*: данных стало гораздо меньше обычного/);
    panel.getByText('2 непрочитанных');
    panel.getByRole('button', { name: 'Отметить прочитанными' });
  });
});
