import { Segmented } from '@kelvin/ui';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setLocale, type Locale } from '../../../shared/i18n/locale.ts';

/** The page around sign-in and sign-up: the product's name, the language, one column. */
export function AccountFrame({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  const { t, i18n } = useTranslation('account');
  const { t: ts } = useTranslation('shell');
  useEffect(() => {
    document.title = `${title} · Kelvin`;
  }, [title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[33rem] flex-col justify-center gap-4 p-4 py-8">
      <div className="flex items-center gap-3">
        <img src="/favicon.svg" alt="" width={32} height={32} />
        <p className="flex-1 text-title font-semibold">Kelvin</p>
        <Segmented label={ts('language')} value={i18n.language as Locale} onChange={(locale) => void setLocale(i18n, locale)} options={[{ value: 'en', label: 'English' }, { value: 'ru', label: 'Русский' }]} />
      </div>
      <p className="text-body text-ink-2">{t('tagline')}</p>
      {aside}
      <section className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card">
        <h1 className="text-title font-semibold">{title}</h1>
        {children}
      </section>
    </main>
  );
}
