import type { ImportPreview } from '@kelvin/contracts';
import { MS_PER_DAY } from '@kelvin/kernel';
import { toSampleEvent } from '../../shared/intake/sample-event.ts';

/** Days since the newest event of the sample; null while none has a time. */
export function ageOfSample(sample: ImportPreview['sample'], nowMs: number): number | null {
  const times = sample.flatMap(({ event }) => (event ? [Date.parse(toSampleEvent(event).occurredAt ?? '')] : [])).filter((ms) => !Number.isNaN(ms));
  return times.length === 0 ? null : (nowMs - Math.max(...times)) / MS_PER_DAY;
}
