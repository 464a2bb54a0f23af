import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';
import { ChartFrame } from './chart-frame.tsx';

export type TimingPoint = { days: number; chance: number };

const WIDTH = 240, HEIGHT = 64, PAD = 6, LABELS = 14;
/** Days grow fast from one point to the next, so they are set apart by their logarithm. */
const placeOf = (days: number, last: number) => PAD + ((WIDTH - 2 * PAD) * Math.log(days)) / Math.max(Math.log(last), 1);

/** How a chance grows over the days to come. Small enough to be drawn without the chart library. */
export function TimingCurve({ points, name }: { points: readonly TimingPoint[]; name: string }) {
  const { t } = useTranslation('chances');
  const format = useFormat();
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const top = Math.max(...points.map((point) => point.chance), 0.01);
  const floor = HEIGHT - LABELS;
  const spots = points.map((point) => ({ ...point, x: placeOf(point.days, last.days), y: floor - ((floor - PAD) * point.chance) / top }));
  const line = spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const summary = t('timing.summary', { name, parts: format.list(points.map((point) => t('timing.part', { chance: format.chance(point.chance), days: format.days(point.days) }))) });
  return (
    <ChartFrame place="beside" height={HEIGHT} summary={summary} table={{ columns: [t('timing.within'), t('timing.chance')], rows: points.map((point) => [format.days(point.days), format.chance(point.chance)]) }}>
      <svg role="img" aria-label={summary} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full text-accent">
        <polygon points={`${spots[0]!.x.toFixed(1)},${floor} ${line} ${spots.at(-1)!.x.toFixed(1)},${floor}`} fill="currentColor" opacity={0.12} />
        <line x1={PAD} x2={WIDTH - PAD} y1={floor} y2={floor} stroke="var(--line-strong)" strokeWidth={1} />
        <polyline points={line} fill="none" stroke="currentColor" strokeWidth={2} strokeLinejoin="round" />
        {spots.map(({ days, x, y }, at) => (
          <g key={days}>
            <circle cx={x} cy={y} r={2.5} fill="currentColor" />
            <text x={x} y={HEIGHT - 2} fontSize={11} fill="var(--text-2)" textAnchor={at === 0 ? 'start' : at === spots.length - 1 ? 'end' : 'middle'}>{format.number(days)}</text>
          </g>
        ))}
      </svg>
    </ChartFrame>
  );
}
