import type { Source } from '@kelvin/contracts';

export type SourceStatus = 'receiving' | 'quiet' | 'waiting' | 'off' | 'files';
/** Without an event for this long a source is called quiet. */
const QUIET_AFTER_MS = 3_600_000;

/** A source's state in one word; `nowMs` is the present instant. */
export function sourceStatus(source: Pick<Source, 'isEnabled' | 'kind' | 'lastReceivedAt'>, nowMs: number): SourceStatus {
  if (!source.isEnabled) return 'off';
  if (source.kind === 'import') return 'files';
  if (source.lastReceivedAt === null) return 'waiting';
  return nowMs - Date.parse(source.lastReceivedAt) < QUIET_AFTER_MS ? 'receiving' : 'quiet';
}
