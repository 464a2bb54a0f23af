import type { Figures, ModelDetail, ModelMetric, ModelVersion } from '@kelvin/contracts';
import { Card, Cell, HeadCell, Skeleton, Table } from '@kelvin/ui';
import { MS_PER_DAY } from '@kelvin/kernel';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { versionOptions } from '../api/models.ts';
import { gateReasons } from '../gate-text.ts';
import { metricInterval, metricValue } from '../metric-format.ts';

/** What the gate compares; the rest is on the version's own page. */
const COMPARED: readonly ModelMetric[] = ['logLoss', 'averagePrecision', 'auc'];

/** The version that waits beside the one in use: since when, on which later customers it was compared, and how it did. */
export function ShadowCard({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const waiting = versions.find(({ state }) => state === 'challenger');
  const detail = useQuery({ ...versionOptions(slug, waiting?.id ?? ''), enabled: waiting !== undefined });
  return (
    <Card title={t('shadow.title')} note={t('shadow.note')} isFlush>
      {waiting === undefined ? <p className="px-4 pb-4 text-ink-2">{t('shadow.none')}</p>
        : detail.data ? <Shadow detail={detail.data} inUse={versions.find(({ state }) => state === 'in_use')} />
          : detail.isError ? <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} /> : <Skeleton className="mx-4 mb-4 h-32" />}
    </Card>
  );
}

/** Whether a later training has judged it again: a test begins on the day after its own test day, unless it is a later one. */
function wasJudgedAgain({ card: { test }, run }: ModelDetail): boolean {
  return run.testDay !== null && Date.parse(test.from) - Date.parse(run.testDay) > MS_PER_DAY;
}

function Shadow({ detail, inUse }: { detail: ModelDetail; inUse: ModelVersion | undefined }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { test, gate, figures } = detail.card;
  const own = figures.find(({ source }) => source === 'model'), champion = figures.find(({ source }) => source === 'champion');
  const name = (number: number) => t('versions.name', { n: format.number(number) });
  return (
    <>
      <div className="flex flex-col gap-1 px-4 pb-3">
        <p className="text-body">{t(inUse ? 'shadow.beside' : 'shadow.alone', { n: format.number(detail.number), inUse: inUse ? format.number(inUse.number) : '', date: format.date(detail.trainedAt) })}</p>
        <p>{t(wasJudgedAgain(detail) ? 'shadow.again' : 'shadow.once', { count: test.rows, n: format.number(test.rows), from: format.longDay(test.from), to: format.longDay(test.to), positives: format.number(test.positives) })}</p>
        <p className="text-ink-2">{gateReasons(gate, t, format).join(' ')} {t('shadow.next')}</p>
      </div>
      {own && champion ? (
        <Table label={t('shadow.title')}>
          <thead><tr><HeadCell className="pl-4">{t('figures.metric')}</HeadCell><HeadCell isNumber>{name(detail.number)}</HeadCell><HeadCell isNumber className="pr-4">{t('figureSources.champion')}</HeadCell></tr></thead>
          <tbody>
            {COMPARED.map((metric) => (
              <tr key={metric}>
                <th scope="row" className="h-9 border-b border-line px-3 pl-4 text-left font-normal">{t(`metrics.${metric}`)} <span className="text-meta text-ink-3">{t(`metricHints.${metric}`)}</span></th>
                <Figure metric={metric} figures={own} /><Figure metric={metric} figures={champion} className="pr-4" />
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </>
  );
}

function Figure({ metric, figures, className = '' }: { metric: ModelMetric; figures: Figures; className?: string }) {
  const format = useFormat();
  const estimate = figures[metric];
  return <Cell isNumber className={`h-9! py-1.5 ${className}`}>{estimate ? <>{metricValue(metric, estimate.value, format)}<span className="block text-meta whitespace-nowrap text-ink-3">{metricInterval(metric, estimate, format)}</span></> : '—'}</Cell>;
}
