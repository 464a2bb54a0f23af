import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { idOf } from '../../testing/fixtures.ts';
import { aChance, someChances } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

vi.mock('../../shared/charts/load-charts.ts', () => ({ loadCharts: () => new Promise(() => undefined) }));

describe('the chance that nothing happens', () => {
  it('is told with the time of the return, which alone has one', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id/chances', () => HttpResponse.json(someChances({ items: [aChance({ name: 'Leaves', role: 'leaves', isReturn: true })] }))));
    await renderApp(`/w/polaris/customers/${idOf(100)}`);
    const card = within(await screen.findByRole('region', { name: 'What happens next' }));
    await card.findByText(/^If the customer comes back, most likely/);
    card.getByRole('img', { name: /^Comes back/ });
    expect(card.queryByText(/^If it comes/)).toBeNull();
  });
});
