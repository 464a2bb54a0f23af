import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { aMe, aWorkspace } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

const own = aWorkspace({ slug: 'northwind', name: 'Northwind', isDemo: false });
const setup = (sources: unknown[], types: unknown[]) => server.use(
  http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: sources })),
  http.get('*/api/w/:slug/event-types', () => HttpResponse.json({ items: types })),
);

describe('the start page', () => {
  it('makes a workspace for somebody who has none', async () => {
    let sent: unknown;
    server.use(
      http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [] }))),
      http.post('*/api/workspaces', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(own);
      }),
    );
    setup([], []);
    const { user, where } = await renderApp('/start');
    await screen.findByRole('heading', { name: 'Welcome, Maria. Let us get your first scores.' });
    await user.type(screen.getByLabelText('Workspace name'), 'Northwind');
    const margin = screen.getByLabelText('Margin, %');
    await user.clear(margin);
    await user.type(margin, '35');
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }));
    await waitFor(() => expect(where()).toBe('/w/northwind/sources'));
    expect(sent).toMatchObject({ name: 'Northwind', business: 'b2c', margin: 0.35, leavingDays: 90 });
  });

  it('counts steps by the server’s facts', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [own] }))));
    setup([{ intakeTotal: { received: 12 } }], [{ isConfirmed: false }]);
    await renderApp('/start');
    await screen.findByText('4 of 5 done');
    screen.getByText('1 source');
    screen.getByText('Events are here');
  });

  it('shows how far the demo is loaded', async () => {
    server.use(http.get('*/api/start', () => HttpResponse.json({ hasDemo: true, demoEmail: 'demo@kelvin.test', demoPassword: 'x', demoProgress: 0.42 })));
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [own] }))));
    setup([], []);
    await renderApp('/start');
    await screen.findByText('Loading the demo: 42%');
    expect(screen.getByRole('progressbar', { name: 'The demo is being loaded' }).getAttribute('aria-valuenow')).toBe('42');
  });

  describe('exchange rates', () => {
    const euro = { ...own, currency: 'EUR' };
    const rates = (items: unknown[]) => server.use(
      http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [euro] }))),
      http.get('*/api/w/:slug/currency-rates', () => HttpResponse.json({ currency: 'EUR', items })),
    );
    const region = async () => within((await screen.findByRole('heading', { name: 'Exchange rates' })).closest('section')!.parentElement!);

    it('says whose money is left out, takes a rate with a comma, and tells what is counted anew', async () => {
      let sent: unknown;
      setup([], []);
      rates([{ currency: 'RUB', rate: null, events: 1_204 }, { currency: 'USD', rate: 0.92, events: 3 }]);
      server.use(http.put('*/api/w/:slug/currency-rates', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ currency: 'EUR', items: [{ currency: 'RUB', rate: 0.0104, events: 1_204 }, { currency: 'USD', rate: 0.92, events: 3 }] });
      }));
      const { user } = await renderApp('/start');
      const rub = await screen.findByRole('textbox', { name: '1 RUB in EUR', description: '1,204 events, their money is left out' });
      expect(screen.getByRole<HTMLInputElement>('textbox', { name: '1 USD in EUR' }).value).toBe('0.92');
      await user.type(rub, 'x');
      await user.click((await region()).getByRole('button', { name: 'Save the rates' }));
      expect((await (await region()).findByRole('alert')).textContent).toContain('Use a number above 0');
      await user.clear(rub);
      await user.type(rub, '0,0104');
      await user.click((await region()).getByRole('button', { name: 'Save the rates' }));
      await screen.findByText('Money in RUB is being counted anew.');
      expect(sent).toEqual({ rates: [{ currency: 'RUB', rate: 0.0104 }, { currency: 'USD', rate: 0.92 }] });
      screen.getByRole('textbox', { name: '1 RUB in EUR', description: '1,204 events' });
    });

    it('takes a currency before its first event, and away again what is left empty', async () => {
      let sent: unknown;
      setup([], []);
      rates([{ currency: 'USD', rate: 0.92, events: 0 }]);
      server.use(http.put('*/api/w/:slug/currency-rates', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ currency: 'EUR', items: [{ currency: 'GBP', rate: 1.15, events: 0 }] });
      }));
      const { user } = await renderApp('/start');
      await user.clear(await screen.findByRole('textbox', { name: '1 USD in EUR' }));
      await user.selectOptions(screen.getByRole('combobox', { name: 'Another currency' }), 'GBP');
      await user.click(screen.getByRole('button', { name: 'Add' }));
      await user.type(screen.getByRole('textbox', { name: '1 GBP in EUR' }), '1.15');
      await user.click(screen.getByRole('button', { name: 'Save the rates' }));
      await screen.findByText('Money in GBP and USD is being counted anew.');
      expect(sent).toEqual({ rates: [{ currency: 'GBP', rate: 1.15 }] });
    });

    it('says that another currency of the workspace takes the rates away', async () => {
      setup([], []);
      rates([{ currency: 'USD', rate: 0.92, events: 3 }]);
      server.use(http.patch('*/api/w/:slug', () => HttpResponse.json({ ...euro, currency: 'GBP' })));
      const { user } = await renderApp('/start');
      const currency = await screen.findByRole('combobox', { name: 'Currency' });
      expect(screen.queryByText(/with another currency they are removed/)).toBeNull();
      await user.selectOptions(currency, 'GBP');
      await screen.findByText(/with another currency they are removed/);
      await user.click(screen.getByRole('button', { name: 'Save' }));
      await screen.findByText('Exchange rates were removed: set them again for GBP.');
    });
  });

  it('lets only those change the settings who may', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [{ ...own, role: 'viewer', permissions: ['workspace.read', 'customers.read', 'sources.read'] }] }))));
    setup([], []);
    await renderApp('/start');
    await screen.findByText(/Your role, Viewer, cannot do this/);
    expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true);
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Save the rates' })).disabled).toBe(true);
  });
});
