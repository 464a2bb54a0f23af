import type { WebhookPreview } from '@kelvin/contracts';
import { Cell, Chip, HeadCell, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useProblemText } from '../../../shared/intake/use-problem-text.ts';
import { toSampleEvent } from '../../../shared/intake/sample-event.ts';

/** What the bodies become with the mapping as it stands: events, or why not. */
export function MappingResult({ preview }: { preview: WebhookPreview }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const good = preview.items.filter(({ status }) => status === 'ok').length;
  if (preview.items.length === 0) return null;
  const isPasted = preview.items[0]?.receivedAt === null;
  return (
    <section className="flex flex-col gap-2" aria-live="polite">
      <h3 className="text-control font-semibold text-ink">{isPasted ? t('mapping.resultPasted') : t('mapping.result', { count: preview.deliveries, n: format.number(preview.deliveries) })}</h3>
      <p className="text-meta text-ink-2">{t('mapping.good', { good: format.number(good), all: format.number(preview.items.length) })}</p>
      <Table label={t('mapping.resultTable')} className="max-h-80 overflow-y-auto rounded-md border border-line">
        <thead><tr><HeadCell>{t('mapping.parts.type')}</HeadCell><HeadCell>{t('mapping.who')}</HeadCell><HeadCell>{t('mapping.parts.timestamp')}</HeadCell><HeadCell isNumber>{t('mapping.parts.amount')}</HeadCell><HeadCell>{t('mapping.more')}</HeadCell></tr></thead>
        {/* Bodies have no order of their own and no key: the list is replaced as a whole. */}
        <tbody>{preview.items.map((item, index) => <ResultRow key={index} item={item} />)}</tbody>
      </Table>
    </section>
  );
}

function ResultRow({ item }: { item: WebhookPreview['items'][number] }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const problemText = useProblemText();
  const event = item.event ? toSampleEvent(item.event) : null;
  if (!event) {
    return (
      <tr><Cell colSpan={5} className="!h-9"><span className="flex items-center gap-2">
        <Chip tone={item.status === 'parked' ? 'warn' : 'error'}>{item.status === 'parked' ? t('mapping.parked') : t('mapping.rejected')}</Chip>
        <span className="text-ink-2">{item.reason ? problemText(item.reason.code, item.reason.message) : ''}</span>
      </span></Cell></tr>
    );
  }
  return (
    <tr>
      <Cell className="!h-9 font-medium whitespace-nowrap">{event.name}</Cell>
      <Cell className="!h-9 max-w-60 truncate">{event.who}</Cell>
      <Cell className="!h-9 whitespace-nowrap text-ink-2">{event.occurredAt ? format.dateTime(event.occurredAt) : ''}</Cell>
      <Cell isNumber className="!h-9">{event.amount === null ? '' : format.exactMoney(event.amount, event.currency)}</Cell>
      <Cell className="!h-9 max-w-72 truncate text-meta text-ink-2" title={event.more}>{event.more}</Cell>
    </tr>
  );
}
