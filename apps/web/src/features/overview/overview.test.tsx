import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aCustomerList, aListed, anOverview, aMe, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { anOutcome, anOutcomeList } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

// A canvas cannot be drawn without a browser; what the charts say in words and tables can be read.
vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const answer = (overview: ReturnType<typeof anOverview>) => server.use(http.get('*/api/w/:slug/overview', () => HttpResponse.json(overview)));

describe('the overview', () => {
  it('says how many, which way it goes, and whether that is good', async () => {
    const { user, where } = await renderApp('/w/polaris');
    const tile = await screen.findByRole('link', { name: 'At risk: open the list' });
    expect(tile.textContent).toContain('485');
    expect(tile.textContent).toContain('+15.5%, worse');
    await user.click(tile);
    await screen.findByRole('heading', { name: 'Customers', level: 1 });
    expect(where()).toBe('/w/polaris/customers?band=at_risk');
  });

  it('writes money that came from nothing as money', async () => {
    const { tiles } = anOverview();
    answer(anOverview({ tiles: { ...tiles, valueAtRisk: { ...tiles.valueAtRisk, value: 101_651, before: 0 } } }));
    await renderApp('/w/polaris');
    expect(await screen.findByText('+€101.7K, worse')).toBeTruthy();
  });

  it('shows the danger that put each customer at risk and what there is to lose, both below the name too, where a phone has room', async () => {
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(aCustomerList([aListed({ name: 'Ida', atStake: 310 })]))));
    await renderApp('/w/polaris');
    const name = within(await screen.findByRole('rowheader', { name: /Ida/ }));
    name.getByText('Not active for 16 days, usually every 4 days');
    name.getByText(/^To lose: .*310/);
    screen.getByRole('cell', { name: 'Not active for 16 days, usually every 4 days' });
    screen.getByRole('cell', { name: '€310' });
  });

  it('says what a finding is about within its sentence', async () => {
    answer(anOverview({ findings: [{ code: 'risk_cause', facts: { customers: 268, cause: 'risk.payment' }, link: { band: 'at_risk' } }] }));
    await renderApp('/w/polaris');
    expect(await screen.findByText('268 people at risk: payment failed, unpaid')).toBeTruthy();
  });

  it('draws no line through a single day', async () => {
    answer(anOverview({ history: anOverview().history.slice(0, 1) }));
    await renderApp('/w/polaris');
    const card = await screen.findByRole('region', { name: 'Temperature over time' });
    expect(within(card).getByText('Shows once there are scores of two days.')).toBeTruthy();
    expect(within(card).queryByRole('img')).toBeNull();
  });

  it('tells each chart in a sentence and as a table, whose rows open the people', async () => {
    const { user, where } = await renderApp('/w/polaris');
    await screen.findByRole('img', { name: /^Movement between temperatures: 875 of 4,880 changed/ });
    const card = screen.getByRole('region', { name: 'Movement' });
    await user.click(within(card).getByRole('button', { name: 'Show as table' }));
    await user.click(within(card).getByRole('link', { name: 'Warm → At risk' }));
    await screen.findByRole('heading', { name: 'Customers', level: 1 });
    expect(where()).toBe('/w/polaris/customers?movedFrom=warm&movedTo=at_risk&movedDays=90');
  });

  it('writes figures, money and plurals in Russian', async () => {
    await renderApp('/w/polaris', { locale: 'ru' });
    const tile = await screen.findByRole('link', { name: 'Годовая выручка тех, кто под угрозой: открыть список' });
    expect(tile.textContent?.replace(/\s/g, ' ')).toContain('431 тыс. €');
    await screen.findByText(/переход Тёплый → Под угрозой/);
  });

  it('offers the ways in when there is no data yet', async () => {
    answer(anOverview({ hasEvents: false }));
    await renderApp('/w/polaris');
    await screen.findByText('No data yet');
    screen.getByRole('link', { name: 'Connect a source' });
    screen.getByRole('link', { name: 'Import a file' });
  });

  it('says what failed, that nothing was lost, and by which id to find it', async () => {
    server.use(http.get('*/api/w/:slug/overview', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r-500' } }, { status: 500 })));
    const { user } = await renderApp('/w/polaris');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Request r-500');
    expect(alert.textContent).toContain('Your data is safe');
    server.resetHandlers();
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('link', { name: 'Hot: open the list' });
  });

  it('says so when the scores are as at a fixed date', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ asOf: '2011-12-09T12:00:00.000Z' })] }))));
    answer(anOverview({ isFixedAsOf: true, asOf: '2011-12-09T12:00:00.000Z' }));
    await renderApp('/w/polaris');
    await screen.findByText(/Shown as at December 9, 2011/);
  });

  it('says so while a source is silent, and takes it back at once', async () => {
    answer(anOverview({ silentSources: [{ id: idOf(11), name: 'Website', since: '2026-11-20T06:00:00.000Z' }] }));
    await renderApp('/w/polaris', { locale: 'ru' });
    await screen.findByText(/Источник «Website» молчит с 20 нояб\., 07:00\. Температура его клиентов не меняется/);
    expect(screen.getByRole('link', { name: 'Открыть источник' }).getAttribute('href')).toBe(`/w/polaris/sources/${idOf(11)}`);
    answer(anOverview());
    FakeEventSource.latest?.emit('sources', {});
    await waitFor(() => expect(screen.queryByText(/молчит с/)).toBeNull());
  });

  it('says whether chances can be relied on, and whether those who left were warned of', async () => {
    await renderApp('/w/polaris');
    const card = within(await screen.findByRole('region', { name: 'Model verdict' }));
    expect((await card.findByRole('link', { name: 'Leaves' })).closest('li')?.textContent).toContain('Works, but do not automate on it');
    await card.findByText(/warned you about 61 of 84 who left, at least 14 days before\. 73% of the warnings were right/);
  });

  it('says first of outcomes with a model how far they hold, then of those from rules', async () => {
    const items = (['none', 'none', 'rules', 'none', 'model'] as const).map((source, n) => anOutcome({ id: idOf(700 + n), source, ...(source === 'model' ? {} : { inUse: null }), definition: { ...anOutcome().definition, name: `Goal ${n}` } }));
    server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items }))));
    await renderApp('/w/polaris');
    const card = within(await screen.findByRole('region', { name: 'Model verdict' }));
    await card.findByRole('link', { name: 'Goal 4' });
    expect(card.getAllByRole('link', { name: /^Goal/ }).map((link) => link.textContent)).toEqual(['Goal 4', 'Goal 2', 'Goal 0', 'Goal 1']);
  });

  it('leads on where nothing is predicted yet, and stays without the models', async () => {
    server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json({ items: [], proposals: [] })), http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: null })));
    await renderApp('/w/polaris');
    const link = await screen.findByRole('link', { name: 'Choose what to predict' });
    expect(link.getAttribute('href')).toBe('/w/polaris/models');
  });

  it('says so when the scores are old', async () => {
    answer(anOverview({ scoredAt: new Date(Date.now() - 72 * 3_600_000).toISOString() }));
    await renderApp('/w/polaris');
    await screen.findByText(/Scores are 3 days old/);
  });
});
