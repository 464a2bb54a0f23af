import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aCustomerList, aListed, aMe, aWorkspace, idOf, LISTED_OUTCOMES, manyRows } from '../../testing/fixtures.ts';
import { someChances } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';
import { pagesFor } from './components/use-customer-window.ts';

describe('the list of customers', () => {
  it('shows a window of a long list with its whole length', async () => {
    await renderApp('/w/polaris/customers');
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    expect(screen.getByRole('grid', { name: 'Customers' }).getAttribute('aria-rowcount')).toBe('451');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    screen.getByText('450 customers');
  });

  it('asks only for the windows on screen', () => {
    expect(pagesFor(0, 30)).toEqual([0]);
    expect(pagesFor(395, 410)).toEqual([0, 1, 2]);
    expect(pagesFor(40_000, 40_020)).toEqual([0, 200]);
  });

  it('keeps temperature, words and order in the address', async () => {
    const { user, where } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('link', { name: /^At risk/ }));
    await waitFor(() => expect(where()).toContain('band=at_risk'));
    await user.type(screen.getByRole('searchbox', { name: 'Find by name, e-mail, phone or id' }), 'customer 11');
    await waitFor(() => expect(where()).toContain('q=customer'));
    await user.click(await screen.findByRole('button', { name: 'Score' }));
    await waitFor(() => expect(where()).toContain('sort=score'));
    expect(screen.getByRole('columnheader', { name: 'Score' }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByRole('link', { name: /^At risk/ }).getAttribute('aria-current')).toBe('true');
  });

  it('is walked by j and k, peeked by Space, left by Escape, opened by Enter', async () => {
    const { user, where } = await renderApp('/w/polaris/customers');
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    screen.getByRole('grid').focus();
    await user.keyboard('jj ');
    const peek = await screen.findByRole('complementary', { name: 'A closer look' });
    expect(where()).toContain(`peek=${idOf(1001)}`);
    await within(peek).findByText('Why this score');
    expect(document.activeElement).toBe(screen.getByRole('grid'));
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'о', code: 'KeyJ' });
    await waitFor(() => expect(where()).toContain(`peek=${idOf(1002)}`));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'A closer look' })).toBeNull());
    await user.keyboard('k{Enter}');
    await waitFor(() => expect(where()).toBe(`/w/polaris/customers/${idOf(1001)}`));
  });

  it('tells beside the value what there is to lose, which the list begins with', async () => {
    const rows = [aListed({ id: idOf(1), name: 'Ida', value12m: 500, atStake: 310 }), aListed({ id: idOf(2), name: 'Otto', band: 'warm', value12m: 900, atStake: 0 })];
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(aCustomerList(rows))));
    await renderApp('/w/polaris/customers');
    const ida = await screen.findByRole('row', { name: /Ida/ });
    within(ida).getByText(/310.* to lose$/);
    expect(within(screen.getByRole('row', { name: /Otto/ })).queryByText(/to lose$/)).toBeNull();
  });

  it('tells below the name of somebody at risk why, which a phone has no column for, and of nobody else', async () => {
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(aCustomerList([aListed({ id: idOf(1), name: 'Ida' }), aListed({ id: idOf(2), name: 'Otto', band: 'warm' })]))));
    await renderApp('/w/polaris/customers');
    within(await screen.findByRole('rowheader', { name: /Ida/ })).getByText('Not active for 16 days, usually every 4 days');
    expect(within(await screen.findByRole('rowheader', { name: /Otto/ })).queryByText(/Not active/)).toBeNull();
  });

  it('counts visitors as visitors', async () => {
    await renderApp('/w/polaris/customers?who=visitors');
    expect(await screen.findByText(/^[\d,]+ visitors$/)).toBeTruthy();
  });

  it('says how somebody comes to be excluded while nobody is', async () => {
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(aCustomerList([]))));
    await renderApp('/w/polaris/customers?who=excluded');
    await screen.findByText('Nobody is excluded');
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
  });

  it('says when filters match nobody, and clears them', async () => {
    const { user, where } = await renderApp('/w/polaris/customers?q=nobody-has-this');
    await screen.findByText('Nothing matches');
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    expect(where()).toBe('/w/polaris/customers');
  });

  it('says how the first customers come when there are none', async () => {
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(aCustomerList([]))));
    await renderApp('/w/polaris/customers');
    await screen.findByText('No customers yet');
    screen.getByRole('link', { name: 'Import a file' });
  });

  it('does not reorder under the reader when scores change, but offers to', async () => {
    let calls = 0;
    server.use(http.get('*/api/w/:slug/customers', () => {
      calls += 1;
      return HttpResponse.json(aCustomerList(manyRows(2)));
    }));
    const { user } = await renderApp('/w/polaris/customers');
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    const before = calls;
    FakeEventSource.latest?.emit('scores', { customerIds: [idOf(1000)], customers: 3 });
    await screen.findByText('Scores of 3 customers changed');
    expect(calls).toBe(before);
    await user.click(screen.getByRole('button', { name: 'Update' }));
    await waitFor(() => expect(calls).toBeGreaterThan(before));
  });

  it('finds those again who were left out of scoring', async () => {
    const { user, where } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('link', { name: 'Excluded' }));
    await waitFor(() => expect(where()).toContain('who=excluded'));
    expect(screen.getByRole('link', { name: 'Excluded' }).getAttribute('aria-current')).toBe('true');
  });

  it('calls whoever has no name by his e-mail or the best id that is known of him', async () => {
    server.use(http.get('/api/w/polaris/customers', () => HttpResponse.json(aCustomerList([
      aListed({ id: idOf(1), name: '', email: null, bestId: 'cust-1001' }), aListed({ id: idOf(2), name: '', email: 'vera@mail.example' }), aListed({ id: idOf(3), name: '', email: null }),
    ]))));
    await renderApp('/w/polaris/customers');
    await screen.findByRole('link', { name: 'cust-1001' });
    screen.getByRole('link', { name: 'vera@mail.example' });
    screen.getByRole('link', { name: 'No name yet' });
  });

  it('takes away one filter at a time', async () => {
    const { user, where } = await renderApp('/w/polaris/customers?movedFrom=warm&movedTo=at_risk&movedDays=90&minScore=10&maxScore=60');
    await user.click(await screen.findByRole('button', { name: 'Remove filter: Warm → At risk in 90 days' }));
    await waitFor(() => expect(where()).toBe('/w/polaris/customers?minScore=10&maxScore=60'));
    screen.getByRole('button', { name: 'Remove filter: Score 10–60' });
  });

  it('tells a role without the right to read which role that is', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: ['workspace.read'] })] }))));
    await renderApp('/w/polaris/customers');
    await screen.findByText(/Your role, Viewer, cannot do this/);
  });

  it('opens at an address with nonsense in it', async () => {
    await renderApp('/w/polaris/customers?band=boiling&minScore=9000&sort=shoe');
    await screen.findByRole('row', { name: /customer1@example\.com/ });
  });
});

