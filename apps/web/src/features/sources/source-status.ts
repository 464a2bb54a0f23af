import type { Source } from '@kelvin/contracts';
import { MS_PER_HOUR } from '@kelvin/kernel';

export type SourceStatus = 'receiving' | 'quiet' | 'silent' | 'waiting' | 'off' | 'files';
/** Without an event for this long a source is called quiet, whatever it usually sends; the server says when it is silent. */
const QUIET_AFTER_MS = MS_PER_HOUR;

/** A source's state in one word; `nowMs` is the present instant. */
export function sourceStatus(source: Pick<Source, 'isEnabled' | 'kind' | 'lastReceivedAt' | 'silences'>, nowMs: number): SourceStatus {
  if (!source.isEnabled) return 'off';
  if (source.kind === 'import') return 'files';
  if (silentSince(source) !== null) return 'silent';
  if (source.lastReceivedAt === null) return 'waiting';
  return nowMs - Date.parse(source.lastReceivedAt) < QUIET_AFTER_MS ? 'receiving' : 'quiet';
}

/** Since when a source sends far less than it usually does; null while it does not. */
export function silentSince(source: Pick<Source, 'silences'>): string | null {
  return source.silences.find(({ to }) => to === null)?.from ?? null;
}
