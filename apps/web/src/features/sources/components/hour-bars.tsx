import { MS_PER_HOUR } from '@kelvin/kernel';
import { cx } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../../../shared/format/use-format.tsx';

/** Items an hour as bars, oldest first, up to now; a sentence where none came. `firstHour` is the first bar's, as far back as there are bars unless it is given. */
export function HourBars({ values, firstHour, className = 'h-20' }: { values: readonly number[]; firstHour?: string | undefined; className?: string }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const now = useNow();
  const highest = Math.max(0, ...values);
  if (highest === 0) return <p className="text-control text-ink-2">{t('loss.none')}</p>;
  const width = 100 / values.length;
  return (
    <div role="img" aria-label={t('loss.chart', { max: format.number(highest), last: format.number(values.at(-1) ?? 0) })}>
      <svg aria-hidden viewBox="0 0 100 40" preserveAspectRatio="none" className={cx('block w-full border-b border-line-strong text-accent', className)}>
        {values.map((value, index) => {
          const height = value === 0 ? 0 : Math.max(1.2, (value / highest) * 39);
          return <rect key={index} x={index * width + width * 0.1} y={40 - height} width={width * 0.8} height={height} fill="currentColor" />;
        })}
      </svg>
      <p aria-hidden className="flex justify-between pt-1 text-label text-ink-2"><span>{format.shortDateTime(firstHour ?? (Math.floor(now / MS_PER_HOUR) - values.length + 1) * MS_PER_HOUR)}</span><span>{t('loss.now')}</span></p>
    </div>
  );
}
