import type { Estimate, ModelDetail, ModelMetric } from '@kelvin/contracts';
import { Card, Cell, HeadCell, Skeleton, Table } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { versionOptions } from '../api/models.ts';
import { modelsTabsEn } from '../i18n/tabs-en.ts';
import { IS_MORE_BETTER, METRIC_ORDER, metricInterval, metricValue } from '../metric-format.ts';

addEnglish('models', modelsTabsEn);

type Sides = { left: ModelDetail; right: ModelDetail };
const figureOf = (detail: ModelDetail, metric: ModelMetric) => detail.card.figures.find((one) => one.source === 'model')?.[metric] ?? null;

/** Says which side is better only where the intervals do not overlap: else it may be chance. */
function judge(metric: ModelMetric, left: Estimate | null, right: Estimate | null): 'left' | 'right' | 'alike' | null {
  if (!left || !right) return null;
  if (left.low <= right.high && right.low <= left.high) return 'alike';
  return left.value > right.value === IS_MORE_BETTER[metric] ? 'left' : 'right';
}

/** Two versions side by side, each figure with its interval. */
export function CompareCard({ shown, otherId }: { shown: ModelDetail; otherId: string }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const other = useQuery(versionOptions(slug, otherId));
  return (
    <Card title={t('compare.title')} isFlush>
      {other.data ? <Comparison left={shown} right={other.data} /> : other.isError ? <ErrorPanel error={other.error} onRetry={() => void other.refetch()} /> : <Skeleton className="mx-4 mb-4 h-48" />}
    </Card>
  );
}

function Comparison({ left, right }: Sides) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const name = (detail: ModelDetail) => t('versions.name', { n: format.number(detail.number) });
  const cell = (metric: ModelMetric, estimate: Estimate | null) => (estimate ? <>{metricValue(metric, estimate.value, format)}<span className="block text-meta whitespace-nowrap text-ink-3">{metricInterval(metric, estimate, format)}</span></> : '—');
  const isOtherPeriod = left.card.test.from !== right.card.test.from || left.card.test.to !== right.card.test.to;
  return (
    <>
      <Table label={t('compare.title')}>
        <thead><tr><HeadCell className="pl-4">{t('figures.metric')}</HeadCell><HeadCell isNumber>{name(left)}</HeadCell><HeadCell isNumber>{name(right)}</HeadCell><HeadCell className="pr-4">{t('compare.result')}</HeadCell></tr></thead>
        <tbody>
          {METRIC_ORDER.map((metric) => {
            const verdict = judge(metric, figureOf(left, metric), figureOf(right, metric));
            return (
              <tr key={metric}>
                <th scope="row" className="border-b border-line px-3 pl-4 text-left font-medium">{t(`metrics.${metric}`)}</th>
                <Cell isNumber>{cell(metric, figureOf(left, metric))}</Cell><Cell isNumber>{cell(metric, figureOf(right, metric))}</Cell>
                <Cell className="min-w-32 pr-4 text-ink-2">{verdict === null ? '—' : verdict === 'alike' ? t('compare.alike') : t('compare.better', { name: name(verdict === 'left' ? left : right) })}</Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {isOtherPeriod ? <p className="px-4 py-3 text-meta text-ink-3">{t('compare.otherPeriod')}</p> : null}
    </>
  );
}
