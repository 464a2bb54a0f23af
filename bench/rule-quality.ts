/**
 * How well the rule score alone ranks real customers, and whether bands mean what they say.
 *
 * Fits the B2C preset on the days before the test day, scores everyone as of the day before, and compares with what
 * they did next (`npm run bench:rules`, `--json FILE` for the rows). Exits 1 below a floor. The data is for evaluation
 * only and lies outside the repository; without it the bench says so and ends well.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dayFromIso } from '@kelvin/kernel';
import { holds, type Limits, type MetricRow, metricRows } from './rule-quality.checks.ts';
import { findDataFile, type PurchaseSet, readCdnow, readOnlineRetail } from './rule-quality.data.ts';
import { evaluate, type Evaluation, type Task } from './rule-quality.evaluate.ts';

interface Case extends Task, Limits {
  readonly name: string;
  readonly title: string;
}

const CDNOW: Case[] = [
  { name: 'cdnow', title: 'cdnow: buys within 90 d of 1998-04-01', testDay: dayFromIso('1998-04-01'), horizonDays: 90, isChurn: false, aucFloor: 0.83, aucGoal: 0.84, checksBands: true, checksAtRiskShare: false },
];
const ONLINE_RETAIL: Case[] = [
  { name: 'online_retail_30', title: 'online_retail: buys within 30 d of 2011-11-09', testDay: dayFromIso('2011-11-09'), horizonDays: 30, isChurn: false, aucFloor: 0.73, aucGoal: 0.742, checksBands: true, checksAtRiskShare: true },
  { name: 'online_retail_churn90', title: 'online_retail: no purchase within 90 d of 2011-09-09', testDay: dayFromIso('2011-09-09'), horizonDays: 90, isChurn: true, aucFloor: 0.72, aucGoal: 0.735, checksBands: false, checksAtRiskShare: false },
];

const { values: options } = parseArgs({ options: { json: { type: 'string' } } });
const cdnowFile = findDataFile('cdnow/CDNOW_master.txt');
const retailFile = findDataFile('online_retail/online_retail.csv.gz');
const rows: MetricRow[] = [];

if (cdnowFile) rows.push(...runCases(readCdnow(cdnowFile), CDNOW));
else console.log('The cdnow data is absent (../shared/data/cdnow): its part is left out.');
if (retailFile) rows.push(...runCases(await readOnlineRetail(retailFile), ONLINE_RETAIL));
else console.log('The online_retail data is absent (../shared/data/online_retail): its part is left out.');

printRows(rows);
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = rows.every(holds) ? 0 : 1;

function runCases(set: PurchaseSet, cases: readonly Case[]): MetricRow[] {
  return cases.flatMap((each) => {
    const evaluation = evaluate(set, each);
    printEvaluation(each, evaluation);
    return metricRows(each.name, evaluation, each);
  });
}

function printEvaluation({ title, isChurn }: Case, evaluation: Evaluation): void {
  console.log(`\n${title}`);
  console.log(`  ${evaluation.customers} customers, ${evaluation.positives} with the outcome; usual gap of the workspace ${evaluation.gapDays} d, season ${evaluation.season.toFixed(2)}`);
  for (const group of evaluation.fit.groups.filter(({ isKept }) => isKept)) {
    console.log(`  fitted: ${group.code} cap ${group.capAfter.toFixed(1)}, half-life ${group.halfLifeAfter} d`);
  }
  console.log(`  AUC rules ${evaluation.aucRules.toFixed(4)}, recency ${evaluation.aucRecency.toFixed(4)}; ${Math.round(evaluation.scoresPerSecond)} scores/s with 52 weeks of history`);
  for (const { band, share, customers, boughtAgain } of evaluation.bands) {
    console.log(`  ${band.padEnd(8)} ${(share * 100).toFixed(1).padStart(5)} % ${String(customers).padStart(6)} customers  bought again ${boughtAgain.toFixed(3)}${isChurn ? ' (within 90 d)' : ''}`);
  }
}

function printRows(all: readonly MetricRow[]): void {
  if (all.length === 0) return;
  console.log(`\n${'metric'.padEnd(42)}${'value'.padStart(10)}${'floor'.padStart(10)}${'goal'.padStart(10)}`);
  for (const row of all) {
    const number = (value: number | null): string => (value === null ? '–' : value.toFixed(4)).padStart(10);
    console.log(`${row.metric.padEnd(42)}${number(row.value)}${number(row.floor)}${number(row.goal)}  ${holds(row) ? '' : 'BELOW'}`);
  }
}
