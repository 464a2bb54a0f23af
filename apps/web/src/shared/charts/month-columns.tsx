import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';
import { ChartFrame } from './chart-frame.tsx';

export type OutcomeMonth = { month: string; customers: number; positives: number };

const MOST_MONTHS = 18;
const WIDTH = 200, HEIGHT = 56, FLOOR = 42;

/** How many customers had an outcome, month by month: small columns for lists and previews. */
export function MonthColumns({ months, name }: { months: readonly OutcomeMonth[]; name: string }) {
  const { t } = useTranslation('chances');
  const format = useFormat();
  const shown = months.slice(-MOST_MONTHS);
  const first = shown[0], last = shown.at(-1);
  if (!first || !last) return <p className="text-meta text-ink-3">{t('months.none')}</p>;
  const counts = shown.map((month) => month.positives);
  const top = Math.max(...counts, 1);
  const step = WIDTH / Math.max(shown.length, 6);
  const summary = t('months.summary', { name, from: format.month(first.month), to: format.month(last.month), low: format.number(Math.min(...counts)), high: format.number(Math.max(...counts)), last: format.number(last.positives) });
  return (
    <ChartFrame place="beside" height={HEIGHT} summary={summary} table={{ columns: [t('months.month'), t('months.positives'), t('months.customers')], rows: [...months].reverse().map((month) => [format.month(month.month), format.number(month.positives), format.number(month.customers)]) }}>
      <svg role="img" aria-label={summary} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full max-w-64 text-accent">
        <line x1={0} x2={WIDTH} y1={FLOOR} y2={FLOOR} stroke="var(--line-strong)" strokeWidth={1} />
        {shown.map((month, at) => {
          const height = month.positives === 0 ? 0 : Math.max(1.5, (FLOOR - 4) * (month.positives / top));
          return <rect key={month.month} x={at * step + step * 0.12} width={step * 0.76} y={FLOOR - height} height={height} rx={1} fill="currentColor"><title>{t('months.one', { month: format.month(month.month), n: format.number(month.positives) })}</title></rect>;
        })}
        <text x={0} y={HEIGHT - 2} fontSize={10} fill="var(--text-2)">{format.month(first.month)}</text>
        {shown.length > 4 ? <text x={shown.length * step} y={HEIGHT - 2} fontSize={10} fill="var(--text-2)" textAnchor="end">{format.month(last.month)}</text> : null}
      </svg>
    </ChartFrame>
  );
}
