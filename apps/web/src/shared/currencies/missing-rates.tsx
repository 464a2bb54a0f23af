import { UNKNOWN_CURRENCY } from '@kelvin/kernel';
import { Notice } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Coins } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../api/workspace.tsx';
import { useFormat } from '../format/use-format.tsx';
import { addEnglish } from '../i18n/late-words.ts';
import { currencyRatesOptions, RATES_ANCHOR } from './api.ts';
import { currenciesEn } from './i18n/en.ts';

addEnglish('currencies', currenciesEn);

const REFRESH_MS = 30_000;

/** Says how many events brought money that counts nothing for want of a rate, and where to set it. Nothing where all money counts. */
export function MissingRates() {
  const { t } = useTranslation('currencies');
  const format = useFormat();
  const { slug, isDemo } = useWorkspace();
  const list = useQuery({ ...currencyRatesOptions(slug), refetchInterval: REFRESH_MS });
  const missing = list.data?.items.filter(({ rate, events }) => rate === null && events > 0) ?? [];
  if (missing.length === 0) return null;
  const count = missing.reduce((sum, { events }) => sum + events, 0);
  // The demo's settings are not the reader's to change.
  const link = isDemo ? null : <Link to="/start" hash={RATES_ANCHOR} className="font-medium underline">{t('set')}</Link>;
  return <Notice tone="warn" icon={<Coins aria-hidden size={16} />} actions={link}>{t('missing', { count, n: format.number(count), currencies: format.list(missing.map(({ currency }) => (currency === UNKNOWN_CURRENCY ? t('unknown') : currency))) })}</Notice>;
}
