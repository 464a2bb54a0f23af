import type { OutcomeDefinition, OutcomeList } from '@kelvin/contracts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anEventType } from '../../testing/data-fixtures.ts';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aMe, aWorkspace, idOf, NOW } from '../../testing/fixtures.ts';
import { anOutcome, anOutcomeList, aReport, aTrainingRun, monthsOf } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const aTraining = (own: object = {}) => ({
  id: idOf(951), kind: 'train', subject: 'Asks support', status: 'running', phase: 'candidates', done: 42, total: 100, error: null, result: null, isCancelRequested: false, createdAt: NOW, startedAt: NOW, finishedAt: null, ...own,
});
const as = (role: 'analyst' | 'viewer', permissions: ReturnType<typeof aWorkspace>['permissions']) => server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role, permissions })] }))));
let list: OutcomeList;
const cardOf = (name: string) => screen.findByRole('region', { name });

beforeEach(() => {
  list = anOutcomeList();
  server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(list)), http.get('*/api/w/:slug/event-types', () => HttpResponse.json({ items: [anEventType()] })));
});

describe('the list of outcomes', () => {
  it.each([
    ['Buys again', 'Safe to automate on', '“Order” within 30 days'],
    ['Leaves', 'Works, but do not automate on it', 'No activity at all within 90 days'],
    ['Asks support', 'Not promoted: your rules are as good', '“Ticket opened” within 14 days'],
    ['Orders for 200 or more', 'Not enough data yet', '“Order Completed” at least 2 times within 60 days, where the amount is at least 200'],
  ])('says of %s: %s', async (name, verdict, meaning) => {
    await renderApp('/w/polaris/models');
    const card = await cardOf(name);
    expect(card.textContent?.startsWith(verdict)).toBe(true);
    expect(within(card).getByText(meaning)).toBeTruthy();
  });

  it('explains a figure, and ticks off what is missing', async () => {
    await renderApp('/w/polaris/models');
    expect((await cardOf('Buys again')).textContent).toContain('it ranks the right one higher in 84 of 100 cases');
    const missing = within(await cardOf('Orders for 200 or more')).getAllByRole('listitem').map((item) => item.textContent);
    expect(missing).toEqual(['31 of 40 customers with the outcomemissing', '40 of 40 customers without itdone', '12 days more of history for chances from rulesmissing', '102 days more of history for a modelmissing']);
  });

  it('tells in the reader’s language why the last training failed', async () => {
    list = anOutcomeList({ items: [anOutcome({ lastRun: aTrainingRun({ status: 'failed', error: { code: 'thread.out_of_memory', message: 'English.', values: {} } }) })] });
    await renderApp('/w/polaris/models', { locale: 'ru' });
    await screen.findByText('Данных слишком много для отведённой памяти. Ничего не изменилось.');
    expect(screen.queryByText('English.')).toBeNull();
  });

  it('tells the months in a sentence and as a table', async () => {
    const { user } = await renderApp('/w/polaris/models');
    const card = await cardOf('Asks support');
    expect(within(card).getByRole('img', { name: /from Nov 2025 to Apr 2026, between 11 and 22; 19 in the last month/ })).toBeTruthy();
    await user.click(within(card).getByRole('button', { name: 'Show as table' }));
    expect(within(card).getByRole('row', { name: /^Apr 2026/ }).textContent).toContain('19');
  });

  it('tells proposals in the reader’s language, whatever the account’s was', async () => {
    list = anOutcomeList({ proposals: [{ definition: { ...anOutcome().definition, name: 'Contacts support within 14 days', role: 'support', horizonDays: 14 }, months: [], missing: null }] });
    await renderApp('/w/polaris/models', { locale: 'ru' });
    expect((await screen.findByRole('button', { name: /^Добавить/ })).getAttribute('aria-label')).not.toContain('Contacts support');
  });

  it('speaks Russian', async () => {
    await renderApp('/w/polaris/models', { locale: 'ru' });
    expect((await cardOf('Leaves')).textContent).toMatch(/^Работает, но автоматизациям не доверяйте.*Никакой активности за 90 дней/);
    expect(screen.getByRole('link', { name: 'Качество прогнозов' }).getAttribute('aria-current')).toBe('page');
  });

  it('is narrowed by the address, and says when nothing is left', async () => {
    list = anOutcomeList({ items: [anOutcome()] });
    const { user, where } = await renderApp('/w/polaris/models?show=missing');
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    await cardOf('Buys again');
    expect(where()).toBe('/w/polaris/models');
  });

  it('offers what the data speaks of when nothing is predicted yet', async () => {
    list = anOutcomeList({ items: [] });
    const added: unknown[] = [];
    server.use(http.post('*/api/w/:slug/outcomes', async ({ request }) => {
      const definition = (await request.json()) as OutcomeDefinition;
      added.push(definition);
      list = anOutcomeList({ items: [anOutcome({ definition })], proposals: [] });
      return HttpResponse.json(list.items[0], { status: 201 });
    }));
    const { user } = await renderApp('/w/polaris/models');
    await screen.findByText('Nothing is predicted yet');
    await user.click(screen.getByRole('button', { name: 'Add Leaves a review' }));
    await screen.findByText('“Leaves a review” is added');
    await cardOf('Leaves a review');
    expect(added).toEqual([anOutcomeList().proposals[0]!.definition]);
  });

  it('says what failed and tries again', async () => {
    server.use(http.get('*/api/w/:slug/outcomes', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r-7' } }, { status: 500 }), { once: true }));
    const { user } = await renderApp('/w/polaris/models');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await cardOf('Buys again');
  });

  it('tells who left and whether a warning came in time', async () => {
    const { user } = await renderApp('/w/polaris/models');
    const card = await cardOf('Early warning');
    expect(card.textContent).toContain('Customers left 84 times. Of 61 of these we would have warned you, at least 14 days before.');
    expect(within(card).getByRole('row', { name: /Customer 4/ }).textContent).toContain('no warning');
    expect(within(card).getAllByText('came back on November 1, 2026')).toHaveLength(2);
    expect(within(card).queryByText('Customer 14')).toBeNull();
    await user.click(within(card).getByRole('button', { name: 'Show more' }));
    expect(within(card).getByText('Customer 14')).toBeTruthy();
  });

  it.each([
    [null, 'Each day is judged by its score as it stood then, from nothing that came later.'],
    ['2026-11-18', 'Each day is judged by its score as it stood then. The rules behind the scores were fitted to your data on November 18, 2026, these days among it, so they had some hindsight: expect a little less of warnings to come.'],
  ])('says what the warnings knew, with rules fitted on %s', async (rulesFittedOn, text) => {
    server.use(http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: aReport({ rulesFittedOn }) })));
    await renderApp('/w/polaris/models');
    within(await cardOf('Early warning')).getByText(text);
  });

  it('leads to a customer of whom nothing is known', async () => {
    const [first] = aReport().items;
    server.use(http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: aReport({ items: [{ ...first!, name: '' }] }) })));
    await renderApp('/w/polaris/models');
    expect(within(await cardOf('Early warning')).getByRole('link', { name: 'No name yet' }).getAttribute('href')).toBe(`/w/polaris/customers/${first!.customerId}`);
  });

  it('does without the report before there is one', async () => {
    server.use(http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: null })));
    await renderApp('/w/polaris/models');
    await cardOf('Buys again');
    expect(screen.queryByRole('region', { name: 'Early warning' })).toBeNull();
  });
});

