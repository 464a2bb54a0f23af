import type { ModelCard, ModelDetail } from '@kelvin/contracts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aMe, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { aModelCard, aModelDetail, anOutcome, anOutcomeList, aTrainingRun, aVersion } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const ADDRESS = `/w/polaris/models/${idOf(701)}`;
const older = aVersion({ id: idOf(711), number: 11, state: 'retired', trainedAt: '2026-10-18T03:10:00.000Z', auc: 0.79 });
const failed = aTrainingRun({ id: idOf(802), status: 'failed', cause: 'asked', error: { code: 'training.out_of_time', message: 'It took too long.', values: {} } });
const olderCard = aModelCard({ figures: aModelCard().figures.map((figures) => (figures.source === 'model' ? { ...figures, auc: { value: 0.79, low: 0.78, high: 0.8 } } : figures)), test: { ...aModelCard().test, to: '2026-09-30' } });

beforeEach(() => {
  server.use(
    http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [aVersion(), older], runs: [aTrainingRun(), failed] })),
    http.get('*/api/w/:slug/models/:version', ({ params }) => HttpResponse.json(params['version'] === older.id ? aModelDetail({ ...older, card: olderCard }) : aModelDetail())),
  );
});

describe('the quality of a model', () => {
  it('says the verdict, why it was promoted, and from when a customer counts as likely', async () => {
    await renderApp(ADDRESS);
    await screen.findByText('Promoted: clearly better than your rules and than the recency rule on customers it had not seen.');
    screen.getByText('Safe to automate on');
    screen.getByText(/Customers count as likely from 35% on/);
  });

  it('says what speaks against automations', async () => {
    const gate = { isPromoted: true, isSafeToAutomate: false, reasons: [{ code: 'gate.passed' as const, values: {} }], automationReasons: [{ code: 'automate.not_calibrated' as const, values: { calibrationError: 0.062, most: 0.05 } }] };
    server.use(http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ isSafeToAutomate: false, automationReasons: gate.automationReasons, card: aModelCard({ gate }) }))));
    await renderApp(ADDRESS);
    await screen.findByText('Do not automate on it: Its chances are off by 0.062 on average, 0.050 is allowed.');
  });

  it('puts every figure beside what has to be beaten, and accuracy beside the majority', async () => {
    await renderApp(ADDRESS);
    const table = within(await screen.findByRole('region', { name: 'Key figures' }));
    expect(table.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Figure', 'Model', 'Model in use', 'Recency rule', 'Your rules', 'Same for all']);
    expect(table.getByRole('row', { name: /^AUC/ }).textContent).toContain('0.8420.830–0.8540.8310.819–0.843');
    expect(table.getByText(/89\.2%.*gives 88%, so accuracy alone says little/)).toBeTruthy();
  });

  it('tells the calibration in a sentence and as a table', async () => {
    const { user } = await renderApp(ADDRESS);
    await screen.findByRole('img', { name: 'Predicted against observed shares in 10 groups. Furthest apart: predicted 42%, came true 45%.' });
    const card = within(screen.getByRole('region', { name: 'Calibration' }));
    await user.click(card.getByRole('button', { name: 'Show as table' }));
    expect(card.getAllByRole('row')).toHaveLength(11);
  });

  it('changes between ROC and precision', async () => {
    const { user } = await renderApp(ADDRESS);
    await screen.findByRole('img', { name: 'ROC curve; the area under it is 0.842.' });
    await user.click(screen.getByRole('radio', { name: 'Precision and recall' }));
    await screen.findByRole('img', { name: 'Precision against recall; the average precision is 0.422.' });
  });

  it('prices a cut that the keys move, and finds the best one', async () => {
    const { user, where } = await renderApp(ADDRESS);
    const card = within(await screen.findByRole('region', { name: 'Whom to contact' }));
    const slider = card.getByRole('slider', { name: 'Share of customers to contact' });
    expect(slider.getAttribute('aria-valuetext')).toBe('10%: 400 customers with a chance of 51% or more');
    expect(card.getByRole('status').textContent).toBe('Expected value, test period€2,348');
    fireEvent.change(slider, { target: { value: '19' } });
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^20%: 800 customers/);
    const cost = card.getByRole('spinbutton', { name: 'A contact costs, EUR' });
    await user.clear(cost);
    await user.type(cost, '100{Enter}');
    await waitFor(() => expect(where()).toContain('cost=100'));
    expect(card.getByRole('status').textContent).toContain('-€');
    await user.click(card.getByRole('button', { name: 'Go to the best cut, 1%' }));
    card.getByText('No other cut brings more.');
  });

  it('lists groups that are served worse first', async () => {
    await renderApp(ADDRESS);
    const [, first] = within(await screen.findByRole('region', { name: 'By group' })).getAllByRole('row');
    expect(first?.textContent).toContain('Customer for up to a monthranked worsechances off');
  });

  it('says so where there is no curve', async () => {
    server.use(http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ card: aModelCard({ calibration: [], cutOffs: [], curves: { roc: [], precisionRecall: [], gain: [], lift: [] } }) }))));
    await renderApp(ADDRESS);
    expect(await screen.findAllByText(/^No curve:/)).toHaveLength(3);
  });
});

