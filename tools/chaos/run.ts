import { setTimeout as sleep } from 'node:timers/promises';
import { signUp } from '../rig/account.ts';
import { onInterrupt } from '../rig/interrupt.ts';
import { Random } from '../rig/random.ts';
import { DrainWatch } from './drain-watch.ts';
import { Fleet } from './fleet.ts';
import { LoadClient } from './load-client.ts';
import { planBlows, type Blow } from './plan.ts';
import type { ChaosQueue } from './queue.ts';
import { verify, type Check } from './verify.ts';

/** Within this the next drain begins: after a kill −9 of a worker, and as soon as database and api are up again. */
const NEXT_DRAIN_WITHIN_MS = 3_000;
const GIVE_UP_DRAIN_MS = 20_000;
const DATABASE_TIMEOUT_MS = 60_000;
const SETTLE_TIMEOUT_MS = 120_000;
const WIPE_TRIES = 5;

export interface ChaosOptions {
  readonly kills: number;
  readonly seconds: number;
  readonly seed: number;
  readonly main: string;
  readonly say: (line: string) => void;
}

export interface BlowOutcome {
  readonly blow: Blow;
  /** From the blow, or from the moment database and api answered again, until the next drain began; null when none did in time. */
  readonly nextDrainMs: number | null;
  /** The kill met a drain on its way, which was rolled back. */
  readonly wasInterrupted: boolean;
}

export interface ChaosResult {
  readonly blows: readonly BlowOutcome[];
  readonly acknowledged: number;
  readonly requests: number;
  readonly retries: number;
  readonly checks: readonly Check[];
}

/** One run on one queue: load, blows, quiet, and the comparison with the client's log. */
export async function runChaos(queue: ChaosQueue, options: ChaosOptions): Promise<ChaosResult> {
  const fleet = await Fleet.start(options.main, queue);
  const standDown = onInterrupt(() => fleet.stop());
  let client: LoadClient | null = null;
  try {
    const account = await signUp(fleet.url);
    const watch = new DrainWatch(fleet.installation, account.workspace.id);
    client = new LoadClient(fleet.port, account.authorization, new Random(options.seed), () => Date.now());
    client.start();
    const { blows, fallen } = await strike(fleet, queue, watch, options);
    await client.end();
    const hasSettled = await settle(fleet, account.workspace.id);
    await watch.end();
    const owner = await fleet.installation.connect();
    const checks = await verify(owner, account.workspace.id, client.acknowledged);
    await owner.end();
    const slow = blows.filter(({ nextDrainMs }) => nextDrainMs === null || nextDrainMs > NEXT_DRAIN_WITHIN_MS);
    return {
      blows, acknowledged: client.acknowledged.size, requests: client.requests, retries: client.retries,
      checks: [
        ...checks,
        { promise: `everything is drained and scored within ${SETTLE_TIMEOUT_MS / 1000} s after the load`, broken: hasSettled ? 0 : 1, example: '' },
        { promise: `the next drain begins within ${NEXT_DRAIN_WITHIN_MS / 1000} s`, broken: slow.length, example: slow.map(({ blow, nextDrainMs }) => `${blow} ${nextDrainMs === null ? 'never' : `${Math.round(nextDrainMs)} ms`}`).join(', ') },
        { promise: 'no process ends that was not killed', broken: fallen.length, example: fallen.join(', ') },
        { promise: 'clients hear only 2xx, 429 or 503', broken: client.unexpected.length, example: client.unexpected.slice(0, 3).join('; ') },
      ],
    };
  } finally {
    standDown();
    await fleet.stop();
  }
}

async function strike(fleet: Fleet, queue: ChaosQueue, watch: DrainWatch, options: ChaosOptions): Promise<{ blows: BlowOutcome[]; fallen: string[] }> {
  const random = new Random(options.seed + 1);
  const begunMs = performance.now();
  const outcomes: BlowOutcome[] = [];
  const fallen: string[] = [];
  for (const { blow, atMs } of planBlows(options.kills, options.seconds * 1000, queue.kill !== null, random)) {
    await sleep(Math.max(0, atMs - (performance.now() - begunMs)));
    for (const one of fleet.fallen) fallen.push(`${one.name} before ${blow}`);
    await fleet.revive();
    const outcome = await deal(blow, fleet, queue, watch, random);
    outcomes.push(outcome);
    const drain = outcome.nextDrainMs === null ? 'no drain began' : `next drain after ${Math.round(outcome.nextDrainMs)} ms`;
    options.say(`${((performance.now() - begunMs) / 1000).toFixed(1).padStart(6)} s  ${blow.padEnd(10)} ${drain}${outcome.wasInterrupted ? ' (one was cut off)' : ''}`);
  }
  return { blows: outcomes, fallen };
}

/** Deals one blow and measures how long until a drain begins again. */
async function deal(blow: Blow, fleet: Fleet, queue: ChaosQueue, watch: DrainWatch, random: Random): Promise<BlowOutcome> {
  let begun = performance.now();
  if (blow === 'wipe') await wipe(fleet, queue);
  else if (blow === 'queue') await queue.kill!();
  else if (blow === 'worker') await random.pick(fleet.workers).kill();
  else if (blow === 'api') await fleet.api.kill();
  else await fleet.killDatabase();
  if (blow === 'everything') {
    await Promise.all(fleet.all.map((one) => one.kill()));
    await fleet.revive();
  }
  if (blow === 'database' || blow === 'everything') await watch.untilDatabaseAnswers(DATABASE_TIMEOUT_MS);
  // Without an api nothing arrives that could be drained.
  if (blow === 'api') await fleet.revive();
  if (blow === 'database' || blow === 'everything' || blow === 'api') begun = performance.now();
  const next = await watch.untilNextBegins(begun, GIVE_UP_DRAIN_MS);
  await fleet.revive();
  return { blow, nextDrainMs: next?.ms ?? null, wasInterrupted: next?.wasInterrupted ?? false };
}

/** A wipe may meet a job that holds its row; then it is tried again. */
async function wipe(fleet: Fleet, queue: ChaosQueue): Promise<void> {
  const owner = await fleet.installation.connect();
  try {
    await owner.query(`SET lock_timeout = '2s'`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await queue.wipe(owner);
      } catch (error) {
        if (attempt === WIPE_TRIES) throw error;
      }
    }
  } finally {
    await owner.end();
  }
}

/** Waits until nothing is to be drained and nobody to be scored. */
async function settle(fleet: Fleet, workspaceId: string): Promise<boolean> {
  const owner = await fleet.installation.connect();
  try {
    for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < deadline; await sleep(100)) {
      const { rows } = await owner.query<{ waiting: boolean }>(`
        SELECT EXISTS (SELECT 1 FROM delivery_pending WHERE workspace_id = $1) OR EXISTS (SELECT 1 FROM customer_stale WHERE workspace_id = $1) AS waiting`, [workspaceId]);
      if (!rows[0]!.waiting) return true;
    }
    return false;
  } finally {
    await owner.end();
  }
}
