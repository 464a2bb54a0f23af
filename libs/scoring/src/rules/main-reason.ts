import type { BandDecision } from './band.ts';
import type { LedgerRow } from './ledger.ts';
import type { Reason } from './reasons.ts';

/**
 * The reason a list shows beside a score. At risk: its danger. Hot or Warm: what gives most. Cold: what takes
 * most, or what gives most when nothing takes. Without ledger rows: the cause of the band.
 */
export function findMainReason(band: BandDecision, ledger: readonly LedgerRow[]): Reason {
  const cause = band.causes[0]!;
  if (band.band === 'at_risk') return cause;
  // Where everybody begins says nothing about anybody.
  const reasons = ledger.filter((row) => row.kind !== 'clamp' && row.code !== 'model.base');
  if (reasons.length === 0) return cause;
  const sign = band.band === 'cold' ? -1 : 1;
  const top = reasons.reduce((best, row) => (sign * row.hundredths > sign * best.hundredths ? row : best));
  return { code: top.code, values: top.evidence };
}