describe('the other tabs', () => {
  it('say what the model looks at, and which way', async () => {
    const { user, where } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('tab', { name: 'What it looks at' }));
    const [first, , , ratio] = within(await screen.findByRole('region', { name: 'What the model looks at' })).getAllByRole('listitem').map((item) => item.textContent);
    expect(first).toBe('Order: days since the last24.3%more of it: less likely');
    expect(ratio).toContain('E-mail opened for each “E-mail sent” in 90 days');
    expect(where()).toContain('tab=features');
  });

  it('say what has drifted and what would retrain it', async () => {
    await renderApp(`${ADDRESS}?tab=drift`);
    expect((await screen.findByRole('row', { name: /^Section “Prices”/ })).textContent).toContain('drifted0.310');
    const retrain = within(screen.getByRole('region', { name: 'What would retrain it' }));
    expect(retrain.getByText(/Something the model looks at has drifted: Section “Prices”/).textContent).toContain('met');
    retrain.getByText('21 days of 90 days');
  });

  it.each<[string, Partial<ModelDetail>, ModelCard['choice'], RegExp]>([
    ['that it was best', {}, { isBest: true, best: 'gbdt', difference: 0, standardError: 0 }, /^Chosen because none of the others did better/],
    ['that a blend was near enough', { engine: 'blend' }, { isBest: false, best: 'gbdt', difference: 0.003, standardError: 0.0021 }, /^Chosen although the log loss of boosted trees is lower by 0\.003: up to 0\.004 may be chance, and a blend/],
    ['that another was near enough', { engine: 'logistic' }, { isBest: false, best: 'forest', difference: 0.003, standardError: 0.0021 }, /of forest of trees is lower .* such an engine keeps/],
  ])('say why an engine was chosen: %s', async (_why, own, choice, sentence) => {
    server.use(http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ ...own, card: aModelCard(choice ? { choice } : {}) }))));
    await renderApp(`${ADDRESS}?tab=versions`);
    await within(await screen.findByRole('region', { name: 'Engines tried' })).findByText(sentence);
  });

  it('say nothing of that choice where an older card does not know', async () => {
    await renderApp(`${ADDRESS}?tab=versions`);
    await within(await screen.findByRole('region', { name: 'Engines tried' })).findByRole('row', { name: /^blend of engines/ });
    expect(screen.queryByText(/^Chosen/)).toBeNull();
  });

  it('say in Russian why a training brought no model', async () => {
    server.use(http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [aVersion()], runs: [aTrainingRun({ ...failed, error: { code: 'training.too_few_outcomes', message: 'English.', values: { positives: 9, negatives: 0 } } })] })));
    await renderApp(`${ADDRESS}?tab=versions`, { locale: 'ru' });
    await screen.findByRole('cell', { name: 'Слишком мало клиентов с исходом, учиться не на чем; не хватает: 9.' });
    // Below its day too, where a phone has no column for it.
    screen.getByRole('rowheader', { name: /не хватает: 9\.$/ });
    expect(screen.queryByText(/English/)).toBeNull();
  });

  it('hold everything needed to train it again, and trainings that failed', async () => {
    await renderApp(`${ADDRESS}?tab=versions`);
    await screen.findByText('seed 20261118, revision ab97092');
    screen.getByText('not tried: no time was left');
    expect(within(screen.getByRole('region', { name: 'Training runs' })).getByRole('row', { name: /It took too long/ }).textContent).toContain('failed');
  });
});

