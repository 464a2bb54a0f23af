import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.tsx';
import { ChartFrame } from './chart-frame.tsx';

export type TimingPoint = { days: number; chance: number };

const WIDTH = 240, HEIGHT = 64, PAD = 6, LABELS = 14;
/** Days grow fast from one point to the next, so they are set apart by their logarithm. */
const placeOf = (days: number, last: number) => PAD + ((WIDTH - 2 * PAD) * Math.log(days)) / Math.max(Math.log(last), 1);

/** Narrower than this, two labels would run into each other. */
const LABEL_PX = 22;

/** Which points get a label: the last one, and from there back each that stands clear of the one after it. */
function labelledSpots(places: readonly number[]): ReadonlySet<number> {
  const chosen = new Set<number>();
  let next = Number.POSITIVE_INFINITY;
  for (let at = places.length - 1; at >= 0; at--) {
    if (next - places[at]! < LABEL_PX) continue;
    chosen.add(at);
    next = places[at]!;
  }
  return chosen;
}

/** How a chance grows over the days to come. Small enough to be drawn without the chart library. */
export function TimingCurve({ points, name }: { points: readonly TimingPoint[]; name: string }) {
  const { t } = useTranslation('chances');
  const format = useFormat();
  const last = points.at(-1);
  if (!last || points.length < 2) return null;
  const top = Math.max(...points.map((point) => point.chance), 0.01);
  const floor = HEIGHT - LABELS;
  const spots = points.map((point) => ({ ...point, x: placeOf(point.days, last.days), y: floor - ((floor - PAD) * point.chance) / top }));
  const labelled = labelledSpots(spots.map(({ x }) => x));
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
            {labelled.has(at) ? <text x={x} y={HEIGHT - 2} fontSize={11} fill="var(--text-2)" textAnchor={at === 0 ? 'start' : at === spots.length - 1 ? 'end' : 'middle'}>{format.number(days)}</text> : null}
          </g>
        ))}
      </svg>
    </ChartFrame>
  );
}
