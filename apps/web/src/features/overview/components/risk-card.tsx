import { buttonClass, Card, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerListOptions } from '../../../shared/api/customers.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { BandCell, ChangeText, NameCell, ReasonCell, ScoreCell } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';

const ROWS = 8;
const COLUMNS = ['customer', 'temperature', 'score', 'change', 'reason', 'lastSeen', 'value'] as const;
const FILTERS = { band: 'at_risk', sort: 'risk', direction: 'desc' } as const;

/** Those at risk whose loss would cost most, each with the cause. */
export function RiskCard({ className }: { className?: string }) {
  const { t } = useTranslation('overview');
  const { t: tl } = useTranslation('customerList');
  const format = useFormat();
  const { slug } = useWorkspace();
  const list = useQuery(customerListOptions(slug, FILTERS, 0, ROWS));
  return (
    <Card isFlush title={t('risk.title')} note={list.data ? tl('count', { count: list.data.total, n: format.number(list.data.total) }) : null} className={className ?? ''}
      actions={<Link to="/w/$workspace/customers" params={{ workspace: slug }} search={{ band: 'at_risk' }} className={buttonClass('secondary', 'sm')}>{t('risk.all')}</Link>}>
      {list.isError ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : list.data?.total === 0 ? <p className="px-4 pb-4 text-ink-2">{t('risk.none')}</p> : (
        <div tabIndex={0} role="group" aria-label={t('risk.title')} className="@container overflow-x-auto rounded-b-lg">
          <table className="w-full min-w-[1020px] table-fixed">
            <colgroup><col className="w-[20%]" /><col className="w-[18%]" /><col className="w-[11%]" /><col className="w-[8%]" /><col className="w-[22%]" /><col className="w-[11%]" /><col className="w-[10%]" /></colgroup>
            <thead className="border-y border-line bg-surface-2 text-left text-meta text-ink-2">
              <tr>{COLUMNS.map((column) => <th key={column} scope="col" className="px-2 py-2 font-medium first:pl-4 last:pr-4 last:text-right">{tl(`columns.${column}`)}</th>)}</tr>
            </thead>
            <tbody>
              {list.data ? list.data.items.map((row) => (
                <tr key={row.id} className="relative h-11 border-b border-line last:border-0 hover:bg-surface-2">
                  <th scope="row" className="px-2 py-1 text-left font-normal first:pl-4">
                    <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.id }} className="block after:absolute after:inset-0"><NameCell row={row} /></Link>
                  </th>
                  <td className="px-2 py-1"><BandCell row={row} /></td>
                  <td className="px-2 py-1"><ScoreCell row={row} /></td>
                  <td className="px-2 py-1"><ChangeText hundredths={row.change30d} /></td>
                  <td className="px-2 py-1"><ReasonCell row={row} /></td>
                  <td className="px-2 py-1 text-ink-2"><TimeAgo iso={row.lastSeenAt} /></td>
                  <td className="px-2 py-1 pr-4 text-right">{format.money(row.value12m)}</td>
                </tr>
              )) : Array.from({ length: ROWS }, (_, at) => <tr key={at} className="h-11 border-b border-line"><td colSpan={7} className="px-4"><Skeleton className="h-5 w-full" /></td></tr>)}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
