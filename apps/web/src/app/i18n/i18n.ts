import i18next, { type i18n as I18n, type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

export const LOCALES = ['en', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];
const STORAGE_KEY = 'kelvin.locale';

/** The language to start in: chosen before on this browser, else the browser's own. */
export function initialLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'en' || stored === 'ru') return stored;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** Prepares translations: English is in the bundle, Russian is fetched when first wanted. */
export function createI18n(): I18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en', fallbackLng: 'en', defaultNS: 'common', ns: Object.keys(en), resources: { en },
    interpolation: { escapeValue: false }, initAsync: false,
  });
  return instance;
}

/** Switches the language of the whole app and remembers it on this browser. */
export async function setLocale(instance: I18n, locale: Locale): Promise<void> {
  if (locale === 'ru' && !instance.hasResourceBundle('ru', 'common')) {
    const { ru } = await import('./ru.ts');
    for (const [namespace, texts] of Object.entries(ru)) instance.addResourceBundle('ru', namespace, texts as ResourceLanguage);
  }
  await instance.changeLanguage(locale);
  document.documentElement.lang = locale;
  localStorage.setItem(STORAGE_KEY, locale);
}
