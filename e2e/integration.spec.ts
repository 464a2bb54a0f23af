import { Analytics } from '@segment/analytics-node';
import { expect, test } from '@playwright/test';
import { signUp, writeKeyOf } from './people.ts';

interface CustomerList {
  readonly items: { id: string; name: string; hundredths: number }[];
}

test("a real server client's events reach the live view and move a score within two seconds", async ({ page, baseURL }) => {
  const { slug } = await signUp(page);
  const analytics = new Analytics({ writeKey: await writeKeyOf(page.request, slug), host: baseURL!, flushAt: 1 });
  analytics.identify({ userId: 'cus_1', traits: { name: 'Clara Green', email: 'clara@mail.example' } });
  await analytics.flush();
  const list = async (): Promise<CustomerList['items']> => ((await (await page.request.get(`/api/w/${slug}/customers`)).json()) as CustomerList).items;
  await expect.poll(async () => (await list()).length).toBe(1);

  await page.goto(`/w/${slug}/events`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const before = (await list())[0]!.hundredths;
  const sentAt = Date.now();
  analytics.track({ userId: 'cus_1', event: 'Order Completed', properties: { revenue: 42.5, orderId: 'A-1' } });
  await analytics.flush();
  await expect.poll(async () => (await list())[0]!.hundredths, { intervals: [50], timeout: 10_000 }).toBeGreaterThan(before);
  expect(Date.now() - sentAt).toBeLessThan(2_000);
  await expect(page.getByText('Order Completed').first()).toBeVisible({ timeout: 5_000 });
  await analytics.closeAndFlush();
});

test("the browser client of Segment, loaded from this server, sends what it tracks", async ({ page, baseURL }) => {
  const { slug } = await signUp(page);
  const writeKey = await writeKeyOf(page.request, slug);
  // A page of the customer's own site, which knows nothing but the address of Kelvin and a write key.
  await page.route('https://shop.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Shop</title><h1>Shop</h1>' }));
  await page.goto('https://shop.example/');
  await page.evaluate(async ({ base, key }) => {
    const script = document.createElement('script');
    script.src = `${base}/analytics.js/v1/${key}/analytics.min.js`;
    (window as never as Record<string, unknown>)['analytics'] = [];
    await new Promise((resolve, reject) => { script.onload = resolve; script.onerror = reject; document.head.append(script); });
  }, { base: baseURL!, key: writeKey });
  await page.evaluate(async ({ base, key }) => {
    const { AnalyticsBrowser } = window as never as { AnalyticsBrowser: { load(settings: object, options: object): { identify(id: string): Promise<void>; track(name: string): Promise<void> } } };
    const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: base }, { integrations: { 'Segment.io': { apiHost: `${base.replace(/^https?:\/\//, '')}/v1`, protocol: 'http' } } });
    await analytics.identify('cus_2');
    await analytics.track('Product Viewed');
  }, { base: baseURL!, key: writeKey });
  await expect.poll(async () => ((await (await page.request.get(`/api/w/${slug}/events`)).json()) as { items: { name: string }[] }).items.map((event) => event.name)).toContain('Product Viewed');
});

test('a file is imported on screen, and every line is accounted for', async ({ page }) => {
  const { slug } = await signUp(page);
  const csv = ['customer,date,amount,order', ...Array.from({ length: 40 }, (_unused, n) => `${n % 4 === 3 ? '' : `c${n % 7}`},2026-0${1 + (n % 9)}-1${n % 9} 12:00:00,${10 + n}.5,o${n}`)].join('\n');
  await page.goto(`/w/${slug}/imports/new`);
  await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const name = page.getByLabel('Name of the new source');
  if (await name.isVisible()) await name.fill('Shop history');
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
  const imports = (await (await page.request.get(`/api/w/${slug}/imports`)).json()) as { items: { id: string }[] };
  expect(imports.items).toHaveLength(1);
});
