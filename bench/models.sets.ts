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
  readonly run: Run;
  /** Of a table, which has no days that recency could be told from: the same judged by its best column alone. */
  readonly runPlain?: Run;
}

type Run = (file: string, seed: number, say: (text: string) => void) => Promise<EvaluationReport>;

const mapFile = (name: string): string => fileURLToPath(new URL(`../docs/import-maps/${name}.json`, import.meta.url));

function events(map: string, outcome: string, horizonDays: number, testFrom: string): Run {
  return (file, seed, say) => runEvents({ file, map: mapFile(map), outcome, horizonDays, testFromDay: dayFromIso(testFrom), seed, engines: null, say });
}

const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FIRST_TEST_MONTH = MONTHS.indexOf('Nov');
const PART = 'part';
const NTH_MONTH = 'nth month';

/** Sessions of November and December are the test; the month says when a session was, and is no feature: training never saw those of the test. `only` leaves one column to learn from. */
function shoppers(only?: string): Run {
  return async (file, seed, say) => {
    const begunMs = performance.now();
    const cells = await readTableFile(file);
    const month = cells.names.indexOf('Month');
    const rows = cells.rows.map((row) => {
      const nth = MONTHS.indexOf(row[month]!);
      return [...row, nth >= FIRST_TEST_MONTH ? 'test' : 'train', String(nth)];
    });
    const ignore = only ? cells.names.filter((name) => name !== only && name !== 'Revenue') : ['Month'];
    const task = { file, label: 'Revenue', positive: null, split: { column: PART }, order: NTH_MONTH, ignore, seed, engines: null, say };
    return evaluateCells({ ...cells, names: [...cells.names, PART, NTH_MONTH], rows }, task, begunMs);
  };
}

function telco(only?: string): Run {
  return async (file, seed, say) => {
    const begunMs = performance.now();
    const cells = await readTableFile(file);
    const ignore = only ? cells.names.filter((name) => name !== only && name !== 'Churn') : [];
    return evaluateCells(cells, { file, label: 'Churn', positive: null, split: { folds: 5 }, order: null, ignore, seed, engines: null, say }, begunMs);
  };
}

export const MODEL_SETS: readonly ModelSet[] = [
  { name: 'cdnow', file: 'cdnow/CDNOW_master.txt', aucFloor: 0.835, aucGoal: 0.845, calibrationFloor: 0.03, run: events('cdnow', 'order', 90, '1998-04-01') },
  { name: 'online_retail_30', file: 'online_retail/online_retail.csv.gz', aucFloor: 0.74, aucGoal: 0.755, calibrationFloor: 0.03, run: events('online_retail', 'order', 30, '2011-11-09') },
  // The outcome's rate falls from 53 % in the last training snapshot to 44 %: nothing that sees only the past can know, so calibration is shown and not judged.
  { name: 'online_retail_churn90', file: 'online_retail/online_retail.csv.gz', aucFloor: 0.735, aucGoal: 0.75, calibrationFloor: null, run: events('online_retail', 'no:order', 90, '2011-09-09') },
  { name: 'collegemsg', file: 'collegemsg/CollegeMsg.txt', aucFloor: 0.855, aucGoal: 0.875, calibrationFloor: null, run: events('collegemsg', 'Message Sent', 14, '2004-08-11') },
  { name: 'online_shoppers', file: 'online_shoppers/online_shoppers_intention.csv', aucFloor: 0.82, aucGoal: 0.845, calibrationFloor: null, run: shoppers(), runPlain: shoppers('PageValues') },
  { name: 'telco', file: 'telco_churn/Telco-Customer-Churn.csv', aucFloor: 0.843, aucGoal: 0.853, calibrationFloor: null, run: telco(), runPlain: telco('tenure') },
];
