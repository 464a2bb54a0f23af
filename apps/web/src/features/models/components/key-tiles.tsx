import type { ModelCard, ModelMetric } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { metricInterval, metricValue } from '../metric-format.ts';

const SHOWN = ['auc', 'averagePrecision', 'topDecileLift', 'calibrationError', 'brier'] as const satisfies readonly ModelMetric[];

/** The figures at a glance: the model's with its interval, and under it what the rules reach. */
export function KeyTiles({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const own = card.figures.find((one) => one.source === 'model');
  const rules = card.figures.find((one) => one.source === 'rules');
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
      {SHOWN.map((metric) => {
        const estimate = own?.[metric], beside = rules?.[metric];
        return (
          <div key={metric} title={t(`metricHints.${metric}`)} className="flex min-w-0 flex-col rounded-lg border border-line bg-surface p-3 shadow-card">
            <dt className="truncate text-meta text-ink-2">{t(`metrics.${metric}`)}</dt>
            <dd className="flex flex-col"><span className="text-title font-semibold">{estimate ? metricValue(metric, estimate.value, format) : '—'}</span>
              <span className="text-meta text-ink-3">{estimate ? metricInterval(metric, estimate, format) : t('figures.unknown')}</span>
              {beside ? <span className="text-meta text-ink-3">{t('figures.rules', { value: metricValue(metric, beside.value, format) })}</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
