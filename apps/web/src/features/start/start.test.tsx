import { screen, waitFor } from '@testing-library/react';
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

  it('lets only those change the settings who may', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [{ ...own, role: 'viewer', permissions: ['workspace.read', 'customers.read', 'sources.read'] }] }))));
    setup([], []);
    await renderApp('/start');
    await screen.findByText(/Your role, Viewer, cannot do this/);
    expect((screen.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true);
  });
});
