import { cx, IconButton } from '@kelvin/ui';
import { ChartSpline, Table2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartTable } from './chart-table.tsx';

export type ChartTableData = { columns: readonly string[]; rows: readonly (readonly ReactNode[])[] };
export type ChartFrameProps = {
  /** The sentence that names the picture; the table is called by it. */
  summary: string;
  table: ChartTableData;
  height: number;
  /** Where the switch stands: in the card's head, or beside a picture too small to have a head. */
  place?: 'head' | 'beside';
  children: ReactNode;
};

/** A picture with a switch to the same figures as a table. */
export function ChartFrame({ summary, table, height, place = 'head', children }: ChartFrameProps) {
  const { t } = useTranslation();
  const [isTable, setIsTable] = useState(false);
  return (
    <div className={cx('relative flex min-w-0 flex-1', place === 'head' ? 'flex-col' : 'items-start gap-1')}>
      <IconButton size="sm" className={place === 'head' ? 'absolute -top-9 right-0' : 'order-2'} label={isTable ? t('actions.showAsChart') : t('actions.showAsTable')} aria-pressed={isTable} onClick={() => setIsTable((was) => !was)}>
        {isTable ? <ChartSpline aria-hidden size={14} /> : <Table2 aria-hidden size={14} />}
      </IconButton>
      <div className="min-w-0 flex-1">{isTable ? <ChartTable {...table} caption={summary} height={Math.max(height, 96)} /> : children}</div>
    </div>
  );
}
