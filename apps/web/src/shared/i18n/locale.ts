import type { i18n as I18n, ResourceLanguage } from 'i18next';

export const LOCALES = ['en', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];
const STORAGE_KEY = 'kelvin.locale';

type Loader = () => Promise<Readonly<Record<string, object>>>;
// Kept here, not by instance: react-i18next hands components a wrapper of the instance, not the instance itself.
let loadRussian: Loader | undefined;
/** Says where the Russian texts come from; the app registers its own list once. */
export function registerRussian(loader: Loader): void {
  loadRussian = loader;
}

/** The language to start in: chosen before on this browser, else the browser's own. */
export function initialLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'en' || stored === 'ru') return stored;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** Switches the language of the whole app and remembers it on this browser. Russian is fetched when first wanted. */
export async function setLocale(instance: I18n, locale: Locale): Promise<void> {
  if (locale === 'ru' && !instance.hasResourceBundle('ru', 'common')) {
    const texts = (await loadRussian?.()) ?? {};
    for (const [namespace, words] of Object.entries(texts)) instance.addResourceBundle('ru', namespace, words as ResourceLanguage);
  }
  await instance.changeLanguage(locale);
  document.documentElement.lang = locale;
  localStorage.setItem(STORAGE_KEY, locale);
}