describe('versions', () => {
  it('are brought back after the effect has been told', async () => {
    let promoted = '';
    server.use(http.post('*/api/w/:slug/models/:version/promote', ({ params }) => {
      promoted = String(params['version']);
      return HttpResponse.json(anOutcome({ inUse: { ...older, state: 'in_use' } }));
    }));
    const { user } = await renderApp(`${ADDRESS}?tab=versions`);
    await user.click(await screen.findByRole('button', { name: 'Bring back version 11' }));
    const dialog = await screen.findByRole('dialog', { name: 'Bring back version 11?' });
    expect(dialog.textContent).toContain('Scores and chances of everybody are computed anew; no automation fires');
    await user.click(within(dialog).getByRole('button', { name: 'Bring back' }));
    await screen.findByText('Version 11 is in use');
    expect(promoted).toBe(older.id);
  });

  it('are rolled back, to the rules where none served before', async () => {
    server.use(http.post('*/api/w/:slug/outcomes/:id/roll-back', () => HttpResponse.json(anOutcome({ inUse: null, source: 'rules' }))));
    const { user } = await renderApp(`${ADDRESS}?tab=versions`);
    await user.click(await screen.findByRole('button', { name: 'Roll back from version 12' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Roll back' }));
    await screen.findByText('Chances come from rules again');
  });

  it('are compared side by side, and called better only where intervals part', async () => {
    const { user } = await renderApp(ADDRESS);
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Compare with' }), older.id);
    const card = within(await screen.findByRole('region', { name: 'Side by side' }));
    expect((await card.findByRole('row', { name: /^AUC/ })).textContent).toContain('Version 12 is better');
    expect(card.getByRole('row', { name: /^Log loss/ }).textContent).toContain('too close to tell');
    card.getByText(/tested on different periods/);
  });
});

describe('a version that waits', () => {
  const waiting = aVersion({ id: idOf(713), number: 13, state: 'challenger', promotedAt: null, trainedAt: '2026-11-19T03:10:00.000Z' });
  const waitsWith = (test: { from: string; to: string }) => server.use(
    http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [waiting, aVersion()], runs: [aTrainingRun()] })),
    http.get('*/api/w/:slug/models/:version', ({ params }) => HttpResponse.json(params['version'] === waiting.id ? aModelDetail({
      ...waiting, card: aModelCard({ test: { ...aModelCard().test, ...test, rows: 3100, positives: 290 }, gate: { isPromoted: false, isSafeToAutomate: false, automationReasons: [], reasons: [{ code: 'gate.champion_better', values: {} }] } }), run: aTrainingRun({ testDay: '2026-09-30' }),
    }) : aModelDetail())),
  );
  const card = async (name: string) => within(await screen.findByRole('region', { name }));

  it('says beside which one, since when, on how many customers, and how it did', async () => {
    waitsWith({ from: '2026-10-01', to: '2026-10-30' });
    await renderApp(`${ADDRESS}?tab=versions`);
    const shadow = await card('Compared in shadow');
    await shadow.findByText('Version 13 has been waiting beside version 12 since November 19, 2026.');
    shadow.getByText('Compared so far on 3,100 customers of October 1, 2026 to October 30, 2026, 290 of them with the outcome: the test it was made with.');
    shadow.getByText(/^Not promoted: the model in use is better\. The next training compares it again/);
    expect(shadow.getByRole('row', { name: /^AUC/ }).textContent).toContain('0.8420.830–0.8540.8310.819–0.843');
  });

  it('tells customers who came after it was made from its own test', async () => {
    waitsWith({ from: '2026-10-08', to: '2026-11-06' });
    await renderApp(`${ADDRESS}?tab=versions`, { locale: 'ru' });
    await (await card('Сравнивается в тени')).findByText(/^С тех пор сравнена на 3\s100 более поздних клиентах, с 8 октября 2026 по 6 ноября 2026, из них с исходом: 290\./);
  });

  it('is said not to be there where none is', async () => {
    await renderApp(`${ADDRESS}?tab=versions`);
    await (await card('Compared in shadow')).findByText(/^No version waits just now\./);
  });
});