describe('training', () => {
  it('is started from the list and shows how far it is', async () => {
    as('analyst', ['workspace.read', 'customers.read', 'jobs.read', 'scoring.manage']);
    let trained = '';
    server.use(http.post('*/api/w/:slug/outcomes/:id/train', ({ params }) => {
      trained = String(params['id']);
      return HttpResponse.json(aTraining());
    }));
    const { user } = await renderApp('/w/polaris/models');
    const card = await cardOf('Asks support');
    await user.click(within(card).getByRole('button', { name: 'Train: Asks support' }));
    const bar = await within(card).findByRole('progressbar', { name: 'Training' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(card.textContent).toContain('comparing models, 42%');
    expect(trained).toBe(idOf(703));
  });

  it('is asked for again when it ends', async () => {
    server.use(http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: [aTraining()] })));
    await renderApp('/w/polaris/models');
    const card = await cardOf('Asks support');
    await within(card).findByRole('progressbar', { name: 'Training' });
    list = anOutcomeList({ items: [anOutcome({ definition: list.items[2]!.definition })] });
    FakeEventSource.latest?.emit('job', aTraining({ status: 'done', finishedAt: NOW }));
    FakeEventSource.latest?.emit('models', {});
    await waitFor(async () => expect((await cardOf('Asks support')).textContent).toContain('Safe to automate on'));
  });

  it('is not for viewers, and the button says so; nor without enough data', async () => {
    as('viewer', ['workspace.read', 'customers.read']);
    await renderApp('/w/polaris/models');
    const button = within(await cardOf('Buys again')).getByRole('button', { name: 'Train: Buys again' });
    expect([button.getAttribute('aria-disabled'), button.title]).toEqual(['true', 'Your role, Viewer, cannot do this. Ask an owner or an admin.']);
    expect(screen.queryByRole('button', { name: /^Archive/ })).toBeNull();
  });

  it('waits for enough data', async () => {
    await renderApp('/w/polaris/models');
    const button = within(await cardOf('Orders for 200 or more')).getByRole('button', { name: /^Train/ });
    expect(button.title).toBe('There is not enough data to learn from yet');
  });
});

