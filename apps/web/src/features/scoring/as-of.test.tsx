import type { Workspace } from '@kelvin/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aLiveEvent, anImport, aPreview, aSource, aTrace } from '../../testing/data-fixtures.ts';
import { aCustomer, aMe, anOverview, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const FIXED = '2024-09-28T21:59:59.999Z';
const LATER = '2026-11-20T12:00:00.000Z';
const CUSTOMER = `/w/polaris/customers/${idOf(100)}`;
let workspace: Workspace;
let sent: unknown[];

beforeEach(() => {
  workspace = aWorkspace({ isDemo: false, asOf: FIXED });
  sent = [];
  const event = aLiveEvent(1, { occurredAt: LATER });
  server.use(
    http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [workspace] }))),
    http.patch('*/api/w/:slug', async ({ request }) => {
      const change = await request.json() as { asOf: string | null };
      sent.push(change);
      workspace = { ...workspace, ...change };
      return HttpResponse.json(workspace);
    }),
    http.get('*/api/w/:slug/overview', () => HttpResponse.json(anOverview({ isFixedAsOf: workspace.asOf !== null, asOf: workspace.asOf ?? LATER }))),
    http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ lastSeenAt: LATER }))),
    http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [aSource()] })),
    http.get('*/api/w/:slug/event-types', () => HttpResponse.json({ items: [] })),
    http.get('*/api/w/:slug/events', () => HttpResponse.json({ items: [event], perMinute: [1] })),
    http.get('*/api/w/:slug/events/:id', () => HttpResponse.json(aTrace({ ...event, trace: { ...aTrace().trace, score: { before: null, after: 0, beforeBand: null, afterBand: 'not_scored' } } }))),
    http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'done', lines: 10, processed: 10 }))),
  );
});

describe('a workspace scored as at a fixed date', () => {
  it.each(['/w/polaris', '/start', CUSTOMER, `/w/polaris/imports/${idOf(31)}`, '/w/polaris/scoring'])('can be scored as of today at %s, which shows at once', async (address) => {
    const { user } = await renderApp(address);
    await screen.findAllByText(/as at September 28, 2024/);
    await user.click(await screen.findByRole('button', { name: 'Score as of today' }));
    await screen.findByText('Customers are scored as of today');
    expect(sent).toEqual([{ asOf: null }]);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Score as of today' })).toBeNull());
    expect(screen.queryByText(/as at September 28, 2024/)).toBeNull();
  });

  it('says so in Russian', async () => {
    const { user } = await renderApp('/w/polaris', { locale: 'ru' });
    await screen.findByText(/^Показано на дату 28 сентября 2024/);
    await user.click(await screen.findByRole('button', { name: 'Оценить на сегодня' }));
    await screen.findByText('Клиенты оцениваются на сегодня');
  });

  it('tells a viewer why he cannot', async () => {
    workspace = { ...workspace, role: 'viewer', permissions: ['workspace.read', 'customers.read', 'events.read', 'sources.read', 'jobs.read'] } as Workspace;
    const { user } = await renderApp('/w/polaris/scoring');
    const button = await screen.findByRole('button', { name: 'Score as of today' });
    await user.click(button);
    expect([button.getAttribute('aria-disabled'), button.title, sent]).toEqual(['true', 'Your role, Viewer, cannot do this. Ask an owner or an admin.', []]);
    expect((await screen.findByLabelText<HTMLInputElement>('Score as at another day')).disabled).toBe(true);
  });

  it('leaves the date where the server refuses', async () => {
    server.use(http.patch('*/api/w/:slug', () => HttpResponse.json({ error: { code: 'request.conflict', message: 'Not now.', requestId: 'r1' } }, { status: 409 })));
    const { user } = await renderApp('/w/polaris');
    await user.click(await screen.findByRole('button', { name: 'Score as of today' }));
    await screen.findByText('Not now.');
    expect(await screen.findByText(/Shown as at September 28, 2024/)).toBeTruthy();
  });

  it('says of an event after that date that it does not count yet', async () => {
    const { user } = await renderApp('/w/polaris/events');
    await user.click(await screen.findByRole('button', { name: 'Event 1' }));
    await screen.findByText('Scores are shown as at September 28, 2024; this event is later and does not count yet.');
    await user.click(await screen.findByRole('button', { name: 'Score as of today' }));
    await waitFor(() => expect(screen.queryByText(/this event is later/)).toBeNull());
  });

  it('does not say so of an event that counts', async () => {
    server.use(http.get('*/api/w/:slug/events/:id', () => HttpResponse.json(aTrace({ occurredAt: '2024-09-01T10:00:00.000Z' }))));
    const { user } = await renderApp('/w/polaris/events');
    await user.click(await screen.findByRole('button', { name: 'Event 1' }));
    await screen.findByText('71');
    expect(screen.queryByText(/this event is later/)).toBeNull();
  });

  it.each([[LATER, true], ['2024-09-01T10:00:00.000Z', false]])('says on a customer’s page whether what was last seen, at %s, does not count yet', async (lastSeenAt, is) => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ lastSeenAt }))));
    await renderApp(CUSTOMER);
    const notice = await screen.findByText(/Shown as at September 28, 2024/);
    expect(/The latest event of this customer, of November 20, 2026, is later/.test(notice.textContent ?? '')).toBe(is);
  });

  it('is told by the start of an import that going on to today ends the date', async () => {
    server.use(
      http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport())),
      http.get('*/api/w/:slug/imports/:id/preview', () => HttpResponse.json(aPreview({ questions: [] }))),
      http.post('*/api/w/:slug/imports/:id/preview', () => HttpResponse.json(aPreview({ questions: [], sample: [] }))),
    );
    await renderApp(`/w/polaris/imports/${idOf(31)}`);
    await screen.findByText(/The workspace is scored as at September 28, 2024 so far; this ends that\./);
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'As at the last day of the data' })).checked).toBe(true);
  });
});

describe('a workspace scored as of today', () => {
  beforeEach(() => {
    workspace = { ...workspace, asOf: null };
  });

  it('is fixed at the end of a day that somebody chooses, in its own zone', async () => {
    const { user } = await renderApp('/w/polaris/scoring');
    await screen.findByText('Customers are scored as of today; every event counts at once.');
    const day = await screen.findByLabelText('Score as at another day');
    fireEvent.change(day, { target: { value: '2024-09-28' } });
    await user.click(await screen.findByRole('button', { name: 'Score as at this day' }));
    await screen.findByText(/^Customers are scored as at September 28, 2024\. Later events/);
    expect(sent).toEqual([{ asOf: FIXED }]);
  });

  it.each([['a day to come', '2999-01-01', 'This day is still to come'], ['a year of which two figures are missing', '0024-09-28', 'This day is before 1990']])('cannot be fixed at %s', async (_case, value, told) => {
    await renderApp('/w/polaris/scoring');
    fireEvent.change(await screen.findByLabelText('Score as at another day'), { target: { value } });
    await screen.findByText(told);
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Score as at this day' })).disabled).toBe(true);
  });
});
