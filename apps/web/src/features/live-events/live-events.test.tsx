import type { LiveEvent } from '@kelvin/contracts';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aLiveEvent, aSource, aTrace } from '../../testing/data-fixtures.ts';
import { aMe, aWorkspace } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

let events: LiveEvent[];

beforeEach(() => {
  events = [aLiveEvent(2), aLiveEvent(1)];
  server.use(
    http.get('*/api/w/:slug/events', ({ request }) => {
      const search = new URL(request.url).searchParams;
      const q = search.get('q')?.toLowerCase(), after = search.get('after');
      return HttpResponse.json({ items: events.filter((event) => (!q || event.name.toLowerCase().includes(q)) && (!after || event.receivedAt > after)), perMinute: [3, 5, 8] });
    }),
    http.get('*/api/w/:slug/events/:id', () => HttpResponse.json(aTrace())),
    http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [aSource()] })),
  );
});

async function openPage(address = '/w/polaris/events') {
  const app = await renderApp(address);
  await screen.findByRole('button', { name: 'Event 2' });
  return app;
}
/** A new event arrives and the stream says so. */
function arrive(n: number): void {
  events = [aLiveEvent(n), ...events];
  FakeEventSource.latest?.emit('events', { received: 1 });
}

describe('live events', () => {
  it('shows new events on top as they arrive, and the rate', async () => {
    await openPage();
    expect(await screen.findByText('8 a minute')).toBeTruthy();
    arrive(3);
    await screen.findByRole('button', { name: 'Event 3' });
    expect(screen.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('button')[0]?.textContent)).toEqual(['Event 3', 'Event 2', 'Event 1']);
  });

  it('says which page was looked at, and by whom below it, where a phone has no column for that', async () => {
    events = [aLiveEvent(2), aLiveEvent(1, { name: 'page', title: '/pricing', meaning: 'visit' })];
    await openPage();
    within((await screen.findByRole('button', { name: 'page: /pricing' })).closest('td')!).getByText('Elena Novak');
  });

  it('asks for what came before its stream was open', async () => {
    await openPage();
    await screen.findByText('8 a minute');
    events = [aLiveEvent(3), ...events];
    act(() => FakeEventSource.latest?.onopen?.());
    await screen.findByRole('button', { name: 'Event 3' });
  });

  it('asks for what came while its first rows were on their way', async () => {
    let isFirst = true;
    let answerFirst: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { answerFirst = resolve; });
    server.use(http.get('*/api/w/:slug/events', async ({ request }) => {
      const after = new URL(request.url).searchParams.get('after');
      const items = events.filter((event) => !after || event.receivedAt > after);
      if (isFirst) {
        isFirst = false;
        await held;
      }
      return HttpResponse.json({ items, perMinute: [3, 5, 8] });
    }));
    await renderApp('/w/polaris/events');
    await waitFor(() => expect(isFirst).toBe(false));
    act(() => arrive(3));
    answerFirst();
    await screen.findByRole('button', { name: 'Event 2' });
    await screen.findByRole('button', { name: 'Event 3' });
  });

  it('stands still while paused, counts what waits, and lets it in', async () => {
    const { user } = await openPage();
    fireEvent.keyDown(document.body, { key: ' ' });
    expect(await screen.findByText(/Paused/)).toBeTruthy();
    arrive(3);
    const waiting = await screen.findByRole('button', { name: '1 new event' });
    expect(screen.queryByRole('button', { name: 'Event 3' })).toBeNull();
    await user.click(waiting);
    expect(await screen.findByRole('button', { name: 'Event 3' })).toBeTruthy();
  });

  it('follows one event to the score, and shows its payload as text', async () => {
    const { user, where } = await openPage();
    await user.click(screen.getByRole('button', { name: 'Event 1' }));
    const panel = await screen.findByRole('dialog', { name: 'Event 1' });
    expect(within(panel).getByText('212 ms later')).toBeTruthy();
    expect(within(panel).getByText('812 ms from receipt to score')).toBeTruthy();
    expect(within(panel).getByText('71')).toBeTruthy();
    expect(within(panel).getByRole('link', { name: 'Elena Novak' }).getAttribute('href')).toContain('/customers/');
    expect(within(panel).getByText('"<b>bold</b>"')).toBeTruthy();
    expect(where()).toContain('event=');
  });

  it('says why an event was rejected', async () => {
    server.use(http.get('*/api/w/:slug/events/:id', () => HttpResponse.json(aTrace({
      status: 'rejected', reason: 'no_identifier', problems: [{ code: 'no_identifier', field: 'userId', message: 'Name one.' }],
      trace: { receivedAt: aLiveEvent(1).receivedAt, processedAt: null, scoredAt: null, matchedBy: null, customer: null, score: null },
    }))));
    await renderApp('/w/polaris/events?event=e1');
    const panel = await screen.findByRole('dialog', { name: 'Event 1' });
    expect(within(panel).getAllByText('Nothing says whose event it is')).toHaveLength(2);
    expect(within(panel).getByText('Not processed')).toBeTruthy();
  });

  it('sends a test event with the write key of a source and without the session', async () => {
    let sent: { body: unknown; authorization: string | null; credentials: string } | null = null;
    server.use(http.post('*/v1/track', async ({ request }) => {
      sent = { body: await request.json(), authorization: request.headers.get('authorization'), credentials: request.credentials };
      return HttpResponse.json({ success: true });
    }));
    const { user } = await openPage();
    await user.click(screen.getByRole('button', { name: 'Send a test event' }));
    const dialog = await screen.findByRole('dialog', { name: 'Send a test event' });
    const properties = await within(dialog).findByLabelText('Properties');
    await user.clear(properties);
    await user.type(properties, 'no json');
    await user.click(within(dialog).getByRole('button', { name: 'Send' }));
    expect(await within(dialog).findByText(/Write a JSON object/)).toBeTruthy();
    fireEvent.change(properties, { target: { value: '{"plan":"Pro"}' } });
    await user.click(within(dialog).getByRole('button', { name: 'Send' }));
    expect(await within(dialog).findByText(/Accepted/)).toBeTruthy();
    expect(sent).toEqual({ body: { type: 'track', event: 'Test Event', userId: 'test-user', properties: { plan: 'Pro' } }, authorization: `Basic ${btoa('wk_website:')}`, credentials: 'omit' });
    expect(within(dialog).getByText(/curl http:\/\/kelvin.test\/v1\/track/)).toBeTruthy();
  });

  it('filters by name through the address, and offers to clear what matches nothing', async () => {
    const { user, where } = await openPage();
    await user.type(screen.getByRole('searchbox', { name: 'Event or customer' }), 'nothing');
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
    expect(where()).toContain('q=nothing');
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
    expect(await screen.findByRole('button', { name: 'Event 2' })).toBeTruthy();
  });

  it('invites to connect a source while nothing has arrived', async () => {
    events = [];
    await renderApp('/w/polaris/events');
    expect((await screen.findByRole('link', { name: 'Connect a source' })).getAttribute('href')).toContain('/sources/new');
  });

  it('tells of a failure and tries again', async () => {
    server.use(http.get('*/api/w/:slug/events', () => HttpResponse.json({ error: { code: 'x', message: 'x', requestId: 'req-9' } }, { status: 500 }), { once: true }));
    const { user } = await renderApp('/w/polaris/events');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Event 2' })).toBeTruthy();
  });

  it('says which role may see it', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: [] })] }))));
    await renderApp('/w/polaris/events');
    await waitFor(() => expect(screen.getByText(/Your role, Viewer/)).toBeTruthy());
  });
});
