import type { Figures, ModelCard, ModelMetric } from '@kelvin/contracts';
import { Card, Cell, HeadCell, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { METRIC_ORDER, metricInterval, metricValue } from '../metric-format.ts';

/** The six figures with their intervals, each beside what a model has to beat. */
export function FiguresCard({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { accuracy, majorityShare } = card.accuracy;
  return (
    <Card title={t('figures.title')} note={t('figures.note', { count: card.test.customers, n: format.number(card.test.customers), from: format.longDay(card.test.from), to: format.longDay(card.test.to) })} isFlush>
      <Table label={t('figures.title')}>
        <thead>
          <tr><HeadCell className="pl-4">{t('figures.metric')}</HeadCell>{card.figures.map(({ source }) => <HeadCell key={source} isNumber className={source === 'model' ? 'text-ink!' : ''}>{t(`figureSources.${source}`)}</HeadCell>)}</tr>
        </thead>
        <tbody>{METRIC_ORDER.map((metric) => <MetricRow key={metric} metric={metric} figures={card.figures} />)}</tbody>
      </Table>
      <p className="px-4 py-3 text-control text-ink-2">{t('figures.accuracy', { accuracy: format.finePercent(accuracy), majority: format.finePercent(majorityShare) })}</p>
    </Card>
  );
}

function MetricRow({ metric, figures }: { metric: ModelMetric; figures: readonly Figures[] }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <tr>
      <th scope="row" className="min-w-44 border-b border-line py-2 pr-3 pl-4 text-left font-normal"><span className="font-medium text-ink">{t(`metrics.${metric}`)}</span><span className="block text-meta text-ink-3">{t(`metricHints.${metric}`)}</span></th>
      {figures.map((one) => {
        const estimate = one[metric];
        return (
          <Cell key={one.source} isNumber className={one.source === 'model' ? 'font-semibold' : ''}>
            {estimate ? <>{metricValue(metric, estimate.value, format)}<span className="block text-meta font-normal whitespace-nowrap text-ink-3">{metricInterval(metric, estimate, format)}</span></> : '—'}
          </Cell>
        );
      })}
    </tr>
  );
}
