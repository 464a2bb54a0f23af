import type { TrainingRun } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, Table, type Tone } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { trainingErrorText } from '../training-error-text.ts';

const TONE: Readonly<Record<TrainingRun['status'], Tone>> = { running: 'accent', promoted: 'ok', not_promoted: 'neutral', failed: 'error', cancelled: 'neutral' };

/** On a phone everything stands in one cell, one below the other. */
const WIDE = 'hidden md:table-cell';

/** Every training, also those that ended without a version. */
export function RunsCard({ runs, isAbsence }: { runs: readonly TrainingRun[]; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <Card title={t('runs.title')} isFlush>
      <Table label={t('runs.title')}>
        <thead><tr><HeadCell className="pl-4">{t('runs.started')}</HeadCell><HeadCell className={WIDE}>{t('runs.result')}</HeadCell><HeadCell className={WIDE}>{t('runs.cause')}</HeadCell><HeadCell isNumber className={WIDE}>{t('runs.took')}</HeadCell><HeadCell className={`pr-4 ${WIDE}`}>{t('runs.note')}</HeadCell></tr></thead>
        <tbody>
          {runs.map((run) => {
            const result = <Chip tone={TONE[run.status]}>{t(`runs.status.${run.status}`)}</Chip>;
            const cause = run.externalName === null ? t(`training.causes.${run.cause}`) : t('madeElsewhere.ranAs', { name: run.externalName });
            const took = run.durationMs === null ? '—' : format.duration(run.durationMs);
            const note = run.error ? trainingErrorText(run.error, t, format, isAbsence) : '';
            return (
              <tr key={run.id}>
                <th scope="row" className="h-9 border-b border-line px-3 pl-4 text-left font-normal max-md:py-2 md:whitespace-nowrap">
                  <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">{format.dateTime(run.startedAt)}<span className="md:hidden">{result}</span></span>
                  <span className="block text-meta text-ink-2 md:hidden">{cause} · {took}{note ? <span className="block">{note}</span> : null}</span>
                </th>
                <Cell className={`h-9! ${WIDE}`}>{result}</Cell>
                <Cell className={`h-9! whitespace-nowrap ${WIDE}`}>{cause}</Cell>
                <Cell isNumber className={`h-9! whitespace-nowrap ${WIDE}`}>{took}</Cell>
                <Cell className={`h-9! min-w-48 pr-4 text-ink-2 ${WIDE}`}>{note}</Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
