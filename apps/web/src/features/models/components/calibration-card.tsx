import type { ModelCard } from '@kelvin/contracts';
import { Card } from '@kelvin/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** Whether chances come true: what was predicted against what came. */
export function CalibrationCard({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { calibration: bins } = card;
  const spec = useMemo<ChartSpec>(() => ({ kind: 'calibration', data: bins, axes: { x: t('calibration.predicted'), y: t('calibration.observed') } }), [bins, t]);
  const worst = bins.reduce<(typeof bins)[number] | undefined>((most, bin) => (!most || Math.abs(bin.meanChance - bin.observedShare) > Math.abs(most.meanChance - most.observedShare) ? bin : most), undefined);
  return (
    <Card title={t('calibration.title')} note={<span className="mr-8">{t('calibration.note')}</span>}>
      {worst ? (
        <Chart spec={spec} height={280} summary={t('calibration.summary', { count: bins.length, n: format.number(bins.length), predicted: format.finePercent(worst.meanChance), observed: format.finePercent(worst.observedShare) })} table={{
          columns: [t('calibration.predicted'), t('calibration.observed'), t('calibration.interval'), t('calibration.n')],
          rows: bins.map((bin) => [format.finePercent(bin.meanChance), format.finePercent(bin.observedShare), `${format.finePercent(bin.low)}–${format.finePercent(bin.high)}`, format.number(bin.n)]),
        }} />
      ) : <p className="text-ink-2">{t('curves.none')}</p>}
      <p className="pt-2 text-meta text-ink-3">{t('calibration.legend')}</p>
    </Card>
  );
}
