import type { CustomerRow } from '@kelvin/contracts';
import { cx, Sparkline } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';
import { CustomerBand, type Band } from '../scoring/bands.tsx';
import { reasonText } from '../scoring/reason-text.ts';

const LINE: Record<Band, string> = { hot: 'text-hot', warm: 'text-warm', cold: 'text-cold', at_risk: 'text-risk', not_scored: 'text-none' };

/** What to call a customer: by his name, else his e-mail, else the best id that is known of him. */
export function useCustomerTitle(): (customer: Pick<CustomerRow, 'name' | 'email' | 'bestId'>) => string {
  const { t } = useTranslation('customerList');
  return ({ name, email, bestId }) => name || email || bestId || t('anonymous');
}

/** The danger that put a customer at risk, as a sentence; empty for everybody else. */
export function useCauseText(): (row: Pick<CustomerRow, 'band' | 'bandCauses'>) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ band, bandCauses: [cause] }) => (band === 'at_risk' && cause ? reasonText(cause, t, format) : '');
}

/** Name and e-mail; of those at risk the name alone where the list is narrow, because the cause stands below it there. */
export function NameCell({ row }: { row: CustomerRow }) {
  const title = useCustomerTitle()(row);
  return (
    <span className="flex min-w-0 flex-col">
      <span className="truncate font-medium text-ink" title={title}>{title}</span>
      {row.email && row.email !== title ? <span className={cx('truncate text-label text-ink-2', row.band === 'at_risk' && '@max-lg:hidden')}>{row.email}</span> : null}
    </span>
  );
}

/** Temperature, and under At risk the danger that put the customer there; in a wide list only where the column of reasons does not say it already, in a narrow one below the name instead. */
export function BandCell({ row }: { row: CustomerRow }) {
  const text = useCauseText()(row);
  const isSaidBeside = row.bandCauses[0]?.code === row.mainReason?.code;
  return (
    <span className="flex h-8 min-w-0 flex-wrap gap-x-2 overflow-hidden @max-lg:h-6">
      <span className="flex h-8 items-center @max-lg:h-6"><CustomerBand band={row.band} isGone={row.isGone} /></span>
      {/* Where no word of it would fit it goes to a second line, which is cut off whole. */}
      {text ? <span className={cx('line-clamp-2 min-w-16 flex-1 self-center text-label text-ink-2 @max-lg:hidden', isSaidBeside && '@min-[54rem]:hidden')} title={text}>{text}</span> : null}
    </span>
  );
}

export function ScoreCell({ row }: { row: CustomerRow }) {
  const format = useFormat();
  if (row.band === 'not_scored') return <span className="text-ink-2">—</span>;
  return (
    <span className="flex items-center gap-2">
      <span className="w-6 text-right font-semibold">{format.points(row.hundredths)}</span>
      <Sparkline values={row.trend} min={0} max={100} width={56} className={cx('@max-lg:hidden', LINE[row.band])} />
    </span>
  );
}

/** Points won or lost in 30 days: an arrow and a figure, with the words for screen readers. */
export function ChangeText({ hundredths, className }: { hundredths: number | null; className?: string }) {
  const { t } = useTranslation('scoring');
  const format = useFormat();
  if (hundredths === null) return <span className={cx('text-ink-2', className)}><span aria-hidden>—</span><span className="sr-only">{t('change.new')}</span></span>;
  const points = Math.round(hundredths / 100);
  if (points === 0) return <span className={cx('text-ink-2', className)}><span aria-hidden>{format.number(0)}</span><span className="sr-only">{t('change.same')}</span></span>;
  const figure = format.number(Math.abs(points));
  return (
    <span className={cx('whitespace-nowrap', points > 0 ? 'text-ok' : 'text-err', className)}>
      <span aria-hidden>{points > 0 ? '▲' : '▼'} {figure}</span>
      <span className="sr-only">{t(points > 0 ? 'change.up' : 'change.down', { points: figure })}</span>
    </span>
  );
}

export function ReasonCell({ row }: { row: CustomerRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = row.mainReason ? reasonText(row.mainReason, t, format) : '';
  return <span className="line-clamp-2" title={text}>{text || '—'}</span>;
}
