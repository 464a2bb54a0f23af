import { expect, test, type Page } from '@playwright/test';
import { Random } from '../tools/rig/random.ts';
import { signUp, uploadFile, type SignedIn } from './people.ts';

const PEOPLE = 200;
const DAYS = 125;
const DAY_MS = 86_400_000;
/** How a training may honestly end. */
const VERDICTS = /Safe to automate on|Works, but do not automate on it|Not promoted: your rules are as good/;

test('an outcome goes from the proposal through training to chances on the customer and in the list', async ({ page }) => {
  // Seven engines compete: some twenty seconds on two cores that have nothing else to do.
  test.setTimeout(240_000);
  const shop = await signUp(page);
  await importHistory(page, shop);

  await page.goto(`/w/${shop.slug}/customers`);
  await page.getByRole('button', { name: 'Chances', exact: true }).click();
  await expect(page.getByText('Nothing is predicted yet.')).toBeVisible();
  await page.getByRole('link', { name: 'Open Model quality' }).click();

  await page.getByRole('button', { name: /^Add Buys within \d+ days$/ }).click();
  const card = page.getByRole('region', { name: /^Buys within/ });
  await expect(card).toContainText('Not trained yet');
  await card.getByRole('button', { name: /^Train:/ }).click();
  await expect(card.getByRole('progressbar', { name: 'Training' })).toBeVisible();
  await expect(card.getByRole('progressbar')).toBeHidden({ timeout: 150_000 });
  await expect(card).toContainText(VERDICTS);
  const isPromoted = !/Not promoted/.test((await card.textContent())!);
  const source = isPromoted ? 'from the model' : 'from rules';
  await card.getByRole('link', { name: /^Open Buys within/ }).click();
  await expect(page.getByText(isPromoted ? /^It beats your rules/ : /was not clearly better than your rules/).first()).toBeVisible();

  // Everybody is scored again after a training.
  await expect.poll(async () => (await listOf(page, shop)).filter(({ buys }) => buys === null).length).toBe(0);
  await page.goto(`/w/${shop.slug}/customers?sort=buys`);
  await expect(page.getByRole('columnheader', { name: /^Buys in \d+ d$/ })).toHaveAttribute('aria-sort', 'descending');
  const [likeliest] = await listOf(page, shop);
  const row = page.getByRole('row', { name: new RegExp(`^${likeliest!.name}\\b`) });
  await expect(row).toContainText(`${Math.round(likeliest!.buys!.chance * 100)}%`);
  await expect(row.getByTitle(new RegExp(`^Buys within \\d+ days: .*${source}`))).toBeVisible();

  await page.getByRole('button', { name: 'Chances', exact: true }).click();
  await page.getByRole('spinbutton', { name: /^Buys within/ }).fill('50');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/minBuyChance=0\.5/);
  const likely = (await listOf(page, shop)).filter(({ buys }) => buys!.chance >= 0.5).length;
  await expect(page.getByText(`${likely} customer${likely === 1 ? '' : 's'}`, { exact: true })).toBeVisible();

  await page.goto(`/w/${shop.slug}/customers/${likeliest!.id}`);
  const chances = page.getByRole('region', { name: 'What happens next' });
  await expect(chances.getByRole('heading', { name: /^Buys within/ })).toBeVisible();
  await expect(chances.getByText(source, { exact: true })).toBeVisible();
  await expect(chances).toContainText(`${Math.round(likeliest!.buys!.chance * 100)}%`);
});

interface ListedCustomer { readonly id: string; readonly name: string; readonly buys: { chance: number } | null }

/** Everybody in the list, likeliest to buy first. */
async function listOf(page: Page, { slug }: SignedIn): Promise<ListedCustomer[]> {
  const { items, total } = (await (await page.request.get(`/api/w/${slug}/customers?sort=buys&limit=200`)).json()) as { items: ListedCustomer[]; total: number };
  expect(total).toBe(items.length);
  return items;
}

/** Four months of a shop whose visitors look around for some days before they order, imported as a file. */
async function importHistory(page: Page, { slug, csrfToken }: SignedIn): Promise<void> {
  const headers = { 'x-csrf-token': csrfToken };
  const id = await uploadFile(page.request, slug, csrfToken, historyFile());
  const map = { userId: 'customer', traits: { name: 'name' }, timestamp: { column: 'at', format: 'iso' }, event: { column: 'event' }, amount: 'amount', currency: { constant: 'EUR' } };
  const started = await page.request.post(`/api/w/${slug}/imports/${id}/start`, { headers, data: { map } });
  expect(started.status(), await started.text()).toBe(200);
  const statusOf = async (): Promise<string> => ((await (await page.request.get(`/api/w/${slug}/imports/${id}`)).json()) as { status: string }).status;
  await expect.poll(statusOf, { timeout: 60_000 }).toBe('done');
  await expect.poll(async () => ((await (await page.request.get(`/api/w/${slug}/customers`)).json()) as { total: number }).total).toBe(PEOPLE);
}

function historyFile(): string {
  const random = new Random(3);
  const now = Date.now();
  const lines = ['customer,name,at,event,amount'];
  for (let who = 0; who < PEOPLE; who += 1) {
    const add = (daysAgo: number, event: string, amount = ''): void => {
      lines.push(`c${who},Client ${who},${new Date(now - daysAgo * DAY_MS).toISOString()},${event},${amount}`);
    };
    // Some come often and some seldom: that, and what they looked at lately, is there to be learned.
    const zeal = 0.02 + 0.06 * random.next();
    add(DAYS - Math.floor(random.next() * 20), 'Product Viewed');
    for (let daysAgo = DAYS - 20; daysAgo > 0; daysAgo -= 1) {
      if (random.next() >= zeal) continue;
      for (let look = 0; look < 3; look += 1) add(Math.max(1, daysAgo - look), 'Product Viewed');
      if (random.next() < 0.6) add(Math.max(1, daysAgo - 4 - Math.floor(random.next() * 3)), 'Order Completed', '30');
    }
  }
  return lines.join('\n');
}
