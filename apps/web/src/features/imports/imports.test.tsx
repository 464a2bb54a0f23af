import type { ImportMap } from '@kelvin/contracts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { anImport, aPreview, aSource } from '../../testing/data-fixtures.ts';
import { FakeEventSource } from '../../testing/browser-fakes.ts';
import { idOf, NOW } from '../../testing/fixtures.ts';
import { aReport } from '../../testing/model-fixtures.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { server } from '../../testing/server.ts';

const ADDRESS = `/w/polaris/imports/${idOf(31)}`;
let lastMap: ImportMap | null;
let started: { map: ImportMap; asOf: string } | null;

function sampleOf(map: ImportMap) {
  const day = map.timestamp?.format.startsWith('dd') ? '2010-12-01T08:26:00.000Z' : '2010-01-12T08:26:00.000Z';
  return [
    { lineNumber: 2, status: 'ok', reason: null, event: { name: 'Order Completed', occurredAt: day, identifiers: [{ kind: 'userId', value: '17850' }], amount: 15.3, currency: 'GBP', orderId: '536365', properties: {}, traits: {} } },
    { lineNumber: 3, status: 'rejected', reason: 'no_identifier', event: null },
  ];
}

beforeEach(() => {
  lastMap = null;
  started = null;
  server.use(
    http.get('*/api/w/:slug/sources', () => HttpResponse.json({ items: [aSource({ id: idOf(13), kind: 'import', name: 'Shop export' })] })),
    http.get('*/api/w/:slug/imports', () => HttpResponse.json({ items: [anImport({ status: 'done', lines: 541_909, processed: 406_829, rejected: 135_080 })] })),
    http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport(started ? { status: 'queued' } : {}))),
    http.get('*/api/w/:slug/imports/:id/preview', () => HttpResponse.json(aPreview())),
    http.post('*/api/w/:slug/imports/:id/preview', async ({ request }) => {
      lastMap = ((await request.json()) as { map: ImportMap }).map;
      return HttpResponse.json(aPreview({ map: lastMap, questions: [], confidence: 1, sample: sampleOf(lastMap) as never }));
    }),
    http.post('*/api/w/:slug/imports/:id/start', async ({ request }) => {
      started = (await request.json()) as typeof started;
      return HttpResponse.json(anImport({ status: 'queued' }));
    }),
  );
});

