import { expect, test } from '@playwright/test';
import { signInToDemo } from './people.ts';

test('the sign-in page opens the demo in one click, and Overview leads to the people at risk', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /demo/i }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  // A screen of 1280 px at 400 %.
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'Open all' }).click();
  await expect(page).toHaveURL(/\/customers\?.*band=at_risk/);
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
});

test('the list is walked with keys, and a customer shows a ledger that adds up to the score', async ({ page }) => {
  const { slug } = await signInToDemo(page);
  const { items } = (await (await page.request.get(`/api/w/${slug}/customers?band=warm&limit=2`)).json()) as { items: { name: string; id: string }[] };
  await page.goto(`/w/${slug}/customers?band=warm`);
  await expect(page.getByText(items[0]!.name).first()).toBeVisible();
  await page.getByRole('grid', { name: 'Customers' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/customers\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { name: 'Why this score' })).toBeVisible();
  const id = /customers\/([0-9a-f-]{36})/.exec(page.url())![1];
  const customer = (await (await page.request.get(`/api/w/${slug}/customers/${id}`)).json()) as { hundredths: number; ledger: { hundredths: number }[] };
  expect(customer.ledger.reduce((sum, row) => sum + row.hundredths, 0)).toBe(customer.hundredths);
});

test('every temperature is populated in the demo', async ({ page }) => {
  const { slug } = await signInToDemo(page);
  const overview = (await (await page.request.get(`/api/w/${slug}/overview?days=90`)).json()) as { bands: { band: string; customers: number }[]; movement: unknown[]; history: unknown[] };
  for (const { band, customers } of overview.bands.filter((row) => row.band !== 'not_scored')) expect(customers, band).toBeGreaterThan(0);
  expect(overview.movement.length).toBeGreaterThan(0);
  expect(overview.history.length).toBeGreaterThan(5);
});
