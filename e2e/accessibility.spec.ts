import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { keepOutcome, setLocale, signInToDemo, signUp, trainInVain, uploadFile, type SignedIn } from './people.ts';

const THEMES = ['light', 'dark'] as const;
const LOCALES = ['en', 'ru'] as const;

for (const theme of THEMES) {
  for (const locale of LOCALES) {
    test(`axe finds nothing on any screen, ${theme}, ${locale}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const page = await openPage(browser, theme, locale);
      const problems = [...await problemsOf(page, ['/sign-in', '/sign-up'])];
      const demo = await signInToDemo(page);
      await setLocale(page.request, demo.csrfToken, locale);
      const list = (await (await page.request.get(`/api/w/${demo.slug}/customers?limit=1`)).json()) as { items: { id: string }[] };
      const outcome = await keepOutcome(page.request, demo.slug, demo.csrfToken);
      problems.push(...await problemsOf(page, [...await routesOf(page, demo), `/w/${demo.slug}/customers/${list.items[0]!.id}`, `/w/${demo.slug}/models/${outcome}`]));
      expect(problems).toEqual([]);
      await setLocale(page.request, demo.csrfToken, 'en');
      await page.context().close();
    });
  }
}

for (const [theme, locale] of [['light', 'en'], ['dark', 'ru']] as const) {
  test(`axe finds nothing on any screen of an empty workspace, ${theme}, ${locale}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await openPage(browser, theme, locale);
    const shop = await signUp(page);
    await setLocale(page.request, shop.csrfToken, locale);
    expect(await problemsOf(page, await routesOf(page, shop))).toEqual([]);
    await page.context().close();
  });
}

test('axe finds nothing in what the bell and the tray of jobs open, and the sources fit a phone', async ({ browser }) => {
  const page = await openPage(browser, 'light', 'en');
  const shop = await signUp(page);
  await trainInVain(page.request, shop.slug, shop.csrfToken);
  await page.goto(`/w/${shop.slug}/sources`);
  for (const theme of THEMES) {
    await page.evaluate((value) => { document.documentElement.dataset['theme'] = value; }, theme);
    for (const [name, text] of [[/^Notifications/, /the training made no model/], [/^Jobs/, /^Nobody has done anything/]] as const) {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('dialog').getByText(text).first()).toBeVisible();
      const { violations } = await axe(page).include('[role="dialog"]').analyze();
      expect(problemsIn(violations, `${theme}, ${String(name)}`)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const table = page.getByRole('group', { name: 'Sources' });
  await expect(table.getByRole('link').first()).toBeVisible();
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await page.context().close();
});

async function openPage(browser: Browser, theme: (typeof THEMES)[number], locale: (typeof LOCALES)[number]): Promise<Page> {
  const context = await browser.newContext({ colorScheme: theme, locale: locale === 'ru' ? 'ru-RU' : 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript((value) => localStorage.setItem('kelvin.theme', value), theme);
  return page;
}

/** Routes that every workspace has, however empty. */
async function routesOf(page: Page, { slug, csrfToken }: SignedIn): Promise<string[]> {
  const sources = (await (await page.request.get(`/api/w/${slug}/sources`)).json()) as { items: { id: string }[] };
  const imported = await uploadFile(page.request, slug, csrfToken, 'customer,date,amount\nc1,2026-01-02,10\nc2,2026-01-03,20\n');
  return [
    '/start', ...['', 'customers', 'events', 'sources', 'sources/new', `sources/${sources.items[0]!.id}`, 'event-types', 'imports', 'imports/new', `imports/${imported}`, 'scoring', 'models'].map((route) => `/w/${slug}/${route}`),
  ];
}

async function problemsOf(page: Page, routes: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const route of routes) {
    await page.goto(route);
    await expect(page.locator('h1').first()).toBeVisible();
    // Live screens keep a stream open, so the network may never be idle: what matters has arrived by then.
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    problems.push(...problemsIn((await axe(page).analyze()).violations, route));
  }
  return problems;
}

function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
}

function problemsIn(violations: Awaited<ReturnType<AxeBuilder['analyze']>>['violations'], where: string): string[] {
  return violations.map((violation) => `${where}: ${violation.id} at ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}
