import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aMe, aWorkspace, idOf, manyRows } from '../../testing/fixtures.ts';
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
    await user.keyboard('j');
    await waitFor(() => expect(where()).toContain(`peek=${idOf(1002)}`));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'A closer look' })).toBeNull());
    await user.keyboard('k{Enter}');
    await waitFor(() => expect(where()).toBe(`/w/polaris/customers/${idOf(1001)}`));
  });

  it('says when filters match nobody, and clears them', async () => {
    const { user, where } = await renderApp('/w/polaris/customers?q=nobody-has-this');
    await screen.findByText('Nothing matches');
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
    await screen.findByRole('row', { name: /customer1@example\.com/ });
    expect(where()).toBe('/w/polaris/customers');
  });

  it('says how the first customers come when there are none', async () => {
    server.use(http.get('*/api/w/:slug/customers', () => HttpResponse.json({ total: 0, offset: 0, items: [] })));
    await renderApp('/w/polaris/customers');
    await screen.findByText('No customers yet');
    screen.getByRole('link', { name: 'Import a file' });
  });

  it('does not reorder under the reader when scores change, but offers to', async () => {
    let calls = 0;
    server.use(http.get('*/api/w/:slug/customers', () => {
      calls += 1;
      return HttpResponse.json({ total: 2, offset: 0, items: manyRows(2) });
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
