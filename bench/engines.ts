/**
 * How fast and how well the tree engines learn, beside scikit-learn on the same rows in the same run.
 *
 * `npm run bench:engines`, `--json FILE` for the rows; exits 1 below a floor. Both sides learn in processes of their
 * own and are charged all of their CPU time. Without Python and scikit-learn only the figures that need no comparison
 * are printed, and it says so.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FEATURES, makeRows, writeRows } from './engines.data.ts';
import { type EngineName, type Measured, type MeasuredHere, SETTINGS } from './engines.settings.ts';
import { findPython, runSklearn } from './engines.sklearn.ts';
import { metric, type MetricRow, report } from './report.ts';

const TRAIN_ROWS = 100_000;
const TEST_ROWS = 50_000;
const RUNS = 3;

const { values: options } = parseArgs({ options: { json: { type: 'string' } } });
const dir = mkdtempSync(join(tmpdir(), 'kelvin-engines-'));
try {
  writeRows(dir, 'train', makeRows(TRAIN_ROWS, SETTINGS.seed));
  writeRows(dir, 'test', makeRows(TEST_ROWS, SETTINGS.seed + 1));
  console.log(`${TRAIN_ROWS} × ${FEATURES} rows to learn from, ${TEST_ROWS} to test on; ${JSON.stringify(SETTINGS)}`);
  process.exitCode = report(measureAll(findPython()), null, options.json);
} finally {
  rmSync(dir, { recursive: true });
}

function measureAll(python: string | null): MetricRow[] {
  if (python === null) {
    console.warn('\n*** NO COMPARISON: python3 with scikit-learn was not found (Debian: python3-sklearn). Training ratios and the AUC gap are left out. ***\n');
  }
  // By turns, so that a busy minute of the machine hits both sides.
  const gbdt: MeasuredHere[] = [];
  const gbdtBeside: Measured[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    gbdt.push(runHere('gbdt'));
    if (python !== null) gbdtBeside.push(runBeside(python, 'gbdt'));
  }
  const forest = runHere('forest');
  const forestBeside = python === null ? null : runBeside(python, 'forest');
  return [
    ...(python === null ? [] : [metric('gbdt.train.ratio', medianOf(gbdt, 'cpuSeconds') / medianOf(gbdtBeside, 'cpuSeconds'), 3, 1.5, 'lower')]),
    metric('gbdt.train.rss.mb', medianOf(gbdt, 'addedMb'), 300, 300, 'lower'),
    ...(forestBeside === null ? [] : [metric('forest.train.ratio', forest.cpuSeconds / forestBeside.cpuSeconds, 0.5, 0.5, 'lower')]),
    ...(python === null ? [] : [metric('gbdt.auc.gap', Math.abs(gbdt[0]!.auc - gbdtBeside[0]!.auc), 0.005, 0.005, 'lower')]),
    ...(forestBeside === null ? [] : [metric('forest.auc.gap', Math.abs(forest.auc - forestBeside.auc), null, null, 'lower')]),
    metric('predict.us', medianOf(gbdt, 'predictUs'), 25, 25, 'lower'),
    metric('predict.forest.us', forest.predictUs, null, null, 'lower'),
    metric('treeshap.us', medianOf(gbdt, 'explainUs'), 1_500, 1_500, 'lower'),
  ];
}

function runHere(name: EngineName): MeasuredHere {
  const script = fileURLToPath(new URL('engines.run.ts', import.meta.url));
  const measured = JSON.parse(execFileSync(process.execPath, [...process.execArgv, script, name, dir], { encoding: 'utf8' })) as MeasuredHere;
  const { cpuSeconds, auc, addedMb, artefactMb, predictUs, explainUs } = measured;
  console.log(`${name}: ${cpuSeconds.toFixed(2)} s CPU, AUC ${auc.toFixed(4)}, ${addedMb.toFixed(0)} MB above the data, artefact ${artefactMb.toFixed(1)} MB, one prediction ${predictUs.toFixed(1)} µs, one explanation ${explainUs.toFixed(0)} µs`);
  return measured;
}

function runBeside(python: string, name: EngineName): Measured {
  const measured = runSklearn(python, name, dir);
  console.log(`${name}, scikit-learn ${measured.version}: ${measured.cpuSeconds.toFixed(2)} s CPU, AUC ${measured.auc.toFixed(4)}`);
  return measured;
}

function medianOf<Name extends string>(runs: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return runs.map((run) => run[name]).sort((a, b) => a - b)[runs.length >> 1]!;
}
