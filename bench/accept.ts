import { parseArgs } from 'node:util';
import { measureAnchor } from './anchor.ts';
import { startBareServer } from './bare-server.ts';
import { startBench, type BenchRun } from './bench-run.ts';
import { sendLoad, type LoadOrder, type LoadResult } from './http-load.ts';
import { metric, report } from './report.ts';

// `npm run bench:accept [-- --seconds 8] [--json FILE]`: how fast events are acknowledged. Kelvin runs as the api, without
// workers: this measures stage 10, and the drain has a benchmark of its own (bench:path).
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '8' }, json: { type: 'string' }, anchor: { type: 'string' } } });
const seconds = Number(values.seconds);
const ROUNDS = 3;

const run = await startBench('api');
try {
  const anchor = await measureAnchor(run.installation, values.anchor);
  const single = order(run, { path: '/v1/track', batch: 1, connections: 64, seconds });
  const batches = order(run, { path: '/v1/batch', batch: 100, connections: 4, seconds });
  await sendLoad({ ...single, seconds: Math.min(3, seconds) });
  const singles = await measure('single events, 64 connections', single);
  const inBatches = await measure('batches of 100, 4 connections', batches);
  const rate = singles.eventsPerSecond / 2;
  await writeOut(run);
  const { kelvin, bare } = await measureLatency(single, rate);
  process.exitCode = report([
    metric('accept.single.ratio', singles.eventsPerSecond / anchor.rowsPerSecond, 0.12, 0.2, 'higher'),
    metric('accept.batch.ratio', inBatches.eventsPerSecond / anchor.rowsPerSecond, 0.4, 0.6, 'higher'),
    metric('accept.p99.ratio', kelvin / bare, 4, 2, 'lower'),
  ], anchor, values.json);
} finally {
  await run.stop();
}

function order({ port, account }: BenchRun, rest: Pick<LoadOrder, 'path' | 'batch' | 'connections' | 'seconds'>): LoadOrder {
  return { port, authorization: account.authorization, seed: 1, ...rest };
}

async function measure(what: string, load: LoadOrder): Promise<LoadResult> {
  const result = await sendLoad(load);
  console.log(`${what}: ${Math.round(result.eventsPerSecond)} events/s, p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms, ${result.failures} failures`);
  if (result.failures > 0) throw new Error(`${result.failures} requests were not acknowledged: the figure would mean nothing.`);
  return result;
}

/**
 * Has the database write out what the loads at full speed left: the system would do so half a minute after them, hold up every
 * commit for a tenth of a second, and so time the load of before and not the one at half the rate.
 */
async function writeOut({ installation }: BenchRun): Promise<void> {
  const owner = await installation.connect();
  await owner.query('CHECKPOINT');
  await owner.end();
}

/** Median p99 of Kelvin and of a bare route at one rate, in turns, so that a busy moment of the machine meets both. */
async function measureLatency(single: LoadOrder, rate: number): Promise<{ kelvin: number; bare: number }> {
  const server = await startBareServer();
  try {
    const open = { ...single, rate, seconds: Math.max(2, seconds / 2), untimedSeconds: 0.5 };
    await sendLoad({ ...open, port: server.port, seconds: 2 });
    const kelvin: number[] = [];
    const bare: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      kelvin.push((await measure(`open loop at ${Math.round(rate)}/s, Kelvin, round ${round}`, open)).p99);
      bare.push((await measure(`open loop at ${Math.round(rate)}/s, bare Fastify, round ${round}`, { ...open, port: server.port })).p99);
    }
    return { kelvin: median(kelvin), bare: median(bare) };
  } finally {
    server.stop();
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
}
