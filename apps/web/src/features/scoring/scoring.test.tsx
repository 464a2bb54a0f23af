import type { Scoring } from '@kelvin/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { anImport, aScoring } from '../../testing/data-fixtures.ts';
import { aMe, aWorkspace, idOf, NOW } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

let rules: Scoring;
let fits: number;

const aFit = () => ({
  id: idOf(61), kind: 'fit', subject: '', status: 'running', phase: 'scoring', done: 0, total: null, result: null, error: null, isCancelRequested: false, createdAt: NOW, startedAt: NOW, finishedAt: null,
});
const signedInAs = (own: Parameters<typeof aWorkspace>[0]) => http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ isDemo: false, ...own })] })));

beforeEach(() => {
  rules = aScoring();
  fits = 0;
  server.use(
    signedInAs({}),
    http.get('*/api/w/:slug/scoring', () => HttpResponse.json(rules)),
    http.post('*/api/w/:slug/scoring/fit', () => {
      fits += 1;
      return HttpResponse.json(aFit());
    }),
  );
});

describe('scoring rules', () => {
  it('shows each group with its cap, its fading, and what counts in it', async () => {
    await renderApp('/w/polaris/scoring');
    const gives = await screen.findByRole('group', { name: 'Gives points' });
    expect(within(gives).getByRole('rowheader', { name: /Presence.*at most 25 points · worth half after 14 days/ })).toBeTruthy();
    expect(within(gives).getByRole('row', { name: 'Active day +5 1 a day' })).toBeTruthy();
    expect(within(gives).getByRole('row', { name: 'Subscription payment +10 no limit' })).toBeTruthy();
    const takes = screen.getByRole('group', { name: 'Takes points' });
    expect(within(takes).getByRole('row', { name: 'Refund −8 no limit' })).toBeTruthy();
    expect(within(takes).getByRole('row', { name: 'Ticket open for more than a day −6 while it lasts' })).toBeTruthy();
    expect(screen.getByText(/reasoned defaults for shops, apps and subscriptions/)).toBeTruthy();
  });

  it('says when the rules were fitted, and offers to do it again', async () => {
    rules = aScoring({ origin: 'fitted', since: '2026-11-02T12:00:00.000Z', isFitProposed: false });
    await renderApp('/w/polaris/scoring');
    expect(await screen.findByText(/as measured on November 2, 2026/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fit again' })).toBeTruthy();
  });

  it('fits once, says that nobody is contacted, and points to the job', async () => {
    const { user } = await renderApp('/w/polaris/scoring');
    const card = await screen.findByRole('region', { name: 'Fit to our data' });
    expect(within(card).getByText(/Nobody is contacted. Scores and the past year are recomputed/)).toBeTruthy();
    await user.click(within(card).getByRole('button', { name: 'Fit to our data' }));
    expect(await within(card).findByText(/Fitting goes on/)).toBeTruthy();
    expect(fits).toBe(1);
    expect(within(card).queryByRole('button')).toBeNull();
    expect(screen.getByRole('button', { name: 'Jobs: 1 running' })).toBeTruthy();
  });

  it('leaves the button in place when the server refuses', async () => {
    server.use(http.post('*/api/w/:slug/scoring/fit', () => HttpResponse.json({ error: { code: 'request.conflict', message: 'It cannot be fitted now.', requestId: 'r1' } }, { status: 409 })));
    const { user } = await renderApp('/w/polaris/scoring');
    await user.click(await screen.findByRole('button', { name: 'Fit to our data' }));
    expect(await screen.findByText('It cannot be fitted now.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fit to our data' })).toBeTruthy();
  });

  it('leads to data where there is none, and has nothing to fit to', async () => {
    rules = aScoring({ isFitProposed: false });
    await renderApp('/w/polaris/scoring');
    expect(await screen.findByText(/No event has arrived yet/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect a source' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Fit to our data' })).toBeNull();
  });

  it('lets a viewer read the rules, and says why he cannot fit them', async () => {
    server.use(signedInAs({ role: 'viewer', permissions: ['workspace.read', 'customers.read', 'events.read', 'sources.read', 'jobs.read'] }));
    const { user } = await renderApp('/w/polaris/scoring');
    const button = await screen.findByRole('button', { name: 'Fit to our data' });
    await user.click(button);
    expect([button.getAttribute('aria-disabled'), button.title, fits]).toEqual(['true', 'Your role, Viewer, cannot do this. Ask an owner or an admin.', 0]);
  });

  it('shows what failed, and tries again', async () => {
    server.use(http.get('*/api/w/:slug/scoring', () => HttpResponse.json({ error: { code: 'internal', message: '', requestId: 'r2' } }, { status: 500 }), { once: true }));
    const { user } = await renderApp('/w/polaris/scoring');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('group', { name: 'Gives points' })).toBeTruthy();
  });

  it('speaks Russian', async () => {
    await renderApp('/w/polaris/scoring', { locale: 'ru' });
    expect(await screen.findByRole('rowheader', { name: /Присутствие.*не больше 25 баллов · через 14 дней остаётся половина/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Подогнать под данные' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Правила оценки' }).getAttribute('aria-current')).toBe('page');
  });
});

describe('after an import', () => {
  const show = () => {
    server.use(http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'done', lines: 10, processed: 10, finishedAt: NOW }))));
    return renderApp(`/w/polaris/imports/${idOf(31)}`);
  };

  it('proposes to fit the rules that are still a preset', async () => {
    const { user, where } = await show();
    await user.click(await screen.findByRole('link', { name: 'See how' }));
    await waitFor(() => expect(where()).toBe('/w/polaris/scoring'));
  });

  it('proposes nothing once they are fitted', async () => {
    rules = aScoring({ origin: 'fitted', since: NOW, isFitProposed: false });
    await show();
    await screen.findByRole('link', { name: 'Import another file' });
    expect(screen.queryByRole('link', { name: 'See how' })).toBeNull();
  });
});
