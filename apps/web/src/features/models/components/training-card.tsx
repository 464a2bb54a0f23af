import type { ModelDetail } from '@kelvin/contracts';
import { Card, Cell, HeadCell, Table } from '@kelvin/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** Where this version came from: everything that is needed to make it again. */
export function TrainingCard({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { run, card } = detail;
  const span = (part: { from: string; to: string }) => t('training.span', { from: format.longDay(part.from), to: format.longDay(part.to) });
  const size = (part: { rows: number; customers: number; positives: number }) => t('training.size', { rows: format.number(part.rows), customers: format.number(part.customers), positives: format.number(part.positives) });
  return (
    <Card title={t(detail.external ? 'madeElsewhere.madeTitle' : 'training.title')} note={detail.external ? null : t('training.note')}>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <Fact label={t('training.learned')}>{detail.external ? t('madeElsewhere.learned') : <>{span(card.train)}<br />{size(card.train)}</>}</Fact>
        <Fact label={t('training.tested')}>{span(card.test)}<br />{size(card.test)}</Fact>
        <Fact label={t('training.cause')}>{t(`training.causes.${run.cause}`)} · {format.dateTime(run.startedAt)}{run.durationMs === null ? '' : ` · ${format.duration(run.durationMs)}`}</Fact>
        {detail.external ? null : <Fact label={t('training.snapshots')}>{run.snapshotDays.length === 0 ? '—' : run.snapshotDays.map((day) => format.longDay(day)).join('; ')}</Fact>}
        <Fact label={t('training.features')}>{t('training.featuresOf', { n: format.number(detail.features), version: format.number(run.featuresVersion) })}</Fact>
        {detail.external ? null : <Fact label={t('training.repeat')}><span className="break-all">{t('training.repeatText', { seed: String(run.seed), revision: run.codeRevision })}</span></Fact>}
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className="min-w-0"><dt className="text-meta text-ink-2">{label}</dt><dd className="break-words">{children}</dd></div>;
}

/** The engines that were tried and how each did on a later snapshot. */
export function CandidatesCard({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { choice } = detail.card;
  const figure = (value: number | null) => (value === null ? '—' : format.figure(value));
  return (
    <Card title={t('candidates.title')} note={t('candidates.note')} isFlush>
      <Table label={t('candidates.title')}>
        <thead><tr><HeadCell className="pl-4">{t('candidates.engine')}</HeadCell><HeadCell isNumber>{t('metrics.logLoss')}</HeadCell><HeadCell isNumber>{t('metrics.averagePrecision')}</HeadCell><HeadCell isNumber className="pr-4">{t('metrics.auc')}</HeadCell></tr></thead>
        <tbody>
          {detail.run.candidates.map((candidate) => (
            <tr key={candidate.engine}>
              <th scope="row" className="h-9 border-b border-line px-3 py-1.5 pl-4 text-left font-normal">
                <span className={candidate.engine === detail.engine ? 'font-semibold' : ''}>{t(`engines.${candidate.engine}`, { defaultValue: candidate.engine })}</span>{candidate.engine === detail.engine ? ` · ${t('candidates.chosen')}` : ''}
                {candidate.problem ? <span className="block text-meta text-ink-3">{t(`candidates.problems.${candidate.problem}`, { defaultValue: candidate.problem })}</span> : null}
              </th>
              <Cell isNumber className="h-9!">{figure(candidate.logLoss)}</Cell><Cell isNumber className="h-9!">{figure(candidate.averagePrecision)}</Cell><Cell isNumber className="h-9! pr-4">{figure(candidate.auc)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      {choice ? <p className="px-4 py-3 text-ink-2">{t(`candidates.why.${choice.isBest ? 'best' : detail.engine === 'blend' ? 'blend' : 'sturdy'}`, { best: t(`engines.${choice.best}`, { defaultValue: choice.best }), difference: format.figure(choice.difference), chance: format.figure(2 * choice.standardError) })}</p> : null}
    </Card>
  );
}
