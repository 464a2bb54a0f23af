import type { Overview } from '@kelvin/contracts';
import { BandDot, Card, Segmented } from '@kelvin/ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useBandsWord } from '../../../shared/scoring/bands.tsx';

const FIELDS = [['at_risk', 'atRisk'], ['cold', 'cold'], ['warm', 'warm'], ['hot', 'hot'], ['not_scored', 'notScored']] as const;

/** How many customers had which temperature on each day. */
export function HistoryCard({ history, className }: { history: Overview['history']; className?: string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const bandWord = useBandsWord();
  const [unit, setUnit] = useState<'count' | 'share'>('count');
  const spec = useMemo<ChartSpec>(() => ({ kind: 'band-history', data: history, unit }), [history, unit]);
  const last = history.at(-1), first = history[0];
  const summary = last && first ? t('history.summary', { from: format.longDay(first.day), to: format.longDay(last.day), bands: format.list(FIELDS.map(([band, field]) => `${bandWord(band)} ${format.number(last[field])}`)) }) : t('history.title');
  return (
    <Card title={t('history.title')} className={className ?? ''} actions={
      <span className="mr-8"><Segmented label={t('history.unit')} value={unit} onChange={setUnit} options={[{ value: 'count', label: t('history.count') }, { value: 'share', label: t('history.share') }]} /></span>
    }>
      {history.length < 2 ? <p className="text-control text-ink-2">{t('history.empty')}</p> : <>
      <Chart spec={spec} summary={summary} height={248} table={{ columns: [t('history.day'), ...FIELDS.map(([band]) => bandWord(band))], rows: [...history].reverse().map((day) => [format.longDay(day.day), ...FIELDS.map(([, field]) => format.number(day[field]))]) }} />
      <ul aria-hidden className="flex flex-wrap justify-center gap-x-4 gap-y-1 pt-2 text-meta text-ink-2">{FIELDS.map(([band]) => <li key={band} className="inline-flex items-center gap-1.5"><BandDot band={band} />{bandWord(band)}</li>)}</ul>
      </>}
    </Card>
  );
}
