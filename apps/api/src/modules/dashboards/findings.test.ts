import { describe, expect, it } from 'vitest';
import { findFindings } from './findings.ts';

describe('findFindings', () => {
  it('tells the largest moves and the commonest danger, most people first', () => {
    const findings = findFindings({
      days: 30,
      movement: [
        { from: 'hot', to: 'hot', customers: 900 }, { from: 'hot', to: 'warm', customers: 40 }, { from: 'warm', to: 'at_risk', customers: 70 },
        { from: 'cold', to: 'warm', customers: 20 }, { from: 'warm', to: 'cold', customers: 5 },
      ],
      riskCauses: [{ cause: { code: 'risk.silence', hundredths: null, facts: {} }, customers: 50 }],
    });
    expect(findings.map((finding) => [finding.code, finding.facts['customers']])).toEqual([['band_moved', 70], ['risk_cause', 50], ['band_moved', 40], ['band_moved', 20]]);
    expect(findings[0]?.link).toEqual({ movedFrom: 'warm', movedTo: 'at_risk', movedDays: '30' });
  });
  it('says nothing of a workspace without history', () => {
    expect(findFindings({ days: 30, movement: [], riskCauses: [] })).toEqual([]);
  });
});
