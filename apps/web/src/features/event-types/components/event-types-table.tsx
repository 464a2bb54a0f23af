import type { EventType } from '@kelvin/contracts';
import { Cell, Chip, HeadCell, IconButton, JsonTree, Popover, Table } from '@kelvin/ui';
import { Braces, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ClockAgo } from '../../../shared/ui/clock-ago.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { GuessText } from './guess-text.tsx';
import { MeaningSelect } from './meaning-select.tsx';

export type EventTypesTableProps = { types: readonly EventType[]; onChoose: (type: EventType, meaning: string | null) => void; onConfirm: (type: EventType) => void };

export function EventTypesTable({ types, onChoose, onConfirm }: EventTypesTableProps) {
  const { t } = useTranslation('eventTypes');
  return (
    <Table label={t('title')}>
      <thead className="max-sm:hidden"><tr>
        <HeadCell>{t('columns.name')}</HeadCell><HeadCell isNumber>{t('columns.count')}</HeadCell><HeadCell className="hidden lg:table-cell">{t('columns.seen')}</HeadCell>
        <HeadCell className="hidden xl:table-cell">{t('columns.guess')}</HeadCell><HeadCell className="min-w-52">{t('columns.meaning')}</HeadCell><HeadCell className="w-40">{t('columns.state')}</HeadCell>
      </tr></thead>
      <tbody>{types.map((type) => <Row key={type.id} type={type} onChoose={onChoose} onConfirm={onConfirm} />)}</tbody>
    </Table>
  );
}

/** A phone has no room for the columns: name and number, and below them, as wide as the screen, the meaning and whether it is confirmed. */
const STACKED = 'max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-y-2 max-sm:border-b max-sm:border-line max-sm:py-3 max-sm:[&>td]:border-0';

function Row({ type, onChoose, onConfirm }: { type: EventType } & Pick<EventTypesTableProps, 'onChoose' | 'onConfirm'>) {
  const { t } = useTranslation('eventTypes');
  const format = useFormat();
  return (
    <tr className={`hover:bg-surface-2 ${STACKED}`}>
      <Cell className="!h-13 max-sm:!h-auto">
        <span className="flex min-w-40 items-center gap-2">
          <span className="min-w-0 font-medium break-words text-ink">{type.name}</span>
          {type.kind === 'track' || type.kind === type.name ? null : <Chip>{type.kind}</Chip>}
          {Object.keys(type.sample).length === 0 ? null : <Popover title={t('sampleTitle')} className="w-96" trigger={<IconButton size="sm" label={t('sample', { name: type.name })}><Braces aria-hidden size={14} /></IconButton>}><JsonTree value={type.sample} openDepth={3} /></Popover>}
        </span>
      </Cell>
      <Cell isNumber className="max-sm:!h-auto">{format.number(type.eventCount)}</Cell>
      <Cell className="hidden whitespace-nowrap text-ink-2 lg:table-cell"><ClockAgo iso={type.lastSeenAt} /></Cell>
      <Cell className="hidden xl:table-cell"><GuessText type={type} /></Cell>
      <Cell className="max-sm:col-span-2 max-sm:!h-auto"><MeaningSelect type={type} onChoose={(meaning) => onChoose(type, meaning)} /></Cell>
      <Cell className="max-sm:col-span-2 max-sm:!h-auto">{type.isConfirmed
        ? <Chip tone="ok" icon={<Check aria-hidden size={14} />}>{t('confirmed')}</Chip>
        : <PermittedButton permission="scoring.manage" size="sm" aria-label={t('confirmOne', { name: type.name })} onClick={() => onConfirm(type)}>{t('confirm')}</PermittedButton>}</Cell>
    </tr>
  );
}
