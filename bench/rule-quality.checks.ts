import type { BandShare, Evaluation } from './rule-quality.evaluate.ts';

export interface MetricRow {
  readonly metric: string;
  readonly value: number;
  /** Below (or above, see `better`) this the bench fails; null for a figure that is only shown. */
  readonly floor: number | null;
  readonly goal: number | null;
  readonly better: 'higher' | 'lower';
}

export interface Limits {
  readonly aucFloor: number;
  readonly aucGoal: number;
  readonly checksBands: boolean;
  readonly checksAtRiskShare: boolean;
}

/** What one evaluation must reach, as rows; the recency rule stands beside it for comparison. */
export function metricRows(name: string, evaluation: Evaluation, limits: Limits): MetricRow[] {
  const rows: MetricRow[] = [
    { metric: `auc.rules.${name}`, value: evaluation.aucRules, floor: limits.aucFloor, goal: limits.aucGoal, better: 'higher' },
    { metric: `auc.recency.${name}`, value: evaluation.aucRecency, floor: null, goal: null, better: 'higher' },
  ];
  if (!limits.checksBands) return rows;
  const byBand = new Map<string, BandShare>(evaluation.bands.map((band) => [band.band, band]));
  const bought = (band: string): number => byBand.get(band)?.boughtAgain ?? 0;
  const ordered = bought('hot') > bought('warm') && bought('warm') > bought('at_risk') && bought('at_risk') > bought('cold');
  const fewest = Math.min(...['hot', 'warm', 'at_risk', 'cold'].map((band) => byBand.get(band)?.customers ?? 0));
  rows.push(
    { metric: `bands.${name}.ordered`, value: ordered ? 1 : 0, floor: 1, goal: 1, better: 'higher' },
    { metric: `bands.${name}.hot_to_cold`, value: bought('hot') / bought('cold'), floor: 3, goal: 3, better: 'higher' },
    { metric: `bands.${name}.fewest_customers`, value: fewest, floor: 1, goal: 1, better: 'higher' },
  );
  if (limits.checksAtRiskShare) {
    const share = byBand.get('at_risk')?.share ?? 0;
    rows.push(
      { metric: `bands.${name}.at_risk_share`, value: share, floor: 0.05, goal: 0.05, better: 'higher' },
      { metric: `bands.${name}.at_risk_share_most`, value: share, floor: 0.15, goal: 0.15, better: 'lower' },
    );
  }
  return rows;
}

/** True unless the row has a floor and misses it; a value that is not a number misses every floor. */
export function holds({ value, floor, better }: MetricRow): boolean {
  if (floor === null) return true;
  return better === 'higher' ? value >= floor : value <= floor;
}
