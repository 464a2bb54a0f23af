/** Trains one engine on the rows of a folder and prints what it took: `engines.run.ts <gbdt|forest> <folder>`. A process of its own for each, so that nothing is compiled beforehand. */
import { areaUnderCurve } from '../libs/scoring/src/evaluation/ranking.ts';
import type { FeatureMatrix } from '../libs/scoring/src/engines/model.ts';
import { makeForestEngine } from '../libs/scoring/src/engines/trees/forest.engine.ts';
import { makeGbdtEngine } from '../libs/scoring/src/engines/trees/gbdt.engine.ts';
import { readRows } from './engines.data.ts';
import { type EngineName, type MeasuredHere, SETTINGS } from './engines.settings.ts';

const PREDICTIONS = 20_000;
const EXPLANATIONS = 2_000;
const KB_PER_MB = 1024;

const [name, dir] = process.argv.slice(2) as [EngineName, string];
// All rows for every tree, as scikit-learn takes them.
const engine = name === 'gbdt' ? makeGbdtEngine({ ...SETTINGS.gbdt, mostRows: Infinity }) : makeForestEngine({ ...SETTINGS.forest, mostDraws: Infinity });
const train = readRows(dir, 'train');
const test = readRows(dir, 'test');

const rssBefore = process.memoryUsage.rss() / KB_PER_MB ** 2;
const begun = process.cpuUsage();
const model = engine.fit(train, { seed: SETTINGS.seed });
const cpuSeconds = cpuMicrosSince(begun) / 1e6;
const addedMb = process.resourceUsage().maxRSS / KB_PER_MB - rssBefore;

const auc = areaUnderCurve(model.logOdds(test), test.labels) ?? NaN;
const single = Array.from({ length: PREDICTIONS }, (_unused, row): FeatureMatrix => ({ rows: 1, names: model.names, columns: test.columns.map((column) => column.slice(row, row + 1)) }));
const measured: MeasuredHere = {
  cpuSeconds, auc, addedMb, artefactMb: model.save().length / KB_PER_MB ** 2,
  predictUs: microsEach(PREDICTIONS, (at) => model.logOdds(single[at]!)),
  explainUs: microsEach(EXPLANATIONS, (at) => model.explain(test, at)),
};
console.log(JSON.stringify(measured));

function microsEach(times: number, run: (at: number) => void): number {
  const from = process.cpuUsage();
  for (let at = 0; at < times; at += 1) run(at);
  return cpuMicrosSince(from) / times;
}

function cpuMicrosSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return user + system;
}