describe('chances in the list', () => {
  const answerWith = (answer: ReturnType<typeof aCustomerList>) => server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json(answer)));
  const cells = async (row: string): Promise<HTMLElement[]> => within(await screen.findByRole('row', { name: new RegExp(row) })).getAllByRole('gridcell');

  it('stand with their source beside the score, and tell what moves them most', async () => {
    await renderApp('/w/polaris/customers');
    const found = await cells('customer1@example\\.com');
    const names = screen.getAllByRole('columnheader').map((head) => head.textContent);
    expect(names.slice(4, 6)).toEqual(['Buys in 30 d', 'Leaves in 90 d']);
    expect([found[3]!.textContent, found[4]!.textContent]).toEqual(['41%', '7%from rules']);
    expect(within(found[3]!).getByTitle(/^Buys again: 41%, from the model\. Lowered most by: .*16 days/)).toBeTruthy();
    expect(within(found[4]!).getByTitle(/^Leaves: 7%, from rules\. It follows the score: .*16 days/)).toBeTruthy();
  });

  it('say where one is not known yet', async () => {
    answerWith(aCustomerList([aListed({ email: 'new@example.com', buys: null })], { outcomes: LISTED_OUTCOMES.slice(0, 1) }));
    await renderApp('/w/polaris/customers');
    const found = await cells('new@example\\.com');
    expect(screen.queryByRole('columnheader', { name: 'Leaves in 90 d' })).toBeNull();
    expect(within(found[3]!).getByTitle('Buys again: not known yet').textContent).toBe('—');
  });

  it('are sorted and narrowed by, and the address keeps both', async () => {
    const { user, where } = await renderApp('/w/polaris/customers');
    await user.click(await screen.findByRole('button', { name: 'Leaves in 90 d' }));
    await waitFor(() => expect(where()).toBe('/w/polaris/customers?sort=leaves&direction=desc'));
    expect(screen.getByRole('columnheader', { name: 'Leaves in 90 d' }).getAttribute('aria-sort')).toBe('descending');
    await user.click(screen.getByRole('button', { name: 'Chances' }));
    await user.type(await screen.findByRole('spinbutton', { name: 'Leaves: at least, %' }), '40');
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(where()).toContain('minLeaveChance=0.4'));
    expect(where()).not.toContain('minBuyChance');
    await user.click(await screen.findByRole('button', { name: 'Remove filter: Chance to leave from 40%' }));
    await waitFor(() => expect(where()).not.toContain('minLeaveChance'));
  });

  it.each([
    [false, /Nothing is predicted yet/], [true, /There are no chances to buy or to leave yet/],
  ])('lead to Model quality while there are none (something is predicted: %s)', async (isAnythingPredicted, text) => {
    answerWith(aCustomerList([aListed({ email: 'new@example.com', buys: null, leaves: null })], { outcomes: [], isAnythingPredicted }));
    const { user } = await renderApp('/w/polaris/customers');
    expect((await cells('new@example\\.com')).length).toBe(6);
    expect(screen.queryByRole('option', { name: 'Likeliest to buy' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Chances' }));
    await screen.findByText(text);
    expect(screen.getByRole('link', { name: 'Open Model quality' }).getAttribute('href')).toBe('/w/polaris/models');
  });

  it('are told beside the list too, where it is too narrow for their columns, each with its strongest reason', async () => {
    await renderApp(`/w/polaris/customers?peek=${idOf(1000)}`);
    const peek = within(await screen.findByRole('complementary', { name: 'A closer look' }));
    await peek.findByText('What happens next');
    const items = peek.getByText('Buys again').closest('li')!.parentElement!.querySelectorAll(':scope > li');
    expect([...items].map((item) => item.textContent)).toEqual([expect.stringMatching(/^Buys again from the model62%What moves itLowers the chance: .*16 days/), 'Asks support from rules<1%']);
    expect(within(items[0] as HTMLElement).getAllByRole('listitem')).toHaveLength(1);
  });

  it('are told beside the list in the reader’s language', async () => {
    const chances = someChances();
    server.use(http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json({ ...chances, items: [{ ...chances.items[0]!, name: 'Buys within 60 days' }] })));
    await renderApp(`/w/polaris/customers?peek=${idOf(1000)}`, { locale: 'ru' });
    const peek = within(await screen.findByRole('complementary', { name: 'Подробнее' }));
    expect(await peek.findByText(/^Купит за 60 дн\./)).toBeTruthy();
  });

  it('speak Russian', async () => {
    await renderApp('/w/polaris/customers', { locale: 'ru' });
    expect((await cells('customer1@example\\.com'))[4]!.textContent).toBe('7\u00a0%по правилам');
    screen.getByRole('columnheader', { name: 'Уйдёт, 90 дн.' });
  });
});

describe('a long list that is scrolled', () => {
  it('fetches the part it comes to', async () => {
    const asked: string[] = [];
    server.events.on('request:start', ({ request }) => {
      const url = new URL(request.url);
      if (url.pathname.endsWith('/customers')) asked.push(url.searchParams.get('offset') ?? '');
    });
    await renderApp('/w/polaris/customers');
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    const grid = screen.getByRole('grid');
    grid.scrollTop = 44 * 420;
    fireEvent.scroll(grid);
    await screen.findByRole('row', { name: /customer421@example\.com/ });
    expect(asked).toContain('400');
    server.events.removeAllListeners();
  });
});
