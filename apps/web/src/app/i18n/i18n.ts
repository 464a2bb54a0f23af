import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { followLateWords } from '../../shared/i18n/late-words.ts';
import { registerRussian } from '../../shared/i18n/locale.ts';
import { en } from './en.ts';

/** Prepares translations: English is in the bundle, Russian is fetched when first wanted. */
export function createI18n(): I18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en', fallbackLng: 'en', defaultNS: 'common', ns: Object.keys(en), resources: { en },
    interpolation: { escapeValue: false }, initAsync: false,
  });
  followLateWords(instance);
  registerRussian(async () => (await import('./ru.ts')).ru);
  return instance;
}
