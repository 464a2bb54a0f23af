import type { Source } from '@kelvin/contracts';
import { Card, Notice } from '@kelvin/ui';
import { History, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { silentSince } from '../source-status.ts';

/** What a silence means for customers: while it lasts, and on the day after. */
export function SilenceNotice({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const now = useClock();
  const since = silentSince(source);
  if (since && source.isEnabled) {
    return <Notice tone="warn" icon={<Unplug aria-hidden size={16} />}><p>{t('silence.now', { time: format.shortDateTime(since), meaning: t('silence.meaning') })}</p><p>{t('silence.check')}</p></Notice>;
  }
  const last = source.silences[0];
  if (!last?.to || !last.keptUntil || Date.parse(last.keptUntil) <= now) return null;
  return <Notice icon={<History aria-hidden size={16} />}>{t('silence.back', { time: format.shortDateTime(last.to), until: format.shortDateTime(last.keptUntil) })}</Notice>;
}

/** The silences of the last months, so that a dip of that time can be understood. Nothing where there was none. */
export function SilencesCard({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  if (source.silences.length === 0) return null;
  return (
    <Card title={t('silence.title')} note={t('silence.note')}>
      <ul className="flex flex-col divide-y divide-line">
        {source.silences.map(({ from, to }) => (
          <li key={from} className="flex flex-wrap justify-between gap-x-4 py-2 first:pt-0 last:pb-0">
            <span>{to ? t('silence.period', { from: format.shortDateTime(from), to: format.shortDateTime(to) }) : t('silence.open', { from: format.shortDateTime(from) })}</span>
            {to ? <span className="text-ink-2">{format.duration(Date.parse(to) - Date.parse(from))}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
