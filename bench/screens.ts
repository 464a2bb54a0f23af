import { parseArgs } from 'node:util';
import { startBench } from './bench-run.ts';
import { fillScreens } from './fill-screens.ts';
import { metric, report } from './report.ts';
import { screenCases, type Case } from './screens.cases.ts';

// `npm run bench:screens [-- --small] [--json FILE]`: how long the screens' questions take over HTTP, signed in, one after
// another, in a workspace of 200,000 customers and 5 million events (--small: a tenth). A screen is as slow as its slowest
// question, so each figure is the worst p95 of its cases.
const { values } = parseArgs({ options: { small: { type: 'boolean', default: false }, requests: { type: 'string', default: '100' }, json: { type: 'string' } } });
const size = values.small ? { customers: 20_000, events: 500_000 } : { customers: 200_000, events: 5_000_000 };
const requests = Number(values.requests);
const WARM_UP = 5;
const FLOOR_MS = 250;
const GOAL_MS = 100;

const run = await startBench('api');
const owner = await run.installation.connect();
try {
  const filled = await fillScreens(owner, run.account, size, new Date());
  console.log(`${filled.customers} customers, ${filled.events} events, ${filled.past} scores of the past`);
  const measured: { screen: string; question: string; p50: number; p95: number; max: number }[] = [];
  for (const one of screenCases(filled, requests + WARM_UP)) {
    const took = await time(one);
    measured.push({ screen: one.screen, question: one.name, p50: quantile(took, 0.5), p95: quantile(took, 0.95), max: quantile(took, 1) });
    console.log(`${one.screen} ${one.name}: p95 ${measured.at(-1)!.p95} ms`);
  }
  console.table(measured);
  const worst = (screen: Case['screen']): number => Math.max(...measured.filter((row) => row.screen === screen).map((row) => row.p95));
  process.exitCode = report([
    metric('screens.list.p95.ms', worst('list'), FLOOR_MS, GOAL_MS, 'lower'),
    metric('screens.overview.p95.ms', worst('overview'), FLOOR_MS, GOAL_MS, 'lower'),
    metric('screens.customer.p95.ms', worst('customer'), FLOOR_MS, GOAL_MS, 'lower'),
    // No floor names these: the first reader of a period, while others read kept figures, and live events.
    metric('screens.overview.anew.p95.ms', worst('overview.anew'), null, null, 'lower'),
    metric('screens.events.p95.ms', worst('events'), null, null, 'lower'),
  ], null, values.json);
} finally {
  await owner.end();
  await run.stop();
}

async function time({ path, check }: Case): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < WARM_UP + requests; n += 1) {
    const begun = performance.now();
    const body = await run.account.client.call('GET', `/api/w/${run.account.workspace.slug}/${path(n)}`);
    if (n >= WARM_UP) took.push(performance.now() - begun);
    check(body);
  }
  return took.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return Number(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!.toFixed(1));
}
