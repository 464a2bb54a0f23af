import { expect, it } from 'vitest';
import type { BandDecision } from './band.ts';
import type { LedgerRow } from './ledger.ts';
import { findMainReason } from './main-reason.ts';

const row = (code: string, hundredths: number, kind: LedgerRow['kind'] = 'earned'): LedgerRow => ({ code, group: code, kind, hundredths, evidence: {} });
const band = (name: BandDecision['band']): BandDecision => ({ band: name, sinceDay: 1, causes: [{ code: `band.${name}`, values: {} }], label: null, hasProblem: false }) as unknown as BandDecision;

const LEDGER = [row('model.base', 4_000), row('orders', 1_500), row('views', 700), row('silence', -300), row('refunds', -900), row('clamp', -2_000, 'clamp')];

it.each<[string, BandDecision['band'], readonly LedgerRow[], string]>([
  ['hot: what gives most', 'hot', LEDGER, 'orders'], ['warm: what gives most', 'warm', LEDGER, 'orders'], ['cold: what takes most', 'cold', LEDGER, 'refunds'],
  ['cold: what gives most where nothing takes', 'cold', LEDGER.slice(0, 3), 'views'], ['at risk: its danger', 'at_risk', LEDGER, 'band.at_risk'],
  ['where everybody begins is nobody’s reason', 'hot', [row('model.base', 4_000), row('clamp', -10, 'clamp')], 'band.hot'],
])('the main reason, %s', (_case, name, ledger, code) => {
  expect(findMainReason(band(name), ledger).code).toBe(code);
});
