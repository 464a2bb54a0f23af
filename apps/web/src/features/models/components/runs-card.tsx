import type { TrainingRun } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, Table, type Tone } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { trainingErrorText } from '../training-error-text.ts';

const TONE: Readonly<Record<TrainingRun['status'], Tone>> = { running: 'accent', promoted: 'ok', not_promoted: 'neutral', failed: 'error', cancelled: 'neutral' };

/** Every training, also those that ended without a version. */
export function RunsCard({ runs, isAbsence }: { runs: readonly TrainingRun[]; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <Card title={t('runs.title')} isFlush>
      <Table label={t('runs.title')}>
        <thead><tr><HeadCell className="pl-4">{t('runs.started')}</HeadCell><HeadCell>{t('runs.result')}</HeadCell><HeadCell>{t('runs.cause')}</HeadCell><HeadCell isNumber>{t('runs.took')}</HeadCell><HeadCell className="pr-4">{t('runs.note')}</HeadCell></tr></thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row" className="h-9 border-b border-line px-3 pl-4 text-left font-normal whitespace-nowrap">{format.dateTime(run.startedAt)}</th>
              <Cell className="h-9!"><Chip tone={TONE[run.status]}>{t(`runs.status.${run.status}`)}</Chip></Cell>
              <Cell className="h-9! whitespace-nowrap">{run.externalName === null ? t(`training.causes.${run.cause}`) : t('external.ranAs', { name: run.externalName })}</Cell>
              <Cell isNumber className="h-9! whitespace-nowrap">{run.durationMs === null ? '—' : format.duration(run.durationMs)}</Cell>
              <Cell className="h-9! min-w-48 pr-4 text-ink-2">{run.error ? trainingErrorText(run.error, t, format, isAbsence) : ''}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
