import type { EventType } from '@kelvin/contracts';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { anEventType } from '../../testing/data-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

let types: EventType[];
let patches: unknown[];

beforeEach(() => {
  patches = [];
  types = [
    anEventType(), anEventType({ id: 2, name: 'Lesson Finished', meaning: 'view', guessedMeaning: 'view', guessConfidence: 0.4, isConfirmed: false, eventCount: 90_000 }),
    anEventType({ id: 3, name: 'xk_17', meaning: null, guessedMeaning: null, guessConfidence: 0, isConfirmed: false, eventCount: 12 }),
  ];
  server.use(
    http.get('*/api/w/:slug/event-types', () => HttpResponse.json({ items: types })),
    http.patch('*/api/w/:slug/event-types/:id', async ({ request, params }) => {
      const body = (await request.json()) as { meaning: string | null; isConfirmed: boolean };
      patches.push({ id: Number(params['id']), ...body });
      types = types.map((type) => (type.id === Number(params['id']) ? { ...type, ...body } : type));
      return HttpResponse.json(types.find((type) => type.id === Number(params['id'])));
    }),
    http.post('*/api/w/:slug/event-types/confirm', () => {
      types = types.map((type) => ({ ...type, isConfirmed: true }));
      return HttpResponse.json({ confirmed: 2 });
    }),
  );
});

describe('event types', () => {
  it('shows how an event was sent, where one is kept', async () => {
    types = [anEventType(), anEventType({ id: 2, name: 'Lesson Finished', sample: {} })];
    await renderApp('/w/polaris/event-types');
    await screen.findByText('Lesson Finished');
    expect(screen.getAllByRole('button', { name: /^Show a sample of/ })).toHaveLength(1);
  });

  it('says what changing a meaning does, and only then does it', async () => {
    const { user } = await renderApp('/w/polaris/event-types');
    const select = await screen.findByRole('combobox', { name: 'Meaning of Lesson Finished' });
    await user.selectOptions(select, 'Key action');
    const dialog = await screen.findByRole('dialog', { name: 'Change what “Lesson Finished” means?' });
    expect(within(dialog).getByText(/90,000 events are counted anew/)).toBeTruthy();
    expect(patches).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Change the meaning' }));
    expect(await screen.findByText('“Lesson Finished” now means: Key action')).toBeTruthy();
    expect(screen.getByText(/follow it under Jobs/)).toBeTruthy();
    expect(patches).toEqual([{ id: 2, meaning: 'key_action', isConfirmed: true }]);
  });

  it('leaves the meaning as it was when the change is called off', async () => {
    const { user } = await renderApp('/w/polaris/event-types');
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Meaning of Lesson Finished' });
    await user.selectOptions(select, 'Order');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    expect([select.value, patches]).toEqual(['view', []]);
  });

  it('confirms one without asking, since nothing changes', async () => {
    const { user } = await renderApp('/w/polaris/event-types');
    await user.click(await screen.findByRole('button', { name: 'Confirm the meaning of Lesson Finished' }));
    expect(await screen.findByText('Confirmed: Lesson Finished')).toBeTruthy();
    expect(patches).toEqual([{ id: 2, meaning: 'view', isConfirmed: true }]);
  });

  it('confirms all guesses at once', async () => {
    const { user } = await renderApp('/w/polaris/event-types');
    await user.click(await screen.findByRole('button', { name: 'Confirm all' }));
    expect(await screen.findByText('Every meaning is confirmed.')).toBeTruthy();
  });

  it('sorts by number of events and shows only what is to be confirmed, in the address', async () => {
    const { user, where } = await renderApp('/w/polaris/event-types');
    await screen.findByRole('combobox', { name: 'Meaning of xk_17' });
    const names = () => screen.getAllByRole('combobox', { name: /Meaning of/ }).map((select) => select.getAttribute('aria-label'));
    expect(names()).toEqual(['Meaning of Lesson Finished', 'Meaning of Order Completed', 'Meaning of xk_17']);
    await user.click(screen.getByRole('radio', { name: 'To confirm' }));
    expect(names()).toEqual(['Meaning of Lesson Finished', 'Meaning of xk_17']);
    expect(where()).toContain('show=unconfirmed');
  });

  it('speaks Russian', async () => {
    await renderApp('/w/polaris/event-types', { locale: 'ru' });
    expect(await screen.findByText(/У 2 типов событий смысл угадан/)).toBeTruthy();
    expect(screen.getByText('неуверенно: 40 %')).toBeTruthy();
  });
});
