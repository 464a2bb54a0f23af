import { parseArgs } from 'node:util';
import { untilSettled } from '../tools/rig/settle.ts';
import { measureAnchor } from './anchor.ts';
import { startBench } from './bench-run.ts';
import { metric, report } from './report.ts';
import { putModelsInUse } from './put-models-in-use.ts';
import { readSteps, statementsOf } from './sql-steps.ts';

// `npm run bench:rescore [-- --customers 100000] [--only-rules] [--json FILE] [--profile DIR]`: everybody is marked for scoring, as a change of
// the rules does it; the clock stops when no mark is left. First by rules, then with three trained models in use.
const { values } = parseArgs({ options: { customers: { type: 'string', default: '100000' }, 'only-rules': { type: 'boolean', default: false }, json: { type: 'string' }, anchor: { type: 'string' }, profile: { type: 'string' } } });
const SETTLE_SECONDS = 1_200;
const BASE_CUSTOMERS = 100_000;

const run = await startBench('all', values.profile);
const owner = await run.installation.connect();
try {
  const anchor = await measureAnchor(run.installation, values.anchor);
  const steps = readSteps('fill-customers.sql');
  const now = new Date().toISOString();
  const places: Readonly<Record<string, string>> = { workspace: `'${run.account.workspace.id}'::uuid`, customers: values.customers, now: `'${now}'` };
  const runStep = async (name: string) => {
    let rows: Record<string, number>[] = [];
    for (const statement of statementsOf(steps.get(name)!)) rows = (await owner.query(statement.replace(/(?<!:):([a-z]+)/g, (whole, place: string) => places[place] ?? whole))).rows as typeof rows;
    return rows;
  };
  await runStep('fill');
  const [filled] = await runStep('count');
  console.log(`${filled!['customers']} customers with ${filled!['days']} daily rows, put straight into the tables (bench/fill-customers.sql)`);
  const first = await timeScoring();
  console.log(`first scoring: ${first.toFixed(1)} s`);
  const scaled = (seconds: number): number => (seconds * BASE_CUSTOMERS) / Number(values.customers);
  const byRules = scaled(await timeScoring());
  const rows = [metric('rescore.rules.100k.seconds', byRules, 60, 20, 'lower')];
  if (!values['only-rules']) {
    await putModelsInUse(run.account);
    await untilSettled(owner, run.account.workspace.id, SETTLE_SECONDS);
    rows.push(metric('rescore.100k.seconds', scaled(await timeScoring()), 60, 20, 'lower'));
  }
  process.exitCode = report(rows, anchor, values.json);

  async function timeScoring(): Promise<number> {
    await runStep('mark');
    const begun = performance.now();
    return ((await untilSettled(owner, run.account.workspace.id, SETTLE_SECONDS)) - begun) / 1000;
  }
} finally {
  await owner.end();
  await run.stop();
}
