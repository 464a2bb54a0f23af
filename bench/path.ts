import { parseArgs } from 'node:util';
import type pg from 'pg';
import { untilSettled } from '../tools/rig/settle.ts';
import { measureAnchor } from './anchor.ts';
import { startBench } from './bench-run.ts';
import { EVENT_NAMES, oneEventEach } from './events.ts';
import { fillEvents } from './fill-events.ts';
import { measureFreshness } from './freshness.ts';
import { sendLoad } from './http-load.ts';
import { watchMemory } from './memory.ts';
import { metric, report } from './report.ts';
import { printStatements, resetStatements } from './statements.ts';

// `npm run bench:path [-- --load 150000] [--events 5000000] [--json FILE]`: from accepted to the last written score.
// `--only-first` leaves freshness and growth out; `--profile DIR` shows where the loads spend their time.
const { values } = parseArgs({
  options: {
    load: { type: 'string', default: '150000' }, events: { type: 'string', default: '5000000' }, json: { type: 'string' }, anchor: { type: 'string' }, 'only-first': { type: 'boolean', default: false }, profile: { type: 'string' },
  },
});
const load = Number(values.load);
const stored = Number(values.events);
const SETTLE_SECONDS = 600;
const CEILING_SECONDS = 4;
const FRESHNESS_SECONDS = 15;

const run = await startBench('api', values.profile);
let owner: pg.Client | null = null;
try {
  const anchor = await measureAnchor(run.installation, values.anchor);
  owner = await run.installation.connect();
  // As the accept benchmark does: without workers. What it leaves behind is drained next and warms the path up.
  const ceiling = await sendLoad({ port: run.port, path: '/v1/track', authorization: run.account.authorization, batch: 1, connections: 64, seconds: CEILING_SECONDS, seed: 1 });
  console.log(`accept ceiling: ${Math.round(ceiling.eventsPerSecond)} events/s`);
  await run.restartAs('all');
  await untilSettled(owner, run.account.workspace.id, SETTLE_SECONDS);
  const memory = watchMemory(run.kelvin.pid!, (await run.installation.postmasterPid())!);
  const first = await measurePath('path, customers arriving', 2);
  const peak = memory.end();
  const rows = [
    metric('path.ratio', first / anchor.rowsPerSecond, 0.1, 0.25, 'higher'),
    metric('memory.rss.mb', peak.kelvin, 600, 400, 'lower'),
    metric('memory.with.postgres.mb', peak.withPostgres, 1000, 700, 'lower'),
  ];
  if (!values['only-first']) {
    const ages = await measureFreshness(run, owner, { rate: ceiling.eventsPerSecond / 10, seconds: FRESHNESS_SECONDS, cookie: run.account.client.cookie });
    console.log(`freshness at ${Math.round(ceiling.eventsPerSecond / 10)} events/s, ${ages.length} probes: p50 ${quantile(ages, 0.5).toFixed(2)} s, p95 ${quantile(ages, 0.95).toFixed(2)} s`);
    rows.push(metric('freshness.p95.seconds', quantile(ages, 0.95), 2, 1, 'lower'), metric('path.growth.ratio', await measureGrowth(owner), 0.7, 0.85, 'higher'));
  }
  process.exitCode = report(rows, anchor, values.json);
} finally {
  await owner?.end();
  await run.stop();
}

/** Events a second through the whole path: the clock starts with the first request and stops at the last written score. */
async function measurePath(what: string, seed: number): Promise<number> {
  if (values.profile) await resetStatements(owner!);
  const begun = performance.now();
  const sent = await sendLoad({ port: run.port, path: '/v1/batch', authorization: run.account.authorization, batch: 100, connections: 4, requests: load / 100, seed });
  if (sent.failures > 0) throw new Error(`${sent.failures} requests were not acknowledged: the figure would mean nothing.`);
  const acceptedSeconds = (performance.now() - begun) / 1000;
  const seconds = ((await untilSettled(owner!, run.account.workspace.id, SETTLE_SECONDS)) - begun) / 1000;
  console.log(`${what}: ${sent.events} events in ${seconds.toFixed(1)} s (accepted after ${acceptedSeconds.toFixed(1)} s): ${Math.round(sent.events / seconds)} events/s`);
  if (values.profile) await printStatements(owner!);
  return sent.events / seconds;
}

/**
 * The same load, on the same customers, before and after `stored` events lie in the tables. Either is measured after a load
 * like it: what is asked is how cost grows, and the first touch of every page after a checkpoint is paid once, not per event.
 */
async function measureGrowth(client: pg.Client): Promise<number> {
  for (const body of oneEventEach('all')) {
    await fetch(`http://127.0.0.1:${run.port}/v1/batch`, { method: 'POST', headers: { authorization: run.account.authorization, 'content-type': 'application/json' }, body });
  }
  await untilSettled(client, run.account.workspace.id, SETTLE_SECONDS);
  const before = await measurePath(`path, ${EVENT_NAMES.length} types, all customers known`, 3);
  console.log(`storing ${stored} events of the last year straight into the tables (bench/fill-events.sql says how) …`);
  await fillEvents(client, run.account, stored, new Date());
  await untilSettled(client, run.account.workspace.id, SETTLE_SECONDS);
  const cold = await measurePath(`path, ${stored} events stored, pages touched for the first time`, 4);
  const after = await measurePath(`path, ${stored} events stored`, 5);
  console.log(`growth: ${(cold / before).toFixed(3)} with cold pages (not judged), ${(after / before).toFixed(3)} like before`);
  return after / before;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}
