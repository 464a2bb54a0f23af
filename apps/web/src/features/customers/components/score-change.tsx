import { cx } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { reasonText } from '../../../shared/scoring/reason-text.ts';
import { roundToSum } from '../../../shared/scoring/round-to-sum.ts';
import { scoreChangeOptions } from '../api/customer.ts';

const MOST_ROWS = 4;

/** What moved the score in the last week. It adds to the ledger above, so it stays away while unknown. */
export function ScoreChange({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const format = useFormat();
  const { data } = useQuery(scoreChangeOptions(slug, customerId));
  if (!data) return null;
  const day = format.day(data.fromDay);
  const total = Math.round(data.after / 100) - Math.round(data.before / 100);
  const points = roundToSum(data.rows.map((row) => row.hundredths ?? 0), total);
  const rows = data.rows.map((row, at) => ({ row, points: points[at]! })).filter((one) => one.points !== 0).slice(0, MOST_ROWS);
  if (rows.length === 0) return <p className="mt-3 border-t border-line pt-3 text-meta text-ink-3">{t('change.none', { day })}</p>;
  return (
    <section className="mt-3 flex flex-col gap-1 border-t border-line pt-3">
      <h3 className="font-semibold">{t('change.title', { day, points: format.signedPoints(total) })}</h3>
      <ul className="flex flex-col gap-1">
        {rows.map(({ row, points: own }) => <li key={row.code} className="flex items-baseline justify-between gap-3"><span className="min-w-0">{reasonText(row, tc, format)}</span><span className={cx('font-medium', own > 0 ? 'text-ok' : 'text-err')}>{format.signedPoints(own)}</span></li>)}
      </ul>
    </section>
  );
}
