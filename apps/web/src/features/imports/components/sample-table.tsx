import type { ImportPreview } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, RefreshBar, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useProblemText } from '../../../shared/intake/use-problem-text.ts';
import { toSampleEvent } from '../../../shared/intake/sample-event.ts';

type Sample = ImportPreview['sample'];

/** What the first lines become with the map as it stands. */
export function SampleTable({ sample, isUpdating, problem }: { sample: Sample | null; isUpdating: boolean; problem: string | null }) {
  const { t } = useTranslation('imports');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const good = sample?.filter(({ status }) => status === 'ok').length ?? 0;
  const bad = (sample?.length ?? 0) - good;
  const note = sample === null ? undefined : [t('sample.ok', { count: good, n: format.number(good) }), bad > 0 ? t('sample.bad', { count: bad, n: format.number(bad) }) : ''].filter(Boolean).join(', ');
  return (
    <Card title={t('sample.title')} note={note} isFlush className="relative">
      <RefreshBar isActive={isUpdating} label={tc('refreshing')} />
      {problem ? <p role="alert" className="px-4 pb-4 text-err">{problem}</p>
        : sample === null ? <p className="px-4 pb-4 text-ink-2">{t('sample.waiting')}</p> : <Rows sample={sample} />}
    </Card>
  );
}

function Rows({ sample }: { sample: Sample }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const problemText = useProblemText();
  return (
    <Table label={t('sample.title')} className="max-h-96 overflow-y-auto">
      <thead><tr><HeadCell isNumber>{t('sample.line')}</HeadCell><HeadCell>{t('sample.what')}</HeadCell><HeadCell>{t('sample.who')}</HeadCell><HeadCell>{t('sample.when')}</HeadCell><HeadCell isNumber>{t('sample.amount')}</HeadCell><HeadCell>{t('sample.more')}</HeadCell></tr></thead>
      <tbody>
        {sample.map(({ lineNumber, status, reason, event }) => {
          const row = event ? toSampleEvent(event) : null;
          return (
            <tr key={lineNumber}>
              <Cell isNumber className="!h-9 text-ink-3">{format.number(lineNumber)}</Cell>
              {status === 'ok' && row ? (
                <>
                  <Cell className="!h-9 font-medium whitespace-nowrap">{row.name}</Cell>
                  <Cell className="!h-9 max-w-44 truncate">{row.who}</Cell>
                  <Cell className="!h-9 whitespace-nowrap text-ink-2">{row.occurredAt ? format.dateTime(row.occurredAt) : ''}</Cell>
                  <Cell isNumber className="!h-9">{row.amount === null ? '' : format.exactMoney(row.amount, row.currency)}</Cell>
                  <Cell className="!h-9 max-w-60 truncate text-meta text-ink-2" title={row.more}>{row.more}</Cell>
                </>
              ) : (
                <Cell colSpan={5} className="!h-9"><span className="flex items-center gap-2"><Chip tone={status === 'parked' ? 'warn' : 'error'}>{status === 'parked' ? t('sample.parked') : t('sample.rejected')}</Chip><span className="text-ink-2">{reason ? problemText(reason) : ''}</span></span></Cell>
              )}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
