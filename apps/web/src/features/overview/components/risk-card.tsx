import { buttonClass, Card, cx, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerListOptions } from '../../../shared/api/customers.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { BandCell, ChangeText, NameCell, ReasonCell, ScoreCell, useCauseText } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';

const ROWS = 8;
/** Columns with their widths. A phone has room for the first and the score: cause and loss stand below the name there. */
const NOT_ON_PHONE = '@max-lg:hidden';
const COLUMNS = [
  ['customer', 'w-[20%] @max-lg:w-auto'], ['temperature', `w-[18%] ${NOT_ON_PHONE}`], ['score', 'w-[11%] @max-lg:w-16'], ['change', `w-[8%] ${NOT_ON_PHONE}`],
  ['reason', `w-[22%] ${NOT_ON_PHONE}`], ['value', `w-[10%] text-right ${NOT_ON_PHONE}`], ['atStake', `w-[11%] pr-4 text-right ${NOT_ON_PHONE}`],
] as const;
const FILTERS = { band: 'at_risk', sort: 'risk', direction: 'desc' } as const;

/** Those at risk whose loss would cost most, each with the cause. */
export function RiskCard({ className }: { className?: string }) {
  const { t } = useTranslation('overview');
  const { t: tl } = useTranslation('customerList');
  const format = useFormat();
  const causeOf = useCauseText();
  const { slug } = useWorkspace();
  const list = useQuery(customerListOptions(slug, FILTERS, 0, ROWS));
  return (
    <Card isFlush title={t('risk.title')} note={list.data ? tl('count', { count: list.data.total, n: format.number(list.data.total) }) : null} className={className ?? ''}
      actions={<Link to="/w/$workspace/customers" params={{ workspace: slug }} search={{ band: 'at_risk' }} className={buttonClass('secondary', 'sm')}>{t('risk.all')}</Link>}>
      {list.isError ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : list.data?.total === 0 ? <p className="px-4 pb-4 text-ink-2">{t('risk.none')}</p> : (
        <div tabIndex={0} role="group" aria-label={t('risk.title')} className="@container overflow-x-auto rounded-b-lg">
          <table className="w-full table-fixed @lg:min-w-[1020px]">
            <thead className="border-y border-line bg-surface-2 text-left text-meta text-ink-2">
              <tr>{COLUMNS.map(([column, className]) => <th key={column} scope="col" className={cx('px-2 py-2 font-medium first:pl-4', className)}>{tl(`columns.${column}`)}</th>)}</tr>
            </thead>
            <tbody>
              {list.data ? list.data.items.map((row) => (
                <tr key={row.id} className="relative h-11 border-b border-line last:border-0 hover:bg-surface-2">
                  <th scope="row" className="px-2 py-1 text-left font-normal first:pl-4">
                    <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.id }} className="block after:absolute after:inset-0"><NameCell row={row} /></Link>
                    <span className="block text-label @lg:hidden"><span className="block text-risk-ink">{causeOf(row)}</span><span className="block text-ink-2">{tl('columns.atStake')}: {format.money(row.atStake)}</span></span>
                  </th>
                  <td className={cx('px-2 py-1', NOT_ON_PHONE)}><BandCell row={row} /></td>
                  <td className="px-2 py-1"><ScoreCell row={row} /></td>
                  <td className={cx('px-2 py-1', NOT_ON_PHONE)}><ChangeText hundredths={row.change30d} /></td>
                  <td className={cx('px-2 py-1', NOT_ON_PHONE)}><ReasonCell row={row} /></td>
                  <td className={cx('px-2 py-1 text-right', NOT_ON_PHONE)}>{format.money(row.value12m)}</td>
                  <td className={cx('px-2 py-1 pr-4 text-right font-medium', NOT_ON_PHONE)}>{format.money(row.atStake)}</td>
                </tr>
              )) : Array.from({ length: ROWS }, (_, at) => <tr key={at} className="h-11 border-b border-line"><td colSpan={7} className="px-4"><Skeleton className="h-5 w-full" /></td></tr>)}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
