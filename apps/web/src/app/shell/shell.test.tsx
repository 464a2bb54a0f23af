import type { Job } from '@kelvin/contracts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aCustomerList, aListed, aMe, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

function aJob(own: Partial<Job> = {}): Job {
  return {
    id: idOf(901), kind: 'import', subject: 'retail.csv', status: 'running', phase: 'reading', done: 120, total: 400, error: null, result: null, isCancelRequested: false,
    createdAt: '2026-11-20T12:00:00.000Z', startedAt: '2026-11-20T12:00:00.000Z', finishedAt: null, ...own,
  };
}

describe('the shell', () => {
  it('switches the language at once and keeps it with the account', async () => {
    let kept: unknown;
    server.use(http.patch('*/api/me', async ({ request }) => {
      kept = await request.json();
      return HttpResponse.json(aMe());
    }));
    const { user } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Language' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Русский' }));
    await screen.findByRole('heading', { name: 'Клиенты', level: 1 });
    expect(document.documentElement.lang).toBe('ru');
    await waitFor(() => expect(kept).toEqual({ locale: 'ru' }));
  });

  it('switches the theme and remembers it', async () => {
    const { user } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Switch to the dark theme' }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(localStorage.getItem('kelvin.theme')).toBe('dark');
    await user.click(screen.getByRole('button', { name: 'Switch to the light theme' }));
  });

  it('jumps to a page or a customer by Ctrl K', async () => {
    const { user, where } = await renderApp('/w/polaris');
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('combobox', { name: 'Search or jump' });
    await user.type(box, 'customer 11');
    const option = await screen.findByRole('option', { name: /^Customer 11customer11@/ });
    await user.keyboard('{ArrowUp}{ArrowDown}');
    await user.click(option);
    await waitFor(() => expect(where()).toBe(`/w/polaris/customers/${idOf(1010)}`));
  });

  it('calls a customer without a name by his best id, keeps the chosen one in view, and says where nothing is found beside the list', async () => {
    const scrolledTo = vi.spyOn(Element.prototype, 'scrollIntoView');
    server.use(http.get('*/api/w/:slug/customers', ({ request }) => HttpResponse.json(aCustomerList(new URL(request.url).searchParams.get('q') === '17850' ? [aListed({ name: '', email: null, bestId: '17850' })] : []))));
    const { user } = await renderApp('/w/polaris');
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('combobox', { name: 'Search or jump' });
    await user.type(box, '17850');
    await screen.findByRole('option', { name: /^17850/ });
    await user.clear(box);
    scrolledTo.mockClear();
    await user.keyboard('{ArrowUp}');
    await waitFor(() => expect(scrolledTo.mock.contexts.at(-1)).toBe(screen.getByRole('option', { selected: true })));
    scrolledTo.mockRestore();
    await user.type(box, 'zzz');
    expect((await screen.findByText('Nothing found')).closest('[role=listbox]')).toBeNull();
  });

  it('knows the same keys while Russian letters are typed', async () => {
    await renderApp('/w/polaris', { locale: 'ru' });
    await screen.findByRole('heading', { name: 'Обзор', level: 1 });
    fireEvent.keyDown(document.body, { key: 'л', code: 'KeyK', ctrlKey: true });
    await screen.findByRole('combobox', { name: 'Поиск и переход' });
  });

  it('shows what runs, tells its start and end aloud, and stops it when asked', async () => {
    let cancelled = '';
    server.use(
      http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [aJob()] })),
      http.post('*/api/w/:slug/jobs/:id/cancel', ({ params }) => {
        cancelled = String(params['id']);
        return HttpResponse.json(aJob({ isCancelRequested: true }));
      }),
    );
    const { user } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Jobs: 1 running' }));
    const bar = await screen.findByRole('progressbar', { name: 'Import: retail.csv' });
    expect(bar.getAttribute('aria-valuenow')).toBe('30');
    await user.click(screen.getByRole('button', { name: 'Cancel Import: retail.csv' }));
    await screen.findByText('Stopping…');
    expect(cancelled).toBe(idOf(901));
    FakeEventSource.latest?.emit('job', aJob({ status: 'done', done: 400, finishedAt: '2026-11-20T12:05:00.000Z' }));
    await screen.findByText('Import: retail.csv is done');
  });

  it('tells how long a job takes, but not of a training, each phase of which counts anew', async () => {
    const training = aJob({ id: idOf(902), kind: 'train', subject: 'Leaves', phase: 'refit', done: 12, total: 100 });
    server.use(http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [aJob(), training] })));
    const { user } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Jobs: 2 running' }));
    await screen.findByText(/^reading · 120 of 400 · about .+ left$/);
    await screen.findByText('fitting the best one · 12 of 100');
  });

  it('says so when a job was done before it could be cancelled', async () => {
    server.use(http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [aJob({ kind: 'train', subject: 'Leaves', isCancelRequested: true })] })));
    const { user } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Jobs: 1 running' }));
    await screen.findByText('Stopping…');
    FakeEventSource.latest?.emit('job', aJob({ kind: 'train', subject: 'Leaves', status: 'done', isCancelRequested: true, finishedAt: '2026-11-20T12:05:00.000Z' }));
    await screen.findByText('Training a model: Leaves is done. It was done before it could be cancelled');
    await within(await screen.findByRole('dialog', { name: 'Jobs' })).findByText(/^It was done before it could be cancelled/);
  });

  it('says in the reader’s language why a job failed, and in English only what it has no words for', async () => {
    const failed = (id: number, own: Partial<Job>): Job => aJob({ id: idOf(id), status: 'failed', finishedAt: '2026-11-20T12:05:00.000Z', ...own });
    server.use(http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [
      failed(902, { error: { code: 'import.missing_column', message: 'The file has no column "total".', values: { column: 'total' } } }),
      failed(903, { kind: 'train', subject: 'Leaves', error: { code: 'training.no_customers', message: 'Nobody has done anything.', values: {} } }),
      failed(904, { kind: 'fit', subject: '', error: { code: 'moon.full', message: 'The moon was full.', values: {} } }),
    ] })));
    const { user } = await renderApp('/start', { locale: 'ru' });
    await user.click(await screen.findByRole('button', { name: 'Задания' }));
    const tray = within(await screen.findByRole('dialog', { name: 'Задания' }));
    await tray.findByText('В файле нет столбца «total». Сверьте поля импорта с заголовком файла.');
    await tray.findByText(/^Пока никто ничего не делал/);
    await tray.findByText('The moon was full.');
  });

  it('says so when the workspace of the address is not the reader’s', async () => {
    await renderApp('/w/somebody-else');
    await screen.findByText('There is no such page');
  });

  it('changes the workspace', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace(), aWorkspace({ id: idOf(9), slug: 'northwind', name: 'Northwind', isDemo: false })] }))));
    const { user, where } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Workspace Polaris: switch' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Northwind' }));
    await waitFor(() => expect(where()).toBe('/w/northwind'));
  });

  it('asks to sign in again when the session has ended meanwhile', async () => {
    const { user, where } = await renderApp('/w/polaris');
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    const ended = HttpResponse.json({ error: { code: 'auth.required', message: 'Sign in.', requestId: 'r-9' } }, { status: 401 });
    server.use(http.get('*/api/w/:slug/customers', () => ended.clone() as typeof ended), http.get('*/api/me', () => ended.clone() as typeof ended));
    await user.click(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Customers' }));
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(where()).toContain('next=');
  });
});
