import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, it } from 'vitest';
import { idOf } from '../../testing/fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

const refuse = (code: string, message: string, more: object = {}) => HttpResponse.json({ error: { code, message, requestId: 'r-1', ...more } }, { status: 400 });

describe('a refusal on a screen', () => {
  it.each([
    ['ru', /^Сервер не понял запрос\. Проверьте адрес страницы/], ['en', /^Something in the request is not right\. Invalid UUID/],
  ] as const)('is told in the reader’s language (%s), as of a mistyped address', async (locale, text) => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => refuse('http.invalid_request', 'Something in the request is not right. Invalid UUID', { fields: { '': 'Invalid UUID' } })));
    await renderApp(`/w/polaris/customers/${idOf(100)}`, { locale });
    await screen.findAllByText(text);
  });

  it('is told with the names and numbers that came with it', async () => {
    server.use(http.get('*/api/w/:slug/customers/:id', () => refuse('import.file_too_large', 'The file is larger than 2 GB.', { values: { limitGb: 2 } })));
    await renderApp(`/w/polaris/customers/${idOf(100)}`, { locale: 'ru' });
    await screen.findAllByText(/^Файл больше 2 ГБ\./);
  });
});
