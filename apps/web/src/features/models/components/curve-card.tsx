import type { CurvePoint, ModelCard } from '@kelvin/contracts';
import { Card, Segmented } from '@kelvin/ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';

const TABLE_ROWS = 20;
/** Enough points to read a curve as a table. */
export function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const step = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
}

/** How well likely customers are told from unlikely ones: ROC, or precision against recall. */
export function CurveCard({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const [which, setWhich] = useState<'roc' | 'precisionRecall'>('roc');
  const points = card.curves[which];
  const own = card.figures.find((one) => one.source === 'model');
  const share = card.test.rows === 0 ? 0 : card.test.positives / card.test.rows;
  const axes = useMemo(() => ({ x: t(`curves.axes.${which}.x`), y: t(`curves.axes.${which}.y`) }), [t, which]);
  const spec = useMemo<ChartSpec>(() => ({
    kind: 'curve', data: points, axes, yUnit: 'share', cut: null, reference: which === 'roc' ? [{ x: 0, y: 0 }, { x: 1, y: 1 }] : [{ x: 0, y: share }, { x: 1, y: share }],
  }), [points, axes, which, share]);
  const figure = which === 'roc' ? own?.auc : own?.averagePrecision;
  return (
    <Card title={t('curves.title')} actions={<span className="mr-8"><Segmented label={t('curves.which')} value={which} onChange={setWhich} options={[{ value: 'roc', label: t('curves.roc') }, { value: 'precisionRecall', label: t('curves.precisionRecall') }]} /></span>}>
      {points.length > 1 ? (
        <Chart spec={spec} height={280} summary={t(`curves.summary.${which}`, { value: figure ? format.figure(figure.value) : '—' })} table={{ columns: [axes.x, axes.y], rows: thinned(points).map(({ x, y }) => [format.finePercent(x), format.finePercent(y)]) }} />
      ) : <p className="text-ink-2">{t('curves.none')}</p>}
      <p className="pt-2 text-meta text-ink-3">{which === 'roc' && figure ? t('gloss.auc', { n: format.number(Math.round(figure.value * 100)) }) : t('curves.random')}</p>
    </Card>
  );
}
