import type { LiveEvent } from '@kelvin/contracts';
import { MS_PER_DAY, MS_PER_MINUTE } from '@kelvin/kernel';
import { Chip, cx, HeadCell, type Tone } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useEventTitle } from '../use-event-title.ts';

export const STATUS_TONE: Record<LiveEvent['status'], Tone> = { accepted: 'ok', flagged: 'warn', rejected: 'error', parked: 'warn' };
const CELL = 'h-9 border-b border-line px-3 align-middle';

export type EventsTableProps = { rows: readonly LiveEvent[]; openId: string | undefined; onOpen: (id: string) => void };

/** Events, newest on top. */
export const EventsTable = memo(function EventsTable({ rows, openId, onOpen }: EventsTableProps) {
  const { t } = useTranslation('liveEvents');
  // By the minute, so that rows are not drawn anew at every tick.
  const nowMs = Math.floor(useClock() / MS_PER_MINUTE) * MS_PER_MINUTE;
  const head = 'sticky top-0 z-[1] bg-surface';
  return (
    <table className="w-full table-fixed border-collapse text-left text-control">
      <thead>
        <tr>
          <HeadCell className={cx(head, 'w-24 sm:w-36')}>{t('columns.time')}</HeadCell>
          <HeadCell className={head}>{t('columns.name')}</HeadCell>
          <HeadCell className={cx(head, 'hidden w-[26%] md:table-cell')}>{t('columns.customer')}</HeadCell>
          <HeadCell className={cx(head, 'hidden w-44 lg:table-cell')}>{t('columns.source')}</HeadCell>
          <HeadCell className={cx(head, 'w-32 sm:w-44')}>{t('columns.status')}</HeadCell>
        </tr>
      </thead>
      <tbody>{rows.map((row) => <EventRow key={row.id} row={row} isOpen={row.id === openId} nowMs={nowMs} onOpen={onOpen} />)}</tbody>
    </table>
  );
});

const EventRow = memo(function EventRow({ row, isOpen, nowMs, onOpen }: { row: LiveEvent; isOpen: boolean; nowMs: number; onOpen: (id: string) => void }) {
  const { t } = useTranslation('liveEvents');
  const { t: ts } = useTranslation('scoring');
  const { slug } = useWorkspace();
  const format = useFormat();
  const title = useEventTitle()(row);
  const isOld = nowMs - Date.parse(row.receivedAt) > MS_PER_DAY;
  return (
    <tr aria-current={isOpen || undefined} className={cx('cursor-pointer', isOpen ? 'bg-accent-soft' : 'hover:bg-surface-2')} onClick={() => onOpen(row.id)}>
      <td className={cx(CELL, 'text-meta whitespace-nowrap text-ink-2 tabular-nums')}><time dateTime={row.receivedAt} title={format.dateTime(row.receivedAt)}>{isOld ? format.shortDate(row.receivedAt) : format.time(row.receivedAt)}</time></td>
      <td className={cx(CELL, 'truncate max-md:py-1')}>
        <button type="button" className={cx('min-h-6 max-w-full text-left hover:underline max-md:line-clamp-3 max-md:break-words max-md:whitespace-normal md:truncate', row.name ? 'font-medium text-ink' : 'text-ink-2')} title={title} onClick={(event) => { event.stopPropagation(); onOpen(row.id); }}>{title}</button>
        <span className="ml-2 hidden text-meta text-ink-2 sm:inline">{row.meaning ? ts(`meanings.${row.meaning}`, { defaultValue: row.meaning }) : row.status === 'accepted' ? t('noMeaning') : null}</span>
        {/* A phone has no column for whom it was; the way to him is in the event itself. */}
        {row.customerId ? <span className="block truncate text-meta text-ink-2 md:hidden">{row.customerName || t('unnamed')}</span> : null}
      </td>
      <td className={cx(CELL, 'hidden truncate md:table-cell')}>
        {row.customerId ? (
          <Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.customerId }} className="block truncate leading-6 text-accent hover:underline" onClick={(event) => event.stopPropagation()}>
            {row.customerName || t('unnamed')}
          </Link>
        ) : <span className="text-ink-3">{t('nobody')}</span>}
      </td>
      <td className={cx(CELL, 'hidden truncate text-ink-2 lg:table-cell')}>{row.source}</td>
      <td className={CELL}><Chip tone={STATUS_TONE[row.status]} title={t(`statusHint.${row.status}`)}>{t(`status.${row.status}`)}</Chip></td>
    </tr>
  );
});
