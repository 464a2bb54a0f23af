import type { Me } from '@kelvin/contracts';
import { IconButton, Menu } from '@kelvin/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api/api.ts';
import { meOptions } from '../../shared/api/me.ts';
import { setLocale, type Locale } from '../../shared/i18n/locale.ts';

// Each language names itself, whatever the language of the page.
const CHOICES = [{ value: 'en', label: 'English' }, { value: 'ru', label: 'Русский' }] as const;

/** Switches the language at once, and keeps it with the account. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation('shell');
  const queryClient = useQueryClient();
  const choose = async (locale: Locale) => {
    await setLocale(i18n, locale);
    await api.patch('/api/me', { locale });
    queryClient.setQueryData(meOptions().queryKey, (me: Me | null | undefined) => (me ? { ...me, user: { ...me.user, locale } } : me));
  };
  return (
    <Menu align="end" trigger={<IconButton label={t('language')}><Languages aria-hidden size={16} /></IconButton>} entries={[
      { kind: 'choices', label: t('language'), value: i18n.language, options: CHOICES, onChange: (value) => void choose(value as Locale).catch(() => undefined) },
    ]} />
  );
}
