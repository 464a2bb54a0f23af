import { Analytics } from '@segment/analytics-node';
import { expect, test } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signUp, writeKeyOf } from './people.ts';

interface CustomerList {
  readonly items: { id: string; name: string; hundredths: number }[];
}

test("a real server client's events reach the live view and move a score", async ({ page, baseURL }) => {
  const { slug } = await signUp(page);
  const analytics = new Analytics({ writeKey: await writeKeyOf(page.request, slug), host: baseURL!, flushAt: 1 });
  analytics.identify({ userId: 'cus_1', traits: { name: 'Clara Green', email: 'clara@mail.example' } });
  await analytics.flush();
  const list = async (): Promise<CustomerList['items']> => ((await (await page.request.get(`/api/w/${slug}/customers`)).json()) as CustomerList).items;
  await expect.poll(async () => (await list()).length).toBe(1);

  await page.goto(`/w/${slug}/events`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const before = (await list())[0]!.hundredths;
  analytics.track({ userId: 'cus_1', event: 'Order Completed', properties: { revenue: 42.5, orderId: 'A-1' } });
  await analytics.flush();
  await Promise.all([
    expect.poll(async () => (await list())[0]!.hundredths, { intervals: [50] }).toBeGreaterThan(before),
    expect(page.getByText('Order Completed').first()).toBeVisible(),
  ]);
  await analytics.closeAndFlush();
});

test("the browser client of Segment, loaded from this server, sends what it tracks", async ({ page, baseURL }) => {
  const { slug } = await signUp(page);
  const writeKey = await writeKeyOf(page.request, slug);
  const shop = await openShop(baseURL!, writeKey);
  await page.goto(shop.address);
  await expect(page.getByRole('heading', { name: 'Shop' })).toBeVisible();
  await expect.poll(async () => ((await (await page.request.get(`${baseURL}/api/w/${slug}/events`)).json()) as { items: { name: string }[] }).items.map((event) => event.name)).toContain('Product Viewed');
  await shop.close();
});

/** A customer's own site on an origin of its own, with the usual snippet: calls are queued until the client is there. */
async function openShop(kelvin: string, writeKey: string): Promise<{ address: string; close(): Promise<unknown> }> {
  const html = `<!doctype html><title>Shop</title><h1>Shop</h1><script>
    window.analytics = [['identify', 'cus_2'], ['track', 'Product Viewed', { sku: 'TEA-1' }]];
    analytics._writeKey = ${JSON.stringify(writeKey)}; analytics._cdn = ${JSON.stringify(kelvin)};
  </script><script src="${kelvin}/analytics.js/v1/${writeKey}/analytics.min.js"></script>`;
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }) };
}

test('a file is imported on screen from upload to report, and every line is accounted for', async ({ page }) => {
  const { slug } = await signUp(page);
  // Every fourth line says nothing about whose it is, and the last one repeats the first: equal lines of a file all count.
  const line = (n: number): string => (n % 4 === 3 ? `,,2026-0${1 + (n % 9)}-1${n % 9} 12:00:00,${10 + n}.5` : `c${n % 7},Client ${n % 7},2026-0${1 + (n % 9)}-1${n % 9} 12:00:00,${10 + n}.5`);
  const csv = ['customer id,name,date,amount', ...Array.from({ length: 40 }, (_unused, n) => line(n)), line(0)].join('\n');
  await page.goto(`/w/${slug}/imports/new`);
  await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByLabel('Name of the new source').fill('Shop history');
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'What the first lines become' }).getByText('Order Completed').first()).toBeVisible();
  await page.getByRole('button', { name: 'Start the import' }).click();

  await expect(page.getByText('The import is done.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Received 41 = processed 31 + rejected 10 + waiting for repair 0 + duplicates 0 + pending 0')).toBeAttached();
  await expect(page.getByText('Adds up: nothing is lost').first()).toBeVisible();
  const rejected = await page.request.get((await page.getByRole('link', { name: 'Download the rejected lines' }).getAttribute('href'))!);
  expect((await rejected.text()).trim().split('\n')).toHaveLength(11);

  await page.getByRole('link', { name: 'See the customers' }).click();
  await page.getByRole('searchbox', { name: 'Find by name, e-mail, phone or id' }).fill('Client 5');
  await page.getByRole('link', { name: 'Client 5' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Client 5' })).toBeVisible();
});
