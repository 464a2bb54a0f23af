import { fileURLToPath } from 'node:url';
import { dayFromIso } from '@kelvin/kernel';
import type { EvaluationReport } from '../tools/evaluate/report.ts';
import { runEvents } from '../tools/evaluate/run-events.ts';
import { evaluateCells } from '../tools/evaluate/run-table.ts';
import { readTableFile } from '../tools/evaluate/read-table.ts';

/** A data set with its task and what Kelvin must reach on it. */
export interface ModelSet {
  readonly name: string;
  /** Below the folder of the evaluation data. */
  readonly file: string;
  readonly aucFloor: number;
  readonly aucGoal: number;
  /** Null: shown, not judged. */
  readonly calibrationFloor: number | null;
  readonly run: (file: string, seed: number, say: (text: string) => void) => Promise<EvaluationReport>;
}

const mapFile = (name: string): string => fileURLToPath(new URL(`../docs/import-maps/${name}.json`, import.meta.url));

function events(map: string, outcome: string, horizonDays: number, testFrom: string): ModelSet['run'] {
  return (file, seed, say) => runEvents({ file, map: mapFile(map), outcome, horizonDays, testFromDay: dayFromIso(testFrom), seed, engines: null, say });
}

const LATE_MONTHS: ReadonlySet<string> = new Set(['Nov', 'Dec']);
const PART = 'part';

/** Sessions of November and December are the test; the month itself would be a value that training never saw. */
async function shoppers(file: string, seed: number, say: (text: string) => void): Promise<EvaluationReport> {
  const begunMs = performance.now();
  const cells = await readTableFile(file);
  const month = cells.names.indexOf('Month');
  const split = { ...cells, names: [...cells.names, PART], rows: cells.rows.map((row) => [...row, LATE_MONTHS.has(row[month]!) ? 'test' : 'train']) };
  return evaluateCells(split, { file, label: 'Revenue', positive: null, split: { column: PART }, ignore: ['Month'], seed, engines: null, say }, begunMs);
}

async function telco(file: string, seed: number, say: (text: string) => void): Promise<EvaluationReport> {
  const begunMs = performance.now();
  return evaluateCells(await readTableFile(file), { file, label: 'Churn', positive: null, split: { folds: 5 }, ignore: [], seed, engines: null, say }, begunMs);
}

export const MODEL_SETS: readonly ModelSet[] = [
  { name: 'cdnow', file: 'cdnow/CDNOW_master.txt', aucFloor: 0.835, aucGoal: 0.845, calibrationFloor: 0.03, run: events('cdnow', 'order', 90, '1998-04-01') },
  { name: 'online_retail_30', file: 'online_retail/online_retail.csv.gz', aucFloor: 0.74, aucGoal: 0.755, calibrationFloor: 0.03, run: events('online_retail', 'order', 30, '2011-11-09') },
  // The outcome's rate falls from 53 % in the last training snapshot to 44 %: nothing that sees only the past can know, so calibration is shown and not judged.
  { name: 'online_retail_churn90', file: 'online_retail/online_retail.csv.gz', aucFloor: 0.735, aucGoal: 0.75, calibrationFloor: null, run: events('online_retail', 'no:order', 90, '2011-09-09') },
  { name: 'collegemsg', file: 'collegemsg/CollegeMsg.txt', aucFloor: 0.855, aucGoal: 0.875, calibrationFloor: null, run: events('collegemsg', 'Message Sent', 14, '2004-08-11') },
  { name: 'online_shoppers', file: 'online_shoppers/online_shoppers_intention.csv', aucFloor: 0.82, aucGoal: 0.845, calibrationFloor: null, run: shoppers },
  { name: 'telco', file: 'telco_churn/Telco-Customer-Churn.csv', aucFloor: 0.843, aucGoal: 0.853, calibrationFloor: null, run: telco },
];
