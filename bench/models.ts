/**
 * How well the chances that Kelvin would serve predict real customers, on every evaluation set, by the functions of the
 * product: read as an import, snapshots, candidates, calibration, gate.
 *
 * `npm run bench:models`, `--json FILE` for the rows, `--only cdnow,telco` for some sets; exits 1 below a floor. The data
 * lies outside of the repository; without it the bench says so and leaves that part out.
 */
import { parseArgs } from 'node:util';
import type { ModelMetric } from '@kelvin/contracts';
import { printReport, type EvaluationReport } from '../tools/evaluate/report.ts';
import { metric, type MetricRow, report } from './report.ts';
import { MODEL_SETS, type ModelSet } from './models.sets.ts';
import { findDataFile } from './rule-quality.data.ts';

const SEED = 1;

const { values: options } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const wanted = options.only?.split(',');
const rows: MetricRow[] = [];
for (const set of MODEL_SETS.filter(({ name }) => !wanted || wanted.includes(name))) {
  const file = findDataFile(set.file);
  if (file === null) console.warn(`\n*** ${set.name}: THE DATA ARE ABSENT (../shared/data/${set.file}); this part is left out. ***\n`);
  else rows.push(...(await runSet(set, file)));
}
process.exitCode = report(rows, null, options.json);

async function runSet(set: ModelSet, file: string): Promise<MetricRow[]> {
  console.log(`\n${set.name}`);
  const evaluated = await set.run(file, SEED, (text) => void process.stderr.write(`  ${text}\n`));
  console.log(printReport(evaluated));
  return rowsOf(set, evaluated, await set.runPlain?.(file, SEED, () => undefined));
}

/** `ap` and `logloss` must be at least those of the recency rule, in tables those that the best column alone is served with. */
function rowsOf({ name, aucFloor, aucGoal, calibrationFloor }: ModelSet, { figures, accuracy, majorityShare, seconds }: EvaluationReport, plain?: EvaluationReport): MetricRow[] {
  const figure = (source: string, code: ModelMetric): number | null => figures[source]?.[code]?.value ?? null;
  const value = (source: string, code: ModelMetric): number => figure(source, code) ?? NaN;
  const rules = figure('rules', 'auc');
  const plainFigures = plain?.figures['served'] ?? figures['recency'];
  const plainPrecision = plainFigures?.averagePrecision?.value ?? null;
  const plainLoss = plainFigures?.logLoss?.value ?? null;
  return [
    metric(`auc.${name}`, value('served', 'auc'), aucFloor, aucGoal, 'higher'),
    ...(rules === null ? [] : [metric(`auc.rules.${name}`, rules, null, null, 'higher')]),
    metric(`ap.${name}`, value('served', 'averagePrecision'), plainPrecision, plainPrecision, 'higher'),
    metric(`logloss.${name}`, value('served', 'logLoss'), plainLoss, plainLoss, 'lower'),
    metric(`ece.${name}`, value('served', 'calibrationError'), calibrationFloor, calibrationFloor, 'lower'),
    ...(plain ? [metric(`auc.plain.${name}`, plainFigures?.auc?.value ?? NaN, null, null, 'higher')] : []),
    metric(`accuracy.${name}`, accuracy['served'] ?? NaN, null, null, 'higher'),
    metric(`majority.${name}`, majorityShare, null, null, 'higher'),
    metric(`seconds.${name}`, seconds, null, null, 'lower'),
  ];
}
