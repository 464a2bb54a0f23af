import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { aLiveEvent, anIntake, aSource, aTrace } from '../../testing/data-fixtures.ts';
import { aMe, aWorkspace, idOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

beforeEach(() => {
  server.use(
    http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [aSource(), aSource({ id: idOf(12), kind: 'webhook', name: 'Shop orders', authentication: 'signature', writeKey: null, endpoint: 'http://kelvin.test/hooks/12' })] })),
    http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(aSource())),
    http.get('*/api/w/:slug/sources/:id/parked', () => HttpResponse.json({ items: [], amounts: [] })),
    http.get('*/api/w/:slug/intake', () => HttpResponse.json({
      total: anIntake({ received: 1000, processed: 980, rejected: 15, duplicates: 5 }), sources: [],
      hours: [{ hour: '2026-11-20T10:00:00.000Z', intake: anIntake({ received: 10, processed: 10 }) }, { hour: '2026-11-20T11:00:00.000Z', intake: anIntake({ received: 9, processed: 7, isBalanced: false }) }],
    })),
  );
});

describe('sources', () => {
  it('shows the no-loss equation in words and figures, and hour by hour', async () => {
    const { user } = await renderApp('/w/polaris/sources');
    expect(await screen.findByText('Received 1,000 = processed 980 + rejected 15 + waiting for repair 0 + duplicates 5 + pending 0')).toBeTruthy();
    expect(screen.getAllByText('Adds up: nothing is lost').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'By hour' }));
    const table = screen.getByRole('group', { name: 'By hour' });
    expect(within(table).getByText('missing 2')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Shop orders' })).toBeTruthy();
  });

  it('says how many events bring money without an exchange rate, with the way to set it', async () => {
    server.use(
      http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ isDemo: false })] }))),
      http.get('*/api/w/:slug/currency-rates', () => HttpResponse.json({ currency: 'EUR', items: [{ currency: 'RUB', rate: null, events: 1_200 }, { currency: 'GBP', rate: null, events: 3 }, { currency: 'XXX', rate: null, events: 1 }, { currency: 'USD', rate: 0.9, events: 50 }] })),
    );
    await renderApp('/w/polaris/sources');
    await screen.findByText('1,204 events brought money in RUB, GBP, and an unreadable currency (XXX), but there is no exchange rate: the events count, their money is left out.');
    expect(screen.getByRole('link', { name: 'Set exchange rates' }).getAttribute('href')).toBe('/start#currency-rates');
  });

  it('is silent about exchange rates while all money counts', async () => {
    server.use(http.get('*/api/w/:slug/currency-rates', () => HttpResponse.json({ currency: 'EUR', items: [{ currency: 'USD', rate: 0.9, events: 50 }, { currency: 'GBP', rate: null, events: 0 }] })));
    await renderApp('/w/polaris/sources');
    await screen.findByText('Received 1,000 = processed 980 + rejected 15 + waiting for repair 0 + duplicates 5 + pending 0');
    expect(screen.queryByText(/exchange rate/)).toBeNull();
  });

  it('creates a source, shows its key, and turns green with the first event', async () => {
    let created: unknown = null;
    let hasArrived = false;
    server.use(
      http.post('*/api/w/:slug/sources', async ({ request }) => {
        created = await request.json();
        return HttpResponse.json({ ...aSource({ id: idOf(77), name: 'Online shop', writeKey: 'wk_fresh', lastReceivedAt: null }), secret: null }, { status: 201 });
      }),
      http.get('*/api/w/:slug/events', () => HttpResponse.json({ items: hasArrived ? [aLiveEvent(1)] : [], perMinute: [] })),
      http.get('*/api/w/:slug/events/:id', () => HttpResponse.json(aTrace())),
    );
    const { user } = await renderApp('/w/polaris/sources/new');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Create the source' }));
    expect(screen.getByText('Give it a name')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Online shop');
    await user.click(screen.getByRole('button', { name: 'Create the source' }));
    expect(await screen.findByText('Waiting for the first event…')).toBeTruthy();
    expect(created).toEqual({ kind: 'tracking', name: 'Online shop' });
    expect(screen.getByText('wk_fresh')).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'curl' }));
    expect(screen.getByText(/-u 'wk_fresh:'/)).toBeTruthy();
    hasArrived = true;
    FakeEventSource.latest?.emit('events', { received: 1 });
    expect(await screen.findByText('The first event is here')).toBeTruthy();
  });

  it('shows the secret of a webhook once', async () => {
    server.use(
      http.post('*/api/w/:slug/sources', () => HttpResponse.json({ ...aSource({ kind: 'webhook', authentication: 'signature', writeKey: null, endpoint: 'http://kelvin.test/hooks/77', lastReceivedAt: null }), secret: 'whsec_once' }, { status: 201 })),
      http.get('*/api/w/:slug/events', () => HttpResponse.json({ items: [], perMinute: [] })),
    );
    const { user } = await renderApp('/w/polaris/sources/new');
    await user.click(await screen.findByRole('radio', { name: /Webhook/ }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Shop');
    await user.click(screen.getByRole('button', { name: 'Create the source' }));
    expect(await screen.findByText('whsec_once')).toBeTruthy();
    expect(screen.getByText(/Shown only now/)).toBeTruthy();
  });

  it('says what switching off does before it does it', async () => {
    let change: unknown = null;
    server.use(http.patch('*/api/w/:slug/sources/:id', async ({ request }) => {
      change = await request.json();
      return HttpResponse.json(aSource({ isEnabled: false }));
    }));
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    await user.click(await screen.findByRole('button', { name: 'Switch off' }));
    const dialog = await screen.findByRole('dialog', { name: 'Switch off “Website”?' });
    expect(within(dialog).getByText(/what it sends is refused/)).toBeTruthy();
    expect(change).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Switch off' }));
    expect(await screen.findByText('“Website” is switched off')).toBeTruthy();
    expect(change).toEqual({ isEnabled: false });
  });

  it('shows what waits for repair by its reason, as text, and tries it again or discards it after asking', async () => {
    const asked: unknown[] = [];
    let groups = [{ code: 'timestamp_out_of_range', message: '', items: 1_200, newestAt: '2026-11-20T11:00:00.000Z', sample: { event: '<img src=x>' }, missing: null }, { code: 'new_code', message: 'A reason of the server.', items: 1, newestAt: '2026-11-20T11:00:00.000Z', sample: 'no JSON', missing: null }];
    server.use(
      http.get('*/api/w/:slug/sources/:id/parked', () => HttpResponse.json({ items: groups, amounts: [] })),
      http.post('*/api/w/:slug/sources/:id/parked/:action', async ({ request, params }) => {
        const body = (await request.json()) as { code: string };
        asked.push([params['action'], body]);
        groups = groups.filter(({ code }) => code !== body.code);
        return HttpResponse.json({ jobId: idOf(90) }, { status: 202 });
      }),
    );
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    const card = await screen.findByRole('region', { name: 'Waiting for repair' });
    expect(within(card).getByText('1,200 items')).toBeTruthy();
    expect(within(card).getByText('"<img src=x>"')).toBeTruthy();
    expect(within(card).getByText('A reason of the server.')).toBeTruthy();
    await user.click(within(card).getByRole('button', { name: 'Try again: The time is out of range' }));
    expect(await screen.findByText('Started. You can follow it among the jobs.')).toBeTruthy();
    await user.click(within(card).getByRole('button', { name: 'Discard: A reason of the server.' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard 1 item?' });
    expect(asked).toHaveLength(1);
    await user.click(within(dialog).getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Waiting for repair' })).toBeNull());
    expect(asked).toEqual([['retry', { code: 'timestamp_out_of_range' }], ['discard', { code: 'new_code' }]]);
  });

  it('asks what became of an amount that is no longer sent, and takes either answer', async () => {
    const asked: unknown[] = [];
    const group = { code: 'missing_amount', message: 'x', items: 412, newestAt: '2026-11-20T11:00:00.000Z', sample: {}, missing: { eventTypes: ['Deal Updated', 'Deal Won'], was: 'amount', share: 0.985, maybe: ['deal_amount'] } };
    server.use(
      http.get('*/api/w/:slug/sources/:id/parked', () => HttpResponse.json({ items: [group], amounts: [] })),
      http.post('*/api/w/:slug/sources/:id/parked/amount', async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ jobId: idOf(90) }, { status: 202 });
      }),
    );
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    const card = within(await screen.findByRole('region', { name: 'Waiting for repair' }));
    card.getByText('The amount is no longer sent');
    card.getByText('The amount is missing. It was in 98% of earlier events, as “amount”.');
    card.getByText('Events: Deal Updated, Deal Won');
    await user.click(card.getByRole('button', { name: 'Take it and try again' }));
    await screen.findByText('Started. You can follow it among the jobs.');
    await user.click(card.getByRole('button', { name: 'It may be missing' }));
    await waitFor(() => expect(asked).toEqual([{ field: 'deal_amount' }, { field: null }]));
  });

  it('shows what was said of amounts while nothing waits, and takes it back', async () => {
    let amounts = [{ eventType: 'Deal Won', field: 'deal_amount', isOptional: true }, { eventType: 'Refund', field: null, isOptional: true }];
    server.use(
      http.get('*/api/w/:slug/sources/:id/parked', () => HttpResponse.json({ items: [], amounts })),
      http.post('*/api/w/:slug/sources/:id/parked/amount/forget', async ({ request }) => {
        const { eventType } = (await request.json()) as { eventType: string };
        amounts = amounts.filter((word) => word.eventType !== eventType);
        return HttpResponse.json({ amounts });
      }),
    );
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    const card = within(await screen.findByRole('region', { name: 'What you said of amounts' }));
    expect(card.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['Deal Won: the amount is in “deal_amount”, the amount may be missingUndo', 'Refund: the amount may be missingUndo']);
    await user.click(card.getByRole('button', { name: 'Undo what you said of the amount of “Refund”' }));
    await waitFor(() => expect(card.getAllByRole('listitem')).toHaveLength(1));
    await user.click(card.getByRole('button', { name: 'Undo what you said of the amount of “Deal Won”' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'What you said of amounts' })).toBeNull());
    expect(screen.queryByRole('region', { name: 'Waiting for repair' })).toBeNull();
  });

  it('shows a divided body in the equation', async () => {
    server.use(http.get('*/api/w/:slug/intake', () => HttpResponse.json({ total: anIntake({ received: 10, fannedOut: 4, processed: 14 }), sources: [], hours: [] })));
    await renderApp('/w/polaris/sources');
    await screen.findByText('Received 10 + further by dividing 4 = processed 14 + rejected 0 + waiting for repair 0 + duplicates 0 + pending 0');
  });

  it('says which field of a webhook’s payload is what, tries it at once, and saves it', async () => {
    const asked: { mapping: Record<string, unknown>; sample?: string }[] = [];
    let saved: unknown = null;
    server.use(
      http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(aSource({ kind: 'webhook', name: 'CRM', authentication: 'secret_path', writeKey: null, endpoint: 'http://kelvin.test/hooks/11' }))),
      http.get('*/api/w/:slug/sources/:id/mapping', () => HttpResponse.json({ mapping: {} })),
      http.post('*/api/w/:slug/sources/:id/mapping/preview', async ({ request }) => {
        const body = (await request.json()) as (typeof asked)[number];
        asked.push(body);
        return HttpResponse.json({
          deliveries: 1, usual: { type: 'event' }, suggestion: { userId: 'data.FIELDS.ID' },
          fields: [{ path: 'event', isGroup: false, samples: ['ONCRMCONTACTUPDATE'] }, { path: 'data.FIELDS', isGroup: true, samples: [] }, { path: 'data.FIELDS.ID', isGroup: false, samples: ['<b>7405</b>'] }],
          items: [body.mapping['userId'] ? { receivedAt: body.sample === undefined ? '2026-11-20T10:15:00.000Z' : null, status: 'ok', reason: null, event: { name: 'ONCRMCONTACTUPDATE', occurredAt: '2026-11-20T10:15:00.000Z', identifiers: [{ kind: 'userId', value: '7405' }], amount: null } }
            : { receivedAt: '2026-11-20T10:15:00.000Z', status: 'rejected', reason: { code: 'no_identifier', field: null, message: '' }, event: null }],
        });
      }),
      http.put('*/api/w/:slug/sources/:id/mapping', async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json(saved as object);
      }),
    );
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    const table = await screen.findByRole('group', { name: 'Fields of the payload' });
    expect(within(table).getByText('<b>7405</b>')).toBeTruthy();
    expect(within(within(table).getByRole('combobox', { name: 'What event is' })).getByText('Understood by itself: What happened')).toBeTruthy();
    expect(screen.getByText('Nothing says whose event it is')).toBeTruthy();
    expect(screen.getByText(/holds for what arrives from now on/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Take 1 suggestion' }));
    expect(await screen.findByText('Understood: 1 of 1')).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'What data.FIELDS is' }), 'Attributes of the customer');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. It holds from now on.')).toBeTruthy();
    expect(saved).toEqual({ mapping: { userId: 'data.FIELDS.ID', traits: 'data.FIELDS' } });
    await user.click(screen.getByText('Try another payload'));
    await user.type(screen.getByRole('textbox', { name: 'Payload' }), 'a=1');
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('What the pasted payload becomes')).toBeTruthy();
    await waitFor(() => expect(asked.at(-1)).toEqual({ mapping: { userId: 'data.FIELDS.ID', traits: 'data.FIELDS' }, sample: 'a=1' }));
  });

  it('says since when a source is silent and what that means for customers', async () => {
    const silent = aSource({ silences: [{ from: '2026-11-20T06:00:00.000Z', to: null, keptUntil: null }, { from: '2026-10-31T06:00:00.000Z', to: '2026-11-01T13:00:00.000Z', keptUntil: '2026-11-02T13:00:00.000Z' }] });
    server.use(http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [silent] })), http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(silent)));
    const { user } = await renderApp('/w/polaris/sources');
    await screen.findByRole('cell', { name: 'Silent since Nov 20, 07:00 AM' });
    await user.click(screen.getByRole('link', { name: 'Website' }));
    await screen.findByText(/^Silent since Nov 20, 07:00 AM\. .*keep their temperature until 24 hours after it is back/);
    const past = screen.getByRole('region', { name: 'When it was silent' });
    expect(within(past).getByText('31 hours')).toBeTruthy();
    expect(within(past).getByText('since Nov 20, 07:00 AM')).toBeTruthy();
  });

  it.each<[string, Parameters<typeof aSource>[0], string]>([
    ['switched off', { isEnabled: false, silences: [{ from: '2026-11-20T06:00:00.000Z', to: null, keptUntil: null }] }, 'Switched off'],
    ['quiet for two hours, as usual', { lastReceivedAt: new Date(Date.now() - 7_200_000).toISOString() }, 'Quiet'],
    ['back for an hour', { lastReceivedAt: new Date().toISOString(), silences: [{ from: '2026-11-20T06:00:00.000Z', to: '2026-11-20T09:00:00.000Z', keptUntil: '2026-11-21T09:00:00.000Z' }] }, 'Receiving'],
  ])('calls a source by its state: %s', async (_case, own, word) => {
    server.use(http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [aSource(own)] })));
    await renderApp('/w/polaris/sources');
    await screen.findByRole('cell', { name: word });
    expect(screen.queryByText(/Silent since/)).toBeNull();
  });

  it('says until when temperatures are kept after a return', async () => {
    const hourAgo = Date.now() - 3_600_000;
    server.use(http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(aSource({ silences: [{ from: '2026-01-01T06:00:00.000Z', to: new Date(hourAgo).toISOString(), keptUntil: new Date(hourAgo + 86_400_000).toISOString() }] }))));
    await renderApp(`/w/polaris/sources/${idOf(11)}`);
    expect(await screen.findByText(/^Back since .* Its customers keep their temperature until /)).toBeTruthy();
  });

  it('replaces a key and shows the new one', async () => {
    server.use(http.post('*/api/w/:slug/sources/:id/rotate', () => HttpResponse.json({ ...aSource({ writeKey: 'wk_second' }), secret: null })));
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    await user.click(await screen.findByRole('button', { name: 'Replace the key' }));
    await user.click(await screen.findByRole('button', { name: 'Make a new key' }));
    expect(within(await screen.findByRole('dialog', { name: 'The new key' })).getByText('wk_second')).toBeTruthy();
  });

  it.each([['signature', 'secret'], ['secret_path', 'address']] as const)('calls what is replaced of a webhook known by %s its %s', async (authentication, what) => {
    server.use(
      http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(aSource({ kind: 'webhook', authentication, writeKey: null }))),
      http.get('*/api/w/:slug/sources/:id/mapping', () => HttpResponse.json({ mapping: {} })),
      http.post('*/api/w/:slug/sources/:id/mapping/preview', () => new Promise<never>(() => undefined)),
    );
    const { user } = await renderApp(`/w/polaris/sources/${idOf(11)}`);
    await user.click(await screen.findByRole('button', { name: `Replace the ${what}` }));
    expect(await screen.findByRole('button', { name: `Make a new ${what}` })).toBeTruthy();
  });

  it('says when nothing arrived instead of drawing nothing', async () => {
    server.use(http.get('*/api/w/:slug/sources/:id', () => HttpResponse.json(aSource({ perHour: Array.from({ length: 24 }, () => 0) }))));
    await renderApp(`/w/polaris/sources/${idOf(11)}`);
    const card = await screen.findByRole('region', { name: 'By hour' });
    expect(within(card).getByText('Nothing arrived in this time.')).toBeTruthy();
    expect(within(card).queryByRole('img')).toBeNull();
  });

  it('lets a viewer look, and says why connecting is closed', async () => {
    server.use(http.get('*/api/me', () => HttpResponse.json(aMe({ workspaces: [aWorkspace({ role: 'viewer', permissions: ['sources.read'] })] }))));
    const { user } = await renderApp('/w/polaris/sources');
    const add = await screen.findByRole('button', { name: 'Connect a source' });
    expect([add.getAttribute('aria-disabled'), add.getAttribute('title')]).toEqual(['true', 'Your role, Viewer, cannot do this. Ask an owner or an admin.']);
    await user.click(add);
    expect(await screen.findByRole('link', { name: 'Website' })).toBeTruthy();
  });

  it('invites to connect the first source', async () => {
    server.use(http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [] })));
    await renderApp('/w/polaris/sources');
    expect(await screen.findByText('No sources yet')).toBeTruthy();
  });
});
