import type { CutOff, ModelCard } from '@kelvin/contracts';
import { Button, Card, cx, Field, Input, Segmented } from '@kelvin/ui';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { computeExpectedValue, findBestCutOff, findCutOff, type Prices } from '../cut-off.ts';
import { thinned } from './curve-card.tsx';

const FIRST_CUT = 0.1;

/** What contacting the likeliest customers would give. The cut is dragged in the picture or moved by the keys, and priced in money. */
export function GainCard({ card, prices, onPrices, className }: { card: ModelCard; prices: Prices; onPrices: (patch: Partial<Prices>) => void; className?: string }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const [which, setWhich] = useState<'gain' | 'lift'>('gain');
  const [share, setShare] = useState(FIRST_CUT);
  const points = card.curves[which];
  const cut = findCutOff(card.cutOffs, share);
  const axes = useMemo(() => ({ x: t('gain.contacted'), y: t(`gain.axes.${which}`) }), [t, which]);
  const spec = useMemo<ChartSpec>(() => ({
    kind: 'curve', data: points, axes, yUnit: which === 'gain' ? 'share' : 'times', cut: cut?.share ?? null, reference: which === 'gain' ? [{ x: 0, y: 0 }, { x: 1, y: 1 }] : [{ x: 0, y: 1 }, { x: 1, y: 1 }],
  }), [points, axes, which, cut?.share]);
  const best = findBestCutOff(card.cutOffs, prices);
  if (!cut || points.length < 2) return <Card title={t('gain.title')} className={className ?? ''}><p className="text-ink-2">{t('curves.none')}</p></Card>;
  const yText = (value: number) => (which === 'gain' ? format.finePercent(value) : format.times(value));
  return (
    <Card title={t('gain.title')} note={<span className="max-sm:hidden">{t('gain.note')}</span>} className={className ?? ''} actions={<span className="mr-8 lg:mr-0"><Segmented label={t('gain.which')} value={which} onChange={setWhich} options={[{ value: 'gain', label: t('gain.gain') }, { value: 'lift', label: t('gain.lift') }]} /></span>}>
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="flex min-w-0 flex-col gap-2">
          <Chart spec={spec} height={280} onPick={(pick) => { if (pick.kind === 'cut') setShare(pick.share); }} summary={t(`gain.summary.${which}`, { share: format.percent(cut.share), recall: format.percent(cut.recall), lift: format.decimal(cut.share === 0 ? 0 : cut.recall / cut.share) })}
            table={{ columns: [axes.x, axes.y], rows: thinned(points).map(({ x, y }) => [format.percent(x), yText(y)]) }} />
          <CutSlider cutOffs={card.cutOffs} cut={cut} onShare={setShare} />
        </div>
        <CutFigures cut={cut} total={card.test.rows} prices={prices} onPrices={onPrices}>
          {best && best.share !== cut.share ? <Button size="sm" onClick={() => setShare(best.share)}>{t('gain.best', { share: format.percent(best.share) })}</Button> : <p className="text-meta text-ok">{t('gain.isBest')}</p>}
        </CutFigures>
      </div>
    </Card>
  );
}

function CutSlider({ cutOffs, cut, onShare }: { cutOffs: readonly CutOff[]; cut: CutOff; onShare: (share: number) => void }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const id = useId();
  const at = cutOffs.indexOf(cut);
  return (
    // As wide as the picture's axis, so that handle and line stand above each other.
    <div className="flex flex-col gap-1 pr-1.5 pl-[50px]">
      <label htmlFor={id} className="text-meta text-ink-2">{t('gain.cut')}</label>
      <input id={id} type="range" min={0} max={cutOffs.length - 1} step={1} value={at} onChange={(event) => onShare(cutOffs[Number(event.target.value)]!.share)} className="h-6 w-full accent-accent"
        aria-valuetext={t('gain.valueText', { share: format.percent(cut.share), count: cut.people, people: format.number(cut.people), chance: format.chance(cut.chance) })} />
    </div>
  );
}

function CutFigures({ cut, total, prices, onPrices, children }: { cut: CutOff; total: number; prices: Prices; onPrices: (patch: Partial<Prices>) => void; children: ReactNode }) {
  const { t } = useTranslation('models');
  const { currency } = useWorkspace();
  const format = useFormat();
  const value = computeExpectedValue(cut, prices);
  const price = (name: 'hit' | 'cost') => (
    <Field label={t(`gain.${name}`, { currency })}><Input type="number" inputMode="decimal" min={0} step="any" defaultValue={prices[name]} onBlur={(event) => onPrices({ [name]: Math.max(0, Number(event.target.value) || 0) })} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} /></Field>
  );
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <dl className="flex flex-col gap-1">
        <Line label={t('gain.people')}>{t('gain.peopleOf', { people: format.number(cut.people), total: format.number(total) })}</Line>
        <Line label={t('gain.chance')}>{format.chance(cut.chance)}</Line>
        <Line label={t('gain.precision')}>{format.percent(cut.precision)}</Line>
        <Line label={t('gain.recall')}>{format.percent(cut.recall)}</Line>
      </dl>
      <div className="grid grid-cols-2 items-end gap-3">{price('hit')}{price('cost')}</div>
      <p role="status" className="flex flex-col border-t border-line pt-2"><span className="text-meta text-ink-2">{t('gain.expected')}</span><span className={cx('text-kpi font-semibold', value < 0 && 'text-err')}>{format.money(Math.round(value))}</span></p>
      {children}
    </div>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return <div className="flex justify-between gap-3"><dt className="text-ink-2">{label}</dt><dd className="text-right font-medium">{children}</dd></div>;
}
