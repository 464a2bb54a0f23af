import { writeFileSync } from 'node:fs';
import type { Anchor } from './anchor.ts';
import { holds, type MetricRow } from './rule-quality.checks.ts';

export type { MetricRow };

/** A row of the floors table (architecture, "what it must reach"). `null` limits: shown, not judged. */
export function metric(name: string, value: number, floor: number | null, goal: number | null, better: MetricRow['better']): MetricRow {
  return { metric: name, value: Number(value.toPrecision(4)), floor, goal, better };
}

/** Prints the rows with the machine's own anchor beside, writes them to `jsonFile`, and answers the exit code: 1 below a floor. */
export function report(rows: readonly MetricRow[], anchor: Anchor | null, jsonFile: string | undefined): number {
  const beside = anchor === null ? {} : { 'anchor, rows/s': Math.round(anchor.rowsPerSecond) };
  console.table(rows.map((row) => ({ ...row, ...beside, verdict: row.floor === null ? '' : verdictOf(row) })));
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`);
  return rows.every(holds) ? 0 : 1;
}

function verdictOf(row: MetricRow): string {
  if (!holds(row)) return 'MISSED';
  return holds({ ...row, floor: row.goal }) ? 'goal' : 'floor';
}
