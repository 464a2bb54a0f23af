import { parseArgs } from 'node:util';
import { createPostgresQueue, createRedisQueue, type ChaosQueue } from './chaos/queue.ts';
import { runChaos, type ChaosResult } from './chaos/run.ts';
import { runTrainingChaos } from './chaos/training.ts';
import type { Check } from './chaos/verify.ts';
import { buildServer } from './rig/server-build.ts';

// `npm run chaos`: kills −9 and wiped queues under load, then the database against the client's own log. With `--training`
// kills −9 of trainings half-way, beside a model that serves.
const HELP = `npm run chaos [-- --kills 30] [--backend postgres|redis|both] [--seconds 200] [--seed N]
       npm run chaos -- --training [--kills 11] [--customers 1500] [--backend …] [--seed N]

  --kills     kills −9 of workers, api, database (and redis-server) per backend; wipes of the queue come on top
  --backend   where the queue lies; both when left out
  --seconds   how long the load runs per backend
  --seed      repeats the blows of a run
  --training  kills −9 during trainings instead, phase by phase (eleven unless --kills says otherwise)
  --customers of the shop that is trained on`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string' }, backend: { type: 'string', default: 'both' }, seconds: { type: 'string', default: '200' }, seed: { type: 'string' },
    training: { type: 'boolean', default: false }, customers: { type: 'string', default: '1500' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await main();

async function main(): Promise<number> {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  console.log(`seed ${seed}: --seed ${seed} repeats the order of the blows`);
  const build = await buildServer();
  let isKept = true;
  try {
    for (const kind of values.backend === 'both' ? ['postgres', 'redis'] : [values.backend]) {
      const queue = kind === 'redis' ? await createRedisQueue() : createPostgresQueue();
      if (!queue) {
        console.error('\n!!! REDIS IS MISSING: the Redis half of the crash test DID NOT RUN. Put redis-server on the PATH. !!!\n');
        continue;
      }
      isKept = (await runOne(queue, seed, build.main)) && isKept;
    }
  } finally {
    build.remove();
  }
  return isKept ? 0 : 1;
}

async function runOne(queue: ChaosQueue, seed: number, main: string): Promise<boolean> {
  try {
    const checks = values.training ? await strikeTrainings(queue, seed, main) : await strikeUnderLoad(queue, seed, main);
    console.table(checks.map(({ promise, broken, example }) => ({ promise, kept: broken === 0 ? 'yes' : 'NO', broken, example })));
    return checks.every(({ broken }) => broken === 0);
  } finally {
    await queue.stop();
  }
}

function strikeTrainings(queue: ChaosQueue, seed: number, main: string): Promise<readonly Check[]> {
  const kills = Number(values.kills ?? 11);
  say(`\nQueue in ${queue.kind}: ${kills} kills −9 of trainings`);
  return runTrainingChaos(queue, { kills, customers: Number(values.customers), seed, main, say });
}

async function strikeUnderLoad(queue: ChaosQueue, seed: number, main: string): Promise<readonly Check[]> {
  const kills = Number(values.kills ?? 30);
  say(`\nQueue in ${queue.kind}: ${kills} kills −9 over ${values.seconds} s`);
  const result = await runChaos(queue, { kills, seconds: Number(values.seconds), seed, main, say });
  report(result);
  return result.checks;
}

function say(line: string): void {
  console.log(line);
}

function report({ blows, acknowledged, requests, retries }: ChaosResult): void {
  console.log(`\n${acknowledged} events acknowledged in ${requests} requests, ${retries} of which had to be sent again`);
  console.table([...new Set(blows.map(({ blow }) => blow))].map((kind) => {
    const ofKind = blows.filter(({ blow }) => blow === kind);
    const times = ofKind.map(({ nextDrainMs }) => nextDrainMs ?? Infinity).sort((a, b) => a - b);
    return { blow: kind, times: ofKind.length, 'drains cut off': ofKind.filter(({ wasInterrupted }) => wasInterrupted).length, 'next drain, median ms': Math.round(times[times.length >> 1]!), 'next drain, longest ms': Math.round(times.at(-1)!) };
  }));
}
