import type { Overview } from '@kelvin/contracts';
import { buttonClass, Card } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { Chart } from '../../../shared/charts/chart.tsx';
import type { ChartSpec } from '../../../shared/charts/chart-spec.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';

type Bin = Overview['distribution'][number];
const sizeOf = (bin: Bin) => bin.hot + bin.warm + bin.cold + bin.atRisk;
const endOf = (bin: Bin) => Math.min(100, bin.from + 5);

/** How many customers have which score; a range dragged across it becomes a list. */
export function DistributionCard({ distribution, className }: { distribution: Overview['distribution']; className?: string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { slug } = useWorkspace();
  const [range, setRange] = useState<{ min: number; max: number } | null>(null);
  const spec = useMemo<ChartSpec>(() => ({ kind: 'score-bins', data: distribution }), [distribution]);
  const words = (min: number, max: number) => `${format.number(min)}–${format.number(max)}`;
  const top = distribution.reduce<Bin | undefined>((best, bin) => (!best || sizeOf(bin) > sizeOf(best) ? bin : best), undefined);
  const people = range ? distribution.filter((bin) => bin.from >= range.min && bin.from < range.max).reduce((sum, bin) => sum + sizeOf(bin), 0) : 0;
  return (
    <Card title={t('distribution.title')} className={className ?? ''}>
      <Chart spec={spec} summary={t('distribution.summary', { top: top ? words(top.from, endOf(top)) : '—' })} height={240} onPick={(pick) => { if (pick.kind === 'scores') setRange({ min: pick.min, max: pick.max }); if (pick.kind === 'nothing') setRange(null); }}
        table={{ columns: [t('distribution.bin'), t('movement.customers')], rows: distribution.map((bin) => [
          <Link key="link" to="/w/$workspace/customers" params={{ workspace: slug }} search={{ minScore: bin.from, maxScore: endOf(bin) }} className="text-accent hover:underline">{words(bin.from, endOf(bin))}</Link>, format.number(sizeOf(bin)),
        ]) }} />
      <div role="status" className="flex min-h-8 items-center justify-between gap-2 pt-1 text-meta text-ink-3">
        {range ? (
          <>
            <span className="text-ink">{t('distribution.selected', { min: format.number(range.min), max: format.number(range.max), people: t('people', { count: people, n: format.number(people) }) })}</span>
            <Link to="/w/$workspace/customers" params={{ workspace: slug }} search={{ minScore: range.min, maxScore: range.max, sort: 'score' }} className={buttonClass('secondary', 'sm')}>{t('distribution.open')}</Link>
          </>
        ) : t('distribution.hint')}
      </div>
    </Card>
  );
}
