import type { Overview } from '@kelvin/contracts';
import { BandDot, cx, Skeleton, Sparkline } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import type { Band } from '../../../shared/scoring/bands.tsx';

type Tile = { key: keyof Overview['tiles']; band?: Band; isMoney?: boolean; /** Whether more of it is good. */ isMoreBetter: boolean; line: string };
const TILES: readonly Tile[] = [
  { key: 'scored', isMoreBetter: true, line: 'text-accent' },
  { key: 'hot', band: 'hot', isMoreBetter: true, line: 'text-hot' },
  { key: 'atRisk', band: 'at_risk', isMoreBetter: false, line: 'text-risk' },
  { key: 'valueAtRisk', band: 'at_risk', isMoney: true, isMoreBetter: false, line: 'text-accent' },
];
const GRID = 'grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4';

/** The four figures at the top; each opens the list behind it. */
export function KpiTiles({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { slug } = useWorkspace();
  return (
    <ul className={GRID}>
      {TILES.map(({ key, band, isMoney, isMoreBetter, line }) => {
        const tile = overview.tiles[key];
        const isWeighted = isMoney === true && overview.revenueAtRisk !== null;
        const label = t(isWeighted ? 'tiles.revenueAtRisk' : `tiles.${key}`);
        return (
          <li key={key} className="min-w-0">
            <Link to="/w/$workspace/customers" params={{ workspace: slug }} search={band ? { band } : {}} aria-label={t('tiles.open', { label })} aria-describedby={`tile-${key}`}
              className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4 shadow-card hover:border-line-strong max-sm:p-3">
              <span className="flex items-baseline gap-1.5 text-meta text-ink-2">{band && !isMoney ? <BandDot band={band} /> : null}<span className="min-w-0 break-words">{label}</span></span>
              <span className="flex items-end justify-between gap-2">
                <span className="text-kpi font-semibold max-sm:text-[22px]">{isMoney ? format.compactMoney(isWeighted ? overview.revenueAtRisk! : tile.value) : format.number(tile.value)}</span>
                <Sparkline values={tile.trend} width={88} height={28} className={cx('hidden sm:block', line)} />
              </span>
              <span id={`tile-${key}`} className="text-meta">{isWeighted ? <span className="block text-ink-2">{t('tiles.yearly', { amount: format.compactMoney(tile.value) })}</span> : null}<Delta value={tile.value} before={tile.before} isMoney={isMoney === true} isMoreBetter={isMoreBetter} days={overview.days} /></span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Delta({ value, before, isMoney, isMoreBetter, days }: { value: number; before: number | null; isMoney: boolean; isMoreBetter: boolean; days: number }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  if (before === null) return <span className="text-ink-3">{t('tiles.noHistory')}</span>;
  const diff = value - before;
  const Icon = diff > 0 ? ArrowUpRight : diff < 0 ? ArrowDownRight : ArrowRight;
  const isBetter = diff === 0 ? null : diff > 0 === isMoreBetter;
  const figure = before > 0 ? format.signedPercent(diff / before) : isMoney ? format.signedMoney(diff) : format.signedNumber(diff);
  return (
    <span className="flex flex-wrap items-center gap-x-1">
      <span className={cx('inline-flex items-center gap-0.5 font-medium', isBetter === null ? 'text-ink-2' : isBetter ? 'text-ok' : 'text-err')}>
        <Icon aria-hidden size={14} />{isBetter === null ? figure : `${figure}, ${t(isBetter ? 'tiles.better' : 'tiles.worse')}`}
      </span>
      <span className="text-ink-3">{t('tiles.vs', { count: days, n: format.number(days) })}</span>
    </span>
  );
}

export function KpiTilesSkeleton() {
  return <div className={GRID}>{TILES.map(({ key }) => <div key={key} className="flex h-[114px] flex-col gap-2 rounded-lg border border-line bg-surface p-4"><Skeleton className="h-4 w-24" /><Skeleton className="h-8 w-32" /><Skeleton className="h-4 w-40" /></div>)}</div>;
}
