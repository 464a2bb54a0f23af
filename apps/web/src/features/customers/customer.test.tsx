import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { aCustomer, aHistory, aMe, anEvent, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { aChance, someChances } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';
import { buildTimeline } from './components/timeline-items.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

const ADDRESS = `/w/polaris/customers/${idOf(100)}`;

describe('a customer', () => {
  it('says the score, why, and why at risk', async () => {
    await renderApp(ADDRESS);
    await screen.findByRole('heading', { name: 'Elena Novak', level: 1 });
    screen.getByRole('img', { name: 'Score 41 of 100; warm from 40, hot from 70' });
    screen.getByText('Not active for 16 days, usually every 4 days');
    const [reasons] = within(screen.getByRole('region', { name: 'Why this score' })).getAllByRole('list');
    const points = within(reasons!).getAllByText(/^[+−]\d+$/).map((figure) => Number(figure.textContent?.replace('−', '-')));
    expect(points.reduce((sum, one) => sum + one, 0)).toBe(41);
  });

  it('tells one silence once, and why the last event may be a later one', async () => {
    server.use(
      http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ lastSeenAt: '2026-11-19T09:00:00.000Z' }))),
      http.get('*/api/w/:slug/customers/:id/events', () => HttpResponse.json({ items: [anEvent({ name: 'Newsletter', meaning: 'email_sent' })], next: null })),
    );
    await renderApp(ADDRESS);
    await screen.findByText(/last event “E-mail sent”/);
    await screen.findByText(/^Activity is what customers do themselves/);
    expect(screen.getAllByText(/16 days/).filter((one) => /active/i.test(one.textContent ?? ''))).toHaveLength(1);
    expect(screen.queryByText('Last active')).toBeNull();
  });

  it('tells when the customer was last active where no cause does', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ band: 'warm', bandCauses: [] }))));
    await renderApp(ADDRESS);
    expect((await screen.findByText('Last active')).parentElement?.textContent).toBe('Last active16 days ago, usually every 4 days');
    expect(screen.queryByText(/^Activity is what customers do themselves/)).toBeNull();
  });

  it('tells the history of the score in a sentence', async () => {
    await renderApp(ADDRESS);
    await screen.findByRole('img', { name: /^Score from November 28, 2025 to November 20, 2026: it went from 55/ });
  });

  it('says when a model came to take part in the score, in its history and in the timeline', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/history', () => HttpResponse.json({ ...aHistory(), models: [{ at: '2026-11-12T09:00:00.000Z', number: 3 }] })));
    await renderApp(ADDRESS);
    await screen.findByRole('img', { name: /Version 3 of the model takes part in it since November 12, 2026\.$/ });
    await screen.findByText('Version 3 of the model came into use');
  });

  it('keeps the open tab in the address and shows what is known', async () => {
    const { user, where } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('tab', { name: 'Attributes' }));
    await waitFor(() => expect(where()).toContain('tab=attributes'));
    expect((await screen.findByRole('row', { name: /^plan/ })).textContent).toContain('Pro');
    await user.click(screen.getByRole('tab', { name: 'Identities' }));
    await screen.findByText('e-mail: elena.novak@acme.io');
  });

  it('undoes a joining after saying what that means for people', async () => {
    let undone = '';
    server.use(http.post('*/api/w/:slug/customers/merges/:id/undo', ({ params, request }) => {
      undone = `${String(params['id'])} ${request.headers.get('x-csrf-token')}`;
      return new HttpResponse(null, { status: 204 });
    }));
    const { user } = await renderApp(`${ADDRESS}?tab=identities`);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const dialog = await screen.findByRole('dialog', { name: 'Undo this joining?' });
    expect(dialog.textContent).toContain('Nobody is contacted');
    await user.click(within(dialog).getByRole('button', { name: 'Separate them' }));
    await screen.findByText('The customers are separate again');
    expect(undone).toBe(`${idOf(301)} token-1`);
  });

  it('shows the button without the right, and says why it does nothing', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: ['workspace.read', 'customers.read'] })] }))));
    await renderApp(`${ADDRESS}?tab=identities`);
    const button = await screen.findByRole('button', { name: 'Undo' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toContain('Viewer');
  });

  it('tells devices in the reader’s words, without what is not known of them', async () => {
    const facets = [{ kind: 'device' as const, value: 'Phone, iOS, other', n: 4, lastAt: '2026-11-04T09:00:00.000Z' }];
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ facets }))));
    await renderApp(`${ADDRESS}?tab=sections`, { locale: 'ru' });
    expect(await screen.findByText('Телефон, iOS')).toBeTruthy();
  });

  it('is left out of scoring from the menu, and taken back from the message', async () => {
    const asked: unknown[] = [];
    server.use(http.put('*/api/w/:slug/customers/:id/exclusion', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(asked.at(-1) as object);
    }));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Exclude from scoring' }));
    await screen.findByText('Excluded from scoring');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('Included in scoring again');
    expect(asked).toEqual([{ isExcluded: true }, { isExcluded: false }]);
  });

  it('says what is not counted and why, and counts it after all', async () => {
    const flagged = [{ reason: 'bot', events: 12, lastAt: '2026-11-03T10:00:00.000Z' }, { reason: 'machine_click', events: 1, lastAt: '2026-11-02T10:00:00.000Z' }];
    server.use(
      http.get('*/api/w/:slug/customers/:id/noise', () => HttpResponse.json({ flagged })),
      http.post('*/api/w/:slug/customers/:id/noise/lift', () => {
        flagged.length = 0;
        return HttpResponse.json({ flagged });
      }),
    );
    const { user } = await renderApp(ADDRESS);
    await screen.findByText('13 events are not counted: a program (12), a machine opened the e-mail (1).');
    await user.click(screen.getByRole('button', { name: 'Count it after all' }));
    await screen.findByText(/^Counted from now on/);
    await waitFor(() => expect(screen.queryByText(/are not counted/)).toBeNull());
  });

  it('offers nothing to whoever may not change it', async () => {
    server.use(
      http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: ['customers.read', 'events.read'] })] }))),
      http.get('*/api/w/:slug/customers/:id/noise', () => HttpResponse.json({ flagged: [{ reason: 'bot', events: 1, lastAt: '2026-11-03T10:00:00.000Z' }] })),
    );
    await renderApp(ADDRESS);
    await screen.findByText('1 event is not counted: a program (1).');
    expect(screen.queryByRole('button', { name: 'Count it after all' })).toBeNull();
  });

  it('says who left it out of scoring, and when', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ band: 'not_scored', ledger: [], exclusion: { at: '2026-11-03T10:00:00.000Z', by: 'Maria Keller' } }))));
    await renderApp(ADDRESS);
    await screen.findByText(/^Excluded from scoring by Maria Keller since/);
    expect(screen.queryByText('Expected, next 12 months')).toBeNull();
    expect(screen.queryByRole('region', { name: 'What happens next' })).toBeNull();
    screen.getByRole('button', { name: 'Include in scoring again' });
  });

  it('cannot be left out of scoring without the right to', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: ['workspace.read', 'customers.read'] })] }))));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    expect((await screen.findByRole('menuitem', { name: 'Exclude from scoring' })).getAttribute('aria-disabled')).toBe('true');
    screen.getByText(/Your role, Viewer, cannot do this/);
  });

  it('writes a payload as text, whatever it holds', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/events', () => HttpResponse.json({ items: [anEvent({ properties: { note: '<img src=x onerror=alert(1)>' } })], next: null })));
    await renderApp(ADDRESS);
    await screen.findByText(/<img src=x onerror=alert\(1\)>/);
    expect(document.querySelector('img[src=x]')).toBeNull();
  });

  it('loads older events when asked', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/events', ({ request }) => {
      const before = new URL(request.url).searchParams.get('before');
      return HttpResponse.json(before ? { items: [anEvent({ id: 'old', name: 'First Visit', meaning: null })], next: null } : { items: [anEvent()], next: 'cursor-1' });
    }));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('First Visit');
  });

  it('says so when there is no such customer', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json({ error: { code: 'customer.not_found', message: 'x', requestId: 'r-404' } }, { status: 404 })));
    await renderApp(ADDRESS);
    expect((await screen.findByRole('alert')).textContent).toContain('belongs to another workspace');
  });

  it('says what is likely next, when, and why', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-30T12:00:00.000Z'));
    await renderApp(ADDRESS);
    const card = within(await screen.findByRole('region', { name: 'What happens next' }));
    await card.findByText('62%');
    now.mockRestore();
    card.getByText('from the model');
    card.getByText('December 3 – 19');
    card.getByRole('img', { name: /^Buys again: 3% within 1 day, .* and 84% within 90 days\.$/ });
    expect(card.getByText('Last event that matters to this forecast 16 days ago, usually every 4 days').textContent).toContain('Lowers the chance:');
    expect(card.getByText('Order: 9 in 90 days').textContent).toContain('Raises the chance:');
    card.getByText('from the customer’s own visits');
  });

  it('says where a chance comes from, and what is missing to one', async () => {
    await renderApp(ADDRESS);
    const card = within(await screen.findByRole('region', { name: 'What happens next' }));
    await card.findByText('from rules');
    card.getByText('<1%');
    expect(card.queryByText('not known yet')).toBeNull();
    const untold = within(card.getByText('1 outcome has not enough data yet').closest('details')!);
    untold.getByRole('heading', { name: 'Orders for 200 or more' });
    untold.getByText('31 of 40 customers with the outcome');
  });

  it('tells timing as a table, and says where reasons are approximate', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json(someChances({ items: [aChance({ isApproximate: true })], bestHour: { hour: 9, isOwn: false } }))));
    const { user } = await renderApp(ADDRESS, { locale: 'ru' });
    const card = within(await screen.findByRole('region', { name: 'Что будет дальше' }));
    await card.findByText('приблизительно');
    card.getByText('как обычно у всех здесь');
    await user.click(card.getByRole('button', { name: 'Показать таблицей' }));
    expect(card.getByRole('row', { name: /^90 дней/ }).textContent?.replace(/\s/g, ' ')).toBe('90 дней84 %');
  });

  it('gives no reasons where none weighs anything', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json(someChances({ items: [aChance({ reasons: [{ code: 'model.recency', hundredths: 0, facts: { days: 4, logOdds: 0 } }] })], bestHour: null }))));
    await renderApp(ADDRESS);
    const card = within(await screen.findByRole('region', { name: 'What happens next' }));
    await card.findByText('62%');
    expect(card.queryByText('What moves it')).toBeNull();
  });

  it('keeps the page when chances cannot be had', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json({ error: { code: 'internal', message: 'x', requestId: 'r-9' } }, { status: 500 })));
    await renderApp(ADDRESS);
    await within(await screen.findByRole('region', { name: 'What happens next' })).findByRole('alert');
    screen.getByRole('region', { name: 'Why this score' });
  });

  it('gives rows of the model in the ledger their own words', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ ledger: [{ code: 'model.recency', group: 'model', kind: 'model', hundredths: 4130, facts: { days: 2, usualGapDays: 4 } }] }))));
    await renderApp(ADDRESS);
    const why = within(await screen.findByRole('region', { name: 'Why this score' }));
    expect((await why.findByText('Last event that matters to this forecast 2 days ago, usually every 4 days')).closest('li')?.textContent).toContain('by the model');
  });

  it('puts last that a score ends at 0 and 100, however much that is', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ hundredths: 200, ledger: [
      { code: 'clamp', group: '', kind: 'clamp', hundredths: 900, facts: {} }, { code: 'model.money', group: 'model', kind: 'model', hundredths: -1000, facts: {} }, { code: 'response.earned', group: 'response', kind: 'earned', hundredths: 300, facts: { events: 2, days: 14 } },
    ] }))));
    await renderApp(ADDRESS);
    const why = within(await screen.findByRole('region', { name: 'Why this score' }));
    const rows = (await why.findByText('No score is below 0 or above 100')).closest('ul')!;
    expect([...rows.children].map((row) => row.textContent)).toEqual(['How much the customer spends · by the model−10', 'Opened, clicked or answered e-mails+32 events · last 14 days ago', 'No score is below 0 or above 100+9']);
  });

  it('says what moved the score in the last week', async () => {
    await renderApp(ADDRESS);
    await screen.findByRole('heading', { name: 'Changed since Nov 13: −7' });
  });

  it('shows somebody without a score as such', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => HttpResponse.json(aCustomer({ band: 'not_scored', hundredths: 0, ledger: [], bandCauses: [{ code: 'none.no_events', hundredths: null, facts: {} }] }))));
    await renderApp(ADDRESS);
    await screen.findByText('No score yet');
    screen.getByText('No event that counts yet');
  });
});

describe('buildTimeline', () => {
  const dayOf = (iso: string) => iso.slice(0, 10);
  it('puts changes of temperature among the events, by day', () => {
    const [day] = buildTimeline([anEvent({ occurredAt: '2026-11-18T10:00:00.000Z' })], { ...aHistory(), models: [{ at: '2026-11-18T09:00:00.000Z', number: 2 }] }, true, dayOf);
    expect(day?.items.map((item) => item.kind)).toEqual(['event', 'model', 'change']);
  });
  it('holds back changes older than what is loaded', () => {
    const days = buildTimeline([anEvent({ occurredAt: '2026-11-19T10:00:00.000Z' })], { ...aHistory(), models: [{ at: '2026-11-18T09:00:00.000Z', number: 2 }] }, false, dayOf);
    expect(days.flatMap((day) => day.items)).toHaveLength(1);
  });
});
