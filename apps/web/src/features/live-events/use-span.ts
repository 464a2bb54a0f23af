import { useMemo } from 'react';
import { useFormat } from '../../shared/format/use-format.tsx';

/** A short span of time in the reader's language: milliseconds up to two seconds, then seconds, minutes and so on. */
export function useSpan(): (ms: number) => string {
  const format = useFormat();
  return useMemo(() => {
    const millis = new Intl.NumberFormat(format.locale, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 });
    return (ms: number) => (ms < 2_000 ? millis.format(Math.max(0, ms)) : format.duration(ms));
  }, [format]);
}