// Every look-up by role walks the long list of time zones, which takes a busy machine its time.
describe('mapping a file', { timeout: 60_000 }, () => {
  it('does not start before the order of day and month is answered, and shows both readings', async () => {
    const { user } = await renderApp(ADDRESS);
    const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Start the import' });
    expect(start.disabled).toBe(true);
    expect(screen.getByText('01/12/2010 08:26 is December 1, 2010')).toBeTruthy();
    expect(screen.getByText('01/12/2010 08:26 is January 12, 2010')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /December 1, 2010/ }));
    expect(await screen.findByText('Answered')).toBeTruthy();
    await waitFor(() => expect(start.disabled).toBe(false));
    expect(await screen.findByText('1 line becomes an event, 1 does not')).toBeTruthy();
    expect(lastMap?.timestamp).toEqual({ column: 'InvoiceDate', format: 'dd/MM/yyyy HH:mm' });
    expect(screen.getByText('Nothing says whose event it is')).toBeTruthy();
  });

  it('edits the parts of the map and starts with them, scored as at the last day of old data', async () => {
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('radio', { name: /December 1, 2010/ }));
    await user.selectOptions(screen.getByLabelText('Currency'), 'The same for all…');
    fireEvent.change(screen.getByLabelText('Value of Currency'), { target: { value: 'GBP' } });
    await user.selectOptions(screen.getByLabelText('Where Quantity goes'), 'Property');
    await user.selectOptions(screen.getByLabelText('Type of Quantity'), 'as a number');
    await user.selectOptions(screen.getByLabelText('Time zone of the times'), 'Europe/London');
    const lastDay = await screen.findByRole<HTMLInputElement>('radio', { name: 'As at the last day of the data' });
    expect(lastDay.checked).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Start the import' }));
    await waitFor(() => expect(started).not.toBeNull());
    expect(started).toMatchObject({
      asOf: 'last_day',
      map: {
        userId: { column: 'CustomerID', cast: 'integer' }, timestamp: { column: 'InvoiceDate', format: 'dd/MM/yyyy HH:mm', zone: 'Europe/London' }, currency: { constant: 'GBP' },
        event: { constant: 'Order Completed', whenNegative: 'Order Refunded' }, amount: { product: ['Quantity', 'UnitPrice'] }, orderId: 'InvoiceNo',
        properties: { Quantity: { column: 'Quantity', cast: 'number' } }, traits: { country: 'Country' },
      },
    });
    expect(await screen.findByRole('button', { name: 'Cancel the import' })).toBeTruthy();
  });

  it('starts once for two clicks, and again after a refusal', async () => {
    let starts = 0;
    server.use(http.post('*/api/w/:slug/imports/:id/start', () => {
      starts += 1;
      return starts === 1 ? HttpResponse.json({ error: { code: 'import.unknown_zone', message: 'No such zone.', requestId: 'r1' } }, { status: 400 }) : HttpResponse.json(anImport({ status: 'queued' }));
    }));
    const { user } = await renderApp(ADDRESS);
    await user.click(await screen.findByRole('radio', { name: /December 1, 2010/ }));
    const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Start the import' });
    await waitFor(() => expect(start.disabled).toBe(false));
    fireEvent.click(start);
    fireEvent.click(start);
    expect(await screen.findByText('No such zone.')).toBeTruthy();
    expect(starts).toBe(1);
    await waitFor(() => expect(start.disabled).toBe(false));
    fireEvent.click(start);
    fireEvent.click(start);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Start the import' })).toBeNull());
    expect(starts).toBe(2);
  });

  it('asks for another file where the one that came cannot be mapped, and looks at that one', async () => {
    let isMended = false;
    server.use(
      http.get('*/api/w/:slug/imports/:id/preview', () => (isMended ? HttpResponse.json(aPreview()) : HttpResponse.json({ error: { code: 'import.too_many_columns', message: 'The file has too many columns.', requestId: 'r1' } }, { status: 400 }))),
      http.put('*/api/w/:slug/imports/:id/file', () => {
        isMended = true;
        return HttpResponse.json(anImport());
      }),
    );
    const { user } = await renderApp(ADDRESS);
    expect(await screen.findByText('The file has too many columns.')).toBeTruthy();
    await user.upload(await screen.findByLabelText('Choose a file'), new File(['a,b\n1,2\n'], 'narrow.csv', { type: 'text/csv' }));
    await user.click(await screen.findByRole('button', { name: 'Upload' }));
    expect(await screen.findByText('Before it can start')).toBeTruthy();
  });

  it('says what lacks when the one identifier is taken away', async () => {
    const { user } = await renderApp(ADDRESS);
    await user.selectOptions(await screen.findByLabelText('Customer id'), '— not used —');
    expect(screen.getAllByText('Choose a column that says who')).toHaveLength(2);
  });
});