describe('an outcome', () => {
  const outcomeIs = (own: Parameters<typeof anOutcome>[0]) => server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items: [anOutcome(own)] }))));

  it('whose model was looked at again says what later customers said', async () => {
    const latestLook = { at: '2026-11-25T03:10:00.000Z', runId: idOf(805), test: { ...aModelCard().test, customers: 3800 }, standing: 'as_good' as const, gains: {}, figures: [], automationReasons: [{ code: 'automate.not_better' as const, values: {} }] };
    server.use(http.get('*/api/w/:slug/models/:version', () => HttpResponse.json(aModelDetail({ latestLook, isSafeToAutomate: false, automationReasons: latestLook.automationReasons }))));
    await renderApp(ADDRESS);
    await screen.findByText('Looked at again on November 25, 2026, on 3,800 later customers: no longer clearly better than your rules.');
    screen.getByText('Do not automate on it: It is not clearly better than your rules.');
  });

  it.each([
    ['worse', /^Version 12 was taken out of use on November 20, 2026: on later customers your rules were clearly better/],
    ['damaged', /^Version 12 has not been used since November 20, 2026: its file is damaged/],
    ['outdated', /^Version 12 was made for another version of Kelvin/],
  ] as const)('whose model was put aside as %s says so', async (reason, text) => {
    outcomeIs({ inUse: null, source: 'rules', setAside: { versionId: idOf(712), number: 12, reason, at: reason === 'outdated' ? null : '2026-11-20T03:10:00.000Z' } });
    await renderApp(ADDRESS);
    await screen.findByText(text);
  });

  it('whose chances come from rules by choice says so', async () => {
    outcomeIs({ inUse: null, source: 'rules', rulesChosenAt: '2026-11-20T10:00:00.000Z' });
    await renderApp(ADDRESS);
    await screen.findByText(/^Somebody chose on November 20, 2026 that chances come from rules\./);
    screen.getByText('From rules, as you chose');
  });

  it('gets another name and limit', async () => {
    let change: unknown;
    server.use(http.patch('*/api/w/:slug/outcomes/:id', async ({ request }) => {
      change = await request.json();
      return HttpResponse.json(anOutcome());
    }));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Name, use and limit' }));
    const limit = dialog.getByRole('spinbutton', { name: 'Counts as likely from, %' });
    fireEvent.change(limit, { target: { value: '100' } });
    dialog.getByText('Enter a percentage from 1 to 99, or nothing.');
    fireEvent.change(limit, { target: { value: '40' } });
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved');
    expect(change).toEqual({ name: 'Buys again', limit: 0.4 });
  });

  it.each([
    ['b2c', 'Feeds Hot and half of the score: warm customers are Hot from its limit on.'], ['b2b', 'Feeds Hot: warm customers are Hot from its limit on.'],
  ] as const)('says what it tells of and what that does: %s', async (business, told) => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ business })] }))));
    await renderApp(ADDRESS);
    await screen.findByText(told);
    await screen.findByText('Purchase.');
  });

  it('can tell of something else, in the place of whoever does so until now', async () => {
    let change: unknown;
    server.use(http.patch('*/api/w/:slug/outcomes/:id', async ({ request }) => {
      change = await request.json();
      return HttpResponse.json(anOutcome());
    }));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Name, use and limit' }));
    await user.selectOptions(dialog.getByRole('combobox', { name: 'What it tells of' }), 'leaves');
    await dialog.findByText('Feeds At risk and revenue at risk: customers worth saving are At risk from its limit on.');
    await dialog.findByText(/^“Leaves” tells of this now\. It goes on as one of your own/);
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(change).toEqual({ name: 'Buys again', role: 'leaves', takesRoleFrom: idOf(702) }));
  });

  it('that was proposed is named in the reader’s language, and stays translated when only its limit changes', async () => {
    let change: unknown;
    server.use(
      http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items: [anOutcome({ definition: { ...anOutcome().definition, name: 'Buys within 60 days' } })] }))),
      http.patch('*/api/w/:slug/outcomes/:id', async ({ request }) => {
        change = await request.json();
        return HttpResponse.json(anOutcome());
      }),
    );
    const { user } = await renderApp(ADDRESS, { locale: 'ru' });
    await user.click(await screen.findByRole('button', { name: 'Изменить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Название, смысл и порог' }));
    expect((dialog.getByRole('textbox', { name: 'Название' }) as HTMLInputElement).value).toBe('Купит за 60 дн.');
    fireEvent.change(dialog.getByRole('spinbutton'), { target: { value: '40' } });
    await user.click(dialog.getByRole('button', { name: 'Сохранить' }));
    await waitFor(() => expect(change).toEqual({ name: 'Buys within 60 days', limit: 0.4 }));
  });

  it('without a model says what is missing and where chances come from', async () => {
    server.use(http.get('*/api/w/:slug/outcomes/:id/versions', () => HttpResponse.json({ items: [], runs: [] })));
    await renderApp(`/w/polaris/models/${idOf(704)}`);
    const card = within(await screen.findByRole('region', { name: 'What is still missing' }));
    card.getByText('31 of 40 customers with the outcome');
    card.getByText('Until then no chance is shown for this outcome.');
  });

  it('whose model is damaged says so', async () => {
    server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items: [anOutcome({ inUse: null, setAside: { versionId: idOf(712), number: 12, reason: 'damaged', at: '2026-11-20T09:00:00.000Z' } })] }))));
    await renderApp(ADDRESS, { locale: 'ru' });
    await screen.findByText('Модель нельзя использовать');
  });

  it('that does not exist says so', async () => {
    await renderApp(`/w/polaris/models/${idOf(799)}`);
    await screen.findByText('There is no such outcome');
  });
});