describe('archiving', () => {
  let put: OutcomeList['items'];
  beforeEach(() => {
    put = [];
    server.use(
      http.delete('*/api/w/:slug/outcomes/:id', ({ params }) => {
        put = [...list.items.filter((one) => one.id === params['id']), ...put];
        list = { ...list, items: list.items.filter((one) => one.id !== params['id']) };
        return new HttpResponse(null, { status: 204 });
      }),
      http.get('*/api/w/:slug/outcomes/archived', () => HttpResponse.json({ items: put.map(({ id, definition }) => ({ id, definition, archivedAt: NOW, versions: 3 })) })),
      http.post('*/api/w/:slug/outcomes/:id/restore', ({ params }) => {
        list = { ...list, items: [...list.items, ...put.filter((one) => one.id === params['id'])] };
        put = put.filter((one) => one.id !== params['id']);
        return new HttpResponse(null, { status: 204 });
      }),
    );
  });

  it('takes an outcome off the list at once, and Undo brings it back', async () => {
    const { user } = await renderApp('/w/polaris/models');
    await user.click(within(await cardOf('Leaves')).getByRole('button', { name: 'Archive Leaves' }));
    await screen.findByText('Archived (1)');
    expect(put.map(({ id }) => id)).toEqual([idOf(702)]);
    expect(screen.queryByRole('region', { name: 'Leaves' })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await cardOf('Leaves');
    await screen.findByText('“Leaves” is predicted again');
    await waitFor(() => expect(screen.queryByText(/^Archived \(/)).toBeNull());
  });

  it('can be undone whenever somebody looks under what was put away', async () => {
    put = [anOutcome({ id: idOf(790), definition: { ...anOutcome().definition, name: 'Buys shoes' } })];
    const { user } = await renderApp('/w/polaris/models');
    await user.click(await screen.findByText('Archived (1)'));
    const item = within(screen.getByRole('list', { name: 'Archived outcomes' })).getByRole('listitem');
    expect(item.textContent).toContain('“Order” within 30 days · 3 model versions kept');
    await user.click(within(item).getByRole('button', { name: 'Restore Buys shoes' }));
    await cardOf('Buys shoes');
  });

  it('says why an outcome cannot come back, and keeps it', async () => {
    put = [anOutcome({ id: idOf(790) })];
    server.use(http.post('*/api/w/:slug/outcomes/:id/restore', () => HttpResponse.json({ error: { code: 'outcome.role_taken', message: '“Buys again” is used for this already.', requestId: 'r' } }, { status: 409 })));
    const { user } = await renderApp('/w/polaris/models');
    await user.click(await screen.findByText('Archived (1)'));
    await user.click(screen.getByRole('button', { name: 'Restore Buys again' }));
    await screen.findByText('“Buys again” is used for this already.');
    screen.getByText('Archived (1)');
  });

  it('puts an outcome back that could not be put away', async () => {
    server.use(http.delete('*/api/w/:slug/outcomes/:id', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r' } }, { status: 500 })));
    const { user } = await renderApp('/w/polaris/models');
    await user.click(within(await cardOf('Leaves')).getByRole('button', { name: 'Archive Leaves' }));
    await screen.findByText(/^Something went wrong/);
    await cardOf('Leaves');
    expect(screen.queryByText(/^Archived \(/)).toBeNull();
  });

  it('offers no way back to those who may not take it', async () => {
    as('viewer', ['workspace.read', 'customers.read']);
    put = [anOutcome({ id: idOf(790) })];
    const { user } = await renderApp('/w/polaris/models');
    await user.click(await screen.findByText('Archived (1)'));
    expect(screen.getByRole('button', { name: 'Restore Buys again' }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('a new outcome', () => {
  const previews: unknown[] = [];
  beforeEach(() => {
    previews.length = 0;
    server.use(http.post('*/api/w/:slug/outcomes/preview', async ({ request }) => {
      previews.push(await request.json());
      return HttpResponse.json({ months: monthsOf([12, 30]), missing: null });
    }));
  });
  const open = async () => {
    const shown = await renderApp('/w/polaris/models');
    await shown.user.click((await screen.findAllByRole('button', { name: 'New outcome' }))[0]!);
    return { ...shown, dialog: await screen.findByRole('dialog', { name: 'New outcome' }) };
  };

  it('is counted in the past while it is described, and kept as described', async () => {
    let kept: unknown;
    server.use(http.post('*/api/w/:slug/outcomes', async ({ request }) => {
      kept = await request.json();
      return HttpResponse.json(anOutcome({ definition: kept as OutcomeDefinition }), { status: 201 });
    }));
    const { user, dialog } = await open();
    await within(dialog).findByText('42 times in the months shown');
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Big course orders');
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Event' }), 'type:Order Completed');
    await user.click(within(dialog).getByRole('button', { name: 'Add a test' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Attribute 1' }), 'amount');
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Test 1' }), 'at_least');
    await user.type(within(dialog).getByRole('textbox', { name: 'Value 1' }), '200');
    await user.click(within(dialog).getByRole('button', { name: '60 days' }));
    await within(dialog).findByText('“Order Completed” within 60 days, where the amount is at least 200');
    const condition = { kind: 'event_count', atLeast: 1, filter: { event: { by: 'type', name: 'Order Completed' }, where: [{ property: 'amount', operator: 'at_least', value: 200 }] } };
    await waitFor(() => expect(previews.at(-1)).toEqual({ condition, horizonDays: 60 }));
    // It looks like a purchase, and another tells of that.
    await within(dialog).findByText(/^This looks like “Purchase”, but “Buys again” tells of that already/);
    await user.click(within(dialog).getByRole('button', { name: 'Add outcome' }));
    await screen.findByText('“Big course orders” is added');
    expect(kept).toEqual({ name: 'Big course orders', role: 'own', horizonDays: 60, condition });
  });

  it('can be that nothing happens', async () => {
    const { user, dialog } = await open();
    await user.click(within(dialog).getByRole('radio', { name: 'It does not happen' }));
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'What does not happen' }), '');
    await within(dialog).findByText('No activity at all within 30 days');
    await waitFor(() => expect(previews.at(-1)).toEqual({ condition: { kind: 'inactivity', filter: null }, horizonDays: 30 }));
  });

  it.each([
    ['nobody tells of leaving yet', ['buys', 'own'], { role: 'leaves' }, /^Feeds At risk and revenue at risk/], ['another does', ['buys', 'leaves'], { role: 'leaves', takesRoleFrom: idOf(702) }, /^“Leaves” tells of this now\./],
  ])('tells of leaving where a customer fails to order, when %s', async (_case, roles, expected, told) => {
    let kept: unknown;
    const { items } = anOutcomeList();
    server.use(
      http.get('*/api/w/:slug/outcomes', () => HttpResponse.json(anOutcomeList({ items: items.filter(({ definition }) => roles.includes(definition.role)) }))),
      http.post('*/api/w/:slug/outcomes', async ({ request }) => {
        kept = await request.json();
        return HttpResponse.json(anOutcome({ definition: { ...items[1]!.definition, name: 'No order' } }), { status: 201 });
      }),
    );
    const { user, dialog } = await open();
    const tells = within(dialog).getByRole('combobox', { name: 'What it tells of' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'No order');
    await user.click(within(dialog).getByRole('radio', { name: 'It does not happen' }));
    await waitFor(() => expect((tells as HTMLSelectElement).value).toBe(roles.includes('leaves') ? 'own' : 'leaves'));
    expect(within(tells).getAllByRole<HTMLOptionElement>('option').filter((option) => option.disabled).map(({ text }) => text)).toEqual(['Purchase', 'Support contact']);
    if (roles.includes('leaves')) await user.selectOptions(tells, 'leaves');
    await within(dialog).findByText(told);
    await user.click(within(dialog).getByRole('button', { name: 'Add outcome' }));
    await waitFor(() => expect(kept).toEqual({ name: 'No order', horizonDays: 30, condition: { kind: 'inactivity', filter: { event: { by: 'meaning', meaning: 'order' }, where: [] } }, ...expected }));
  });

  it('says what is wrong beside the field, and counts nothing meanwhile', async () => {
    const { user, dialog } = await open();
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'Within, days' }), { target: { value: '400' } });
    await user.click(within(dialog).getByRole('button', { name: 'Add outcome' }));
    const alerts = within(dialog).getAllByRole('alert').map((alert) => alert.textContent);
    expect(alerts).toEqual(['Give it a name of up to 80 characters.', 'Enter a number of days from 1 to 365.']);
    await within(dialog).findByText('Fill in the form to see how many customers had this outcome.');
  });
});