describe('imports', () => {
  it('uploads a chosen file and goes on to its map', async () => {
    let sent = '';
    let created: unknown = null;
    server.use(
      http.post('*/api/w/:slug/imports', async ({ request }) => {
        created = await request.json();
        return HttpResponse.json(anImport({ status: 'uploading' }), { status: 201 });
      }),
      http.put('*/api/w/:slug/imports/:id/file', ({ request }) => {
        sent = `${request.headers.get('content-type')} ${request.headers.get('x-csrf-token')}`;
        return HttpResponse.json(anImport());
      }),
    );
    const { user, where } = await renderApp('/w/polaris/imports/new');
    await user.upload(await screen.findByLabelText('Choose a file'), new File(['a,b\n1,2\n'], 'shop_orders.csv', { type: 'text/csv' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the new source' }).value).toBe('shop orders');
    await user.click(screen.getByRole('button', { name: 'Upload' }));
    expect(await screen.findByText('Before it can start')).toBeTruthy();
    expect(created).toEqual({ fileName: 'shop_orders.csv', sourceName: 'shop orders' });
    expect(sent).toBe('application/octet-stream token-1');
    expect(where()).toBe(ADDRESS);
  });

  it.each([
    ['PK\x03\x04\x14xl/workbook.xml', /^This is a workbook of a spreadsheet program.* save the sheet as CSV/],
    ['PK\x03\x04\x14orders.csv', /^This is an archive/],
    ['%PDF-1.7', /^This is a PDF/],
  ])('sends nothing of a file that is no table, and says so: %s', async (content, text) => {
    let calls = 0;
    server.use(http.post('*/api/w/:slug/imports', () => {
      calls += 1;
      return HttpResponse.json(anImport({ status: 'uploading' }), { status: 201 });
    }));
    const { user } = await renderApp('/w/polaris/imports/new');
    await user.upload(await screen.findByLabelText('Choose a file'), new File([content], 'orders.csv', { type: 'text/csv' }));
    await user.click(await screen.findByRole('button', { name: 'Upload' }));
    expect(await screen.findByText(text)).toBeTruthy();
    expect(calls).toBe(0);
  });

  it('accounts for every line of a finished file and gives the rejected ones away', async () => {
    server.use(http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'done', lines: 541_909, processed: 406_829, rejected: 135_080 }))));
    await renderApp(ADDRESS);
    expect(await screen.findByText(/Received 541,909 = processed 406,829 \+ rejected 135,080/)).toBeTruthy();
    expect(screen.getByText('Adds up: nothing is lost')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Download the rejected lines' }).getAttribute('href')).toBe(`/api/w/polaris/imports/${idOf(31)}/rejected.csv`);
  });

  describe('at the end of a file', () => {
    const scoring = (status: 'running' | 'done') => ({ id: idOf(61), kind: 'backfill', subject: 'orders.csv', status, phase: 'score', done: 1, total: 2, error: null, result: null, isCancelRequested: false, createdAt: NOW, startedAt: NOW, finishedAt: status === 'done' ? NOW : null });
    const finished = (jobs: object[]) => server.use(http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'done', lines: 10, processed: 10 }))), http.get('*/api/w/:slug/jobs', () => HttpResponse.json({ items: jobs })));

    it('says of whom we would have warned, as soon as the past is scored', async () => {
      finished([scoring('running')]);
      await renderApp(ADDRESS);
      await screen.findByText(/^The past is being scored\./);
      FakeEventSource.latest?.emit('job', scoring('done'));
      await screen.findByText('In the past year customers left 84 times. Of 61 of these we would have warned you, at least 14 days before.');
      expect(screen.getByRole('link', { name: 'See whom' }).getAttribute('href')).toBe('/w/polaris/models');
    });

    it('says so in Russian', async () => {
      finished([scoring('done')]);
      await renderApp(ADDRESS, { locale: 'ru' });
      await screen.findByText(/^Уходов за последний год: 84\./);
    });

    it('says nothing where nobody has left', async () => {
      finished([scoring('done')]);
      server.use(http.get('*/api/w/:slug/early-warning', () => HttpResponse.json({ report: aReport({ left: 0, items: [] }) })));
      await renderApp(ADDRESS);
      await screen.findByText('Adds up: nothing is lost');
      expect(screen.queryByRole('link', { name: 'See whom' })).toBeNull();
    });
  });

  it('asks before it cancels a running one, and says what stays', async () => {
    let isCancelled = false;
    server.use(
      http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'draining', lines: 1000, processed: 400, pending: 600 }))),
      http.post('*/api/w/:slug/imports/:id/cancel', () => {
        isCancelled = true;
        return HttpResponse.json(anImport({ status: 'cancelled', lines: 1000, processed: 400 }));
      }),
    );
    const { user } = await renderApp(ADDRESS);
    expect(await screen.findByText('400 of 1,000 lines')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel the import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel this import?' });
    expect(isCancelled).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the import' }));
    await waitFor(() => expect(isCancelled).toBe(true));
  });

  it.each([
    [{ code: 'import.missing_column', message: 'The file has no column "total".', values: { column: 'total' } }, /^Импорт не удался\. В файле нет столбца «total»\. Сверьте поля импорта с заголовком файла\. Обработанное останется/],
    [{ code: 'moon.full', message: 'The moon was full.', values: {} }, /^Импорт не удался\. The moon was full\. Обработанное останется/],
  ])('says in the reader’s language why one failed: %o', async (error, text) => {
    server.use(http.get('*/api/w/:slug/imports/:id', () => HttpResponse.json(anImport({ status: 'failed', error }))));
    await renderApp(ADDRESS, { locale: 'ru' });
    await screen.findByText(text);
  });

  it('lists files with what became of their lines', async () => {
    await renderApp('/w/polaris/imports');
    expect((await screen.findByRole('link', { name: 'orders.csv' })).getAttribute('href')).toBe(ADDRESS);
    expect(screen.getByText('406,829 processed · 135,080 rejected')).toBeTruthy();
  });
});
