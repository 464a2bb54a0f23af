import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { idOf } from '../../testing/fixtures.ts';
import { aDataHealth, aModelCard, aModelDetail, aStability, aVersion } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';
import { judgeDataHealth } from './data-health.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const ADDRESS = `/w/polaris/models/${idOf(701)}?tab=drift`;
const region = async (name: string) => within(await screen.findByRole('region', { name }));
const stabilityIs = (own: Parameters<typeof aStability>[0]) => server.use(http.get('*/api/w/:slug/outcomes/:id/stability', () => HttpResponse.json(aStability(own))));
const healthIs = (own: Parameters<typeof aDataHealth>[0]) => server.use(http.get('*/api/w/:slug/models/:version/data-health', () => HttpResponse.json(aDataHealth(own))));

describe('score stability', () => {
  it('says how steady chances are, in a sentence and week by week', async () => {
    const { user } = await renderApp(ADDRESS);
    const card = await region('Score stability');
    await card.findByText(/^Shifting:/);
    card.getByRole('img', { name: 'Stability index of the chances over 3 weeks; 0.120 on November 20, 2026, moved.' });
    await user.click(card.getByRole('button', { name: 'Show as table' }));
    const rows = card.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toBe('November 20, 2026120.120, moved—Section “Prices”: how many in 30 days: 0.310, drifted');
    expect(rows[3]).toMatch(/^November 6, 2026110\.020, steady/);
    card.getByText(/Next on November 27, 2026\./);
  });

  it.each([
    ['before the first week', { weeks: [] }, 'It is measured weekly, first on November 27, 2026.'],
    ['where the last week was another version’s', { inUse: 13 }, 'It is measured weekly, first on November 27, 2026.'],
    ['while the rules speak after weeks of a model', { inUse: null, nextAt: null }, 'It is measured weekly as soon as a model is in use.'],
    ['while the rules speak', { weeks: [], inUse: null, nextAt: null }, 'It is measured weekly as soon as a model is in use.'],
  ])('says when it is measured, %s', async (_when, own, text) => {
    stabilityIs(own);
    await renderApp(ADDRESS);
    await (await region('Score stability')).findByText(text);
  });

  it('says of an outside model that it is not measured', async () => {
    stabilityIs({ weeks: [], inUse: null, nextAt: null });
    healthIs({ measuredAt: null });
    const external = { name: 'Ours', host: 'models.example.com', failingSince: null, problem: null };
    server.use(http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ ...aVersion({ kind: 'external', external, engine: 'external' }), card: aModelCard({ engine: 'external', drift: null, retrain: [] }) }))));
    await renderApp(ADDRESS);
    await (await region('Score stability')).findByText('Drift is not measured of a model that was made elsewhere.');
    await (await region('Data health')).findByText(/as when this model was made is not known here\.$/);
  });

  it('speaks Russian', async () => {
    await renderApp(ADDRESS, { locale: 'ru' });
    await (await region('Устойчивость')).findByText(/^Сдвигается: вероятности немного отличаются/);
  });

  it('says what failed and tries again', async () => {
    server.use(http.get('*/api/w/:slug/outcomes/:id/stability', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r-7' } }, { status: 500 }), { once: true }));
    const { user } = await renderApp(ADDRESS);
    const card = await region('Score stability');
    await user.click(await card.findByRole('button', { name: 'Try again' }));
    await card.findByText(/^Shifting:/);
  });
});

describe('data health', () => {
  const source = { sourceId: idOf(41), name: 'Shop web' };

  it('is well where nothing grew emptier and sources send', async () => {
    await renderApp(ADDRESS);
    const card = await region('Data health');
    await card.findByText(/^All is well: customers are described as fully/);
    expect(card.getByRole('row', { name: /^Order: last amount/ }).textContent).toBe('Order: last amount41%43%');
    expect(card.queryByRole('link')).toBeNull();
  });

  it('names what is amiss first, with a way to where it is mended', async () => {
    healthIs({
      gaps: [{ feature: 'since.order', shareThen: 0.1, shareNow: 0.64 }, { feature: 'price.order.last', shareThen: 0.41, shareNow: 0.43 }],
      silent: [{ ...source, since: '2026-11-18T06:00:00.000Z' }], troubled: [{ sourceId: idOf(42), name: 'CRM', received: 900, rejected: 12, parked: 400 }],
    });
    await renderApp(ADDRESS);
    const card = await region('Data health');
    const verdict = await card.findByRole('status');
    expect([...verdict.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
      'Shop web is silent: chances of its customers grow stale.', '1 thing that the model looks at is empty for clearly more customers than at the training.',
      'CRM: 45.8% of the events of the last 30 days were rejected or wait for repair, so the model does not see them.',
    ]);
    expect(card.getByRole('row', { name: /^Order: days since the last/ }).textContent).toContain('more than before10%64%');
    expect(card.getByRole('row', { name: /^CRM/ }).textContent).toBe('CRM90012400');
    expect(card.getByRole('link', { name: 'Shop web' }).getAttribute('href')).toBe(`/w/polaris/sources/${source.sourceId}`);
  });

  it('says in Russian what has not been measured yet', async () => {
    healthIs({ measuredAt: null, gaps: [{ feature: 'price.order.last', shareThen: 0.41, shareNow: null }] });
    await renderApp(ADDRESS, { locale: 'ru' });
    const card = await region('Здоровье данных');
    await card.findByText(/^Всё хорошо: источники шлют данные\. Насколько полно/);
    expect(card.getByRole('row', { name: /последняя сумма/ }).textContent).toMatch(/41\s%—$/);
  });
});

describe('judgeDataHealth', () => {
  const sent = (rejected: number, parked: number, received = 1000) => ({ received, troubled: [{ sourceId: idOf(1), name: 'Web', received, rejected, parked }] });
  it.each([
    ['nothing', {}, []],
    ['nine in a thousand refused', sent(4, 5), []],
    ['ten in a thousand refused', sent(4, 6), ['refused']],
    ['one source among many that is no part of the whole', { received: 100_000, troubled: [...sent(0, 20).troubled, ...sent(1, 0).troubled] }, ['refused']],
    ['a little emptier', { gaps: [{ feature: 'since.order', shareThen: 0.2, shareNow: 0.29 }] }, []],
    ['much emptier', { gaps: [{ feature: 'since.order', shareThen: 0.2, shareNow: 0.31 }] }, ['emptier']],
    ['always nearly empty', { gaps: [{ feature: 'since.refund', shareThen: 0.97, shareNow: 0.96 }] }, []],
    ['not measured since', { gaps: [{ feature: 'since.order', shareThen: 0.9, shareNow: null }] }, []],
    ['all at once', { ...sent(100, 0), silent: [{ sourceId: idOf(1), name: 'Web', since: '2026-11-20T00:00:00.000Z' }], gaps: [{ feature: 'since.order', shareThen: 0, shareNow: 1 }] }, ['silent', 'emptier', 'refused']],
  ])('%s', (_case, own, troubles) => expect(judgeDataHealth(aDataHealth(own))).toEqual(troubles));
});
