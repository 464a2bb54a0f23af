import { externalModelSettingsSchema, type ExternalModelTry } from '@kelvin/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { idOf } from '../../testing/fixtures.ts';
import { aModelCard, aModelDetail, anOutcome, anOutcomeList, aTrainingRun, aVersion } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';
import { makeSecret, readExternalDraft } from './external-draft.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const ADDRESS = `/w/polaris/models/${idOf(701)}`;
const external = { name: 'Ours', host: 'model.example', failingSince: null, problem: null };
const outside = aVersion({ id: idOf(713), number: 13, kind: 'external', engine: 'external', artefactBytes: null, external });
const card = aModelCard({ engine: 'external', importance: [], drift: null, retrain: [], train: { from: '2026-09-30', to: '2026-09-30', rows: 0, customers: 0, positives: 0 } });

describe('the form of an outside model', () => {
  const posts: { address: string; body: unknown }[] = [];
  const answerTo = (tried: Partial<ExternalModelTry>) => server.use(
    http.post('*/api/w/:slug/outcomes/:id/external-models/try', async ({ request }) => {
      posts.push({ address: 'try', body: await request.json() });
      return HttpResponse.json({ rows: 5, tookMs: 84, chances: [0.41, 0.03], problem: null, ...tried });
    }),
    http.post('*/api/w/:slug/outcomes/:id/external-models', async ({ request }) => {
      posts.push({ address: 'register', body: await request.json() });
      return HttpResponse.json({ id: idOf(990), kind: 'train', subject: 'Buys again', status: 'queued', phase: '', done: 0, total: null, error: null, result: null, isCancelRequested: false, createdAt: '2026-11-20T10:00:00.000Z', startedAt: null, finishedAt: null });
    }),
  );
  beforeEach(() => {
    posts.length = 0;
    server.use(
      http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [aVersion()], runs: [aTrainingRun()] })),
      http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail())),
    );
  });

  async function fillIn() {
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Connect your own model' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Connect your own model' }));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Ours');
    await user.type(dialog.getByRole('textbox', { name: 'Address' }), 'https://model.example/score');
    await user.click(dialog.getByRole('button', { name: 'Make a secret' }));
    return { user, dialog };
  }

  it('tries a model before anything is kept, and registers it', async () => {
    answerTo({});
    const { user, dialog } = await fillIn();
    await user.click(dialog.getByRole('button', { name: 'Try it' }));
    await dialog.findByText('It works: 2 chances from 3% to 41% after 84 ms.');
    expect(posts.map(({ address }) => address)).toEqual(['try']);
    await user.click(dialog.getByRole('button', { name: 'Register and judge' }));
    await screen.findByText('“Ours” is being judged');
    expect(posts.map(({ address }) => address)).toEqual(['try', 'register']);
    expect(externalModelSettingsSchema.parse(posts[1]!.body)).toMatchObject({ name: 'Ours', url: 'https://model.example/score', timeoutMs: 10_000 });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    screen.getByRole('progressbar', { name: 'Training' });
  });

  it.each([
    ['refused_address', null, /^The address was refused:/], ['unreachable', null, /^Nothing can be reached/], ['timeout', null, 'There was no answer in time.'],
    ['bad_status', 401, 'It answered with status 401 instead of 200.'], ['bad_answer', null, /not with one chance from 0 to 1 for each row/],
  ] as const)('says in a sentence what is wrong: %s', async (code, status, sentence) => {
    answerTo({ chances: [], problem: { code, status, message: 'In English.' } });
    const { user, dialog } = await fillIn();
    await user.click(dialog.getByRole('button', { name: 'Try it' }));
    await dialog.findByText(sentence);
  });

  it('asks for what is missing, and sends nothing', async () => {
    answerTo({});
    const { user, dialog } = await fillIn();
    await user.clear(dialog.getByRole('textbox', { name: 'Address' }));
    await user.clear(dialog.getByRole('textbox', { name: 'Time for an answer, seconds' }));
    await user.click(dialog.getByRole('button', { name: 'Register and judge' }));
    expect(dialog.getAllByRole('alert').map((alert) => alert.textContent)).toEqual(['Enter an address that begins with https://.', 'Enter 0.1 to 60 seconds.']);
    expect(posts).toEqual([]);
  });

  it('makes secrets that hold, and no two alike', () => {
    const secrets = [makeSecret(), makeSecret()];
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) expect(readExternalDraft({ name: 'Ours', url: 'https://model.example', secret, seconds: '2,5' })).toMatchObject({ settings: { secret, timeoutMs: 2_500 } });
  });
});

describe('an outside model among the versions', () => {
  const show = (own: Partial<typeof external> | { failingSince: string; problem: 'timeout' }) => server.use(
    http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items: [anOutcome({ inUse: { ...outside, external: { ...external, ...own } } })] }))),
    http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [outside, aVersion({ state: 'retired' })], runs: [aTrainingRun({ externalName: 'Ours' }), aTrainingRun({ id: idOf(802) })] })),
    http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ ...outside, card, run: aTrainingRun({ externalName: 'Ours', candidates: [], snapshotDays: [] }) }))),
  );

  it('goes by its name and host, and tells what is not known of it', async () => {
    show({});
    await renderApp(`${ADDRESS}?tab=versions`);
    expect((await screen.findByRole('row', { name: /^Version 13/ })).textContent).toContain('your own model “Ours” at model.example');
    screen.getByText(/^Version 13, your own model “Ours” at model.example · judged on/);
    screen.getByText(/^Not known: it was made elsewhere/);
    expect(screen.queryByRole('region', { name: 'Engines tried' })).toBeNull();
    expect(within(screen.getByRole('region', { name: 'Training runs' })).getByRole('row', { name: /your model “Ours” was judged/ })).toBeTruthy();
  });

  it('gives no reasons and has no drift', async () => {
    show({});
    const { user } = await renderApp(`${ADDRESS}?tab=features`);
    await screen.findByText('It gives chances and no reasons.');
    await user.click(screen.getByRole('tab', { name: 'Drift' }));
    await screen.findByText('Drift is not measured of a model that was made elsewhere.');
    screen.getByText(/^It is made again by whoever made it/);
  });

  it('that does not answer is told of, with what stands in', async () => {
    show({ failingSince: '2026-11-20T09:00:00.000Z', problem: 'timeout' });
    await renderApp(ADDRESS);
    const sentence = /^“Ours” at model\.example has not answered since .*There was no answer in time\. The model before it, or your rules, stand in/;
    await screen.findByText(sentence);
    await renderApp('/w/polaris/models');
    within(await screen.findByRole('list', { name: 'Outcomes' })).getByText(sentence);
  });
});
