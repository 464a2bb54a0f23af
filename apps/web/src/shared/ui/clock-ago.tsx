import { useClock } from '../format/use-clock.ts';
import { useFormat } from '../format/use-format.tsx';

/** How long ago something arrived by the real clock, also in a workspace whose scores are as at a fixed date. */
export function ClockAgo({ iso, className }: { iso: string; className?: string }) {
  const format = useFormat();
  const now = useClock();
  return <time dateTime={iso} title={format.dateTime(iso)} className={className}>{format.ago(iso, now)}</time>;
}
