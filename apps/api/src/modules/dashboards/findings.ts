import type { Overview } from '@kelvin/contracts';

/** From warmest to coldest: a move to the right is worth telling first. */
const WARMTH: Readonly<Record<string, number>> = { hot: 0, warm: 1, cold: 2, at_risk: 3, not_scored: 4 };
const MAX_FINDINGS = 4;

/**
 * What is worth telling of a period, most people first: the largest moves towards the cold, the largest towards the
 * warm, and the commonest danger. Each carries the filter that lists the people it speaks of.
 */
export function findFindings(facts: Pick<Overview, 'movement' | 'riskCauses' | 'days'>): Overview['findings'] {
  const moved = facts.movement.filter((move) => move.from !== move.to && move.from !== 'not_scored' && move.to !== 'not_scored').sort((a, b) => b.customers - a.customers);
  const isColder = (move: { from: string; to: string }): boolean => WARMTH[move.to]! > WARMTH[move.from]!;
  const told = [...moved.filter(isColder).slice(0, 2), ...moved.filter((move) => !isColder(move)).slice(0, 1)];
  const findings: Overview['findings'] = told.map((move) => ({
    code: 'band_moved', facts: { customers: move.customers, from: move.from, to: move.to },
    link: { movedFrom: move.from, movedTo: move.to, movedDays: String(facts.days) },
  }));
  const [cause] = facts.riskCauses;
  if (cause) findings.push({ code: 'risk_cause', facts: { customers: cause.customers, cause: cause.cause.code }, link: { band: 'at_risk' } });
  return findings.sort((a, b) => Number(b.facts['customers']) - Number(a.facts['customers'])).slice(0, MAX_FINDINGS);
}
