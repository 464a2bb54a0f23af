import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { keepOutcome, setLocale, signInToDemo } from './people.ts';

const THEMES = ['light', 'dark'] as const;
const LOCALES = ['en', 'ru'] as const;

for (const theme of THEMES) {
  for (const locale of LOCALES) {
    test(`axe finds nothing on any screen, ${theme}, ${locale}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const context = await browser.newContext({ colorScheme: theme, locale: locale === 'ru' ? 'ru-RU' : 'en-US', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.addInitScript((value) => localStorage.setItem('kelvin.theme', value), theme);
      const problems: string[] = [];
      const check = async (route: string): Promise<void> => {
        await page.goto(route);
        await expect(page.locator('h1').first()).toBeVisible();
        // Live screens keep a stream open, so the network may never be idle: what matters has arrived by then.
        await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        problems.push(...violations.map((violation) => `${route}: ${violation.id} at ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`));
      };
      for (const route of ['/sign-in', '/sign-up']) await check(route);
      const { slug, csrfToken } = await signInToDemo(page);
      await setLocale(page.request, csrfToken, locale);
      const list = (await (await page.request.get(`/api/w/${slug}/customers?limit=1`)).json()) as { items: { id: string }[] };
      const sources = (await (await page.request.get(`/api/w/${slug}/sources`)).json()) as { items: { id: string }[] };
      const outcome = await keepOutcome(page.request, slug, csrfToken);
      for (const route of ['/start', `/w/${slug}/`, `/w/${slug}/customers`, `/w/${slug}/customers/${list.items[0]!.id}`, `/w/${slug}/events`, `/w/${slug}/sources`,
        `/w/${slug}/sources/new`, `/w/${slug}/sources/${sources.items[0]!.id}`, `/w/${slug}/event-types`, `/w/${slug}/imports`, `/w/${slug}/imports/new`,
        `/w/${slug}/scoring`, `/w/${slug}/models`, `/w/${slug}/models/${outcome}`]) await check(route);
      expect(problems).toEqual([]);
      await setLocale(page.request, csrfToken, 'en');
      await context.close();
    });
  }
}
