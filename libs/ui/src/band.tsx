import { CircleDashed, Flame, Snowflake, Sun, TriangleAlert, type LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';

/** Temperatures as the kernel names them; repeated here so that the pure kernel stays out of the design library. */
export type BandName = 'hot' | 'warm' | 'cold' | 'at_risk' | 'not_scored';

const ICON: Record<BandName, LucideIcon> = { hot: Flame, warm: Sun, cold: Snowflake, at_risk: TriangleAlert, not_scored: CircleDashed };
const CHIP: Record<BandName, string> = {
  hot: 'bg-hot-soft text-hot-ink', warm: 'bg-warm-soft text-warm-ink', cold: 'bg-cold-soft text-cold-ink',
  at_risk: 'bg-risk-soft text-risk-ink', not_scored: 'bg-none-soft text-none-ink',
};
const DOT: Record<BandName, string> = { hot: 'bg-hot', warm: 'bg-warm', cold: 'bg-cold', at_risk: 'bg-risk', not_scored: 'bg-none' };
/** CSS variable of a temperature's fill, for charts. */
export const BAND_TOKEN: Readonly<Record<BandName, string>> = { hot: '--hot', warm: '--warm', cold: '--cold', at_risk: '--risk', not_scored: '--none' };

/** The icon of a temperature, for places where its word stands beside it: readers do not hear it. */
export function BandIcon({ band, size = 14 }: { band: BandName; size?: number }) {
  const Icon = ICON[band];
  return <Icon aria-hidden size={size} className="shrink-0" />;
}

/** Temperature as colour, icon and word together: never colour alone. */
export function BandChip({ band, label, title }: { band: BandName; label: string; title?: string | undefined }) {
  return (
    <span title={title} className={cx('inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-meta font-medium whitespace-nowrap', CHIP[band])}>
      <BandIcon band={band} />{label}
    </span>
  );
}

/** A square of the temperature's colour before its word. */
export function BandDot({ band }: { band: BandName }) {
  return <span aria-hidden className={cx('inline-block size-2.5 shrink-0 rounded-[3px]', DOT[band])} />;
}

/** The scale from 0 to 100 cut at the limits, with the score marked. Limits and score in points. */
export function BandBar({ points, warmFrom, hotFrom, label }: { points: number; warmFrom: number; hotFrom: number; label: string }) {
  const at = Math.min(100, Math.max(0, points));
  return (
    <div role="img" aria-label={label} className="pb-3">
      <div className="flex h-2 gap-px overflow-hidden rounded-full">
        <span className="bg-cold" style={{ width: `${warmFrom}%` }} />
        <span className="bg-warm" style={{ width: `${hotFrom - warmFrom}%` }} />
        <span className="flex-1 bg-hot" />
      </div>
      <div className="relative h-0">
        <span className="absolute top-0.5 size-0 -translate-x-1/2 border-x-[5px] border-b-[7px] border-x-transparent border-b-ink" style={{ left: `${at}%` }} />
      </div>
    </div>
  );
}
