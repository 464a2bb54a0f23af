import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { signUp, type Account } from '../rig/account.ts';
import { onInterrupt } from '../rig/interrupt.ts';
import { Random } from '../rig/random.ts';
import { untilSettled } from '../rig/settle.ts';
import { Fleet } from './fleet.ts';
import type { ChaosQueue } from './queue.ts';
import { scoreAnew, sendShop } from './shop.ts';
import { isOpen, TrainingView, type TrainingPhase } from './training-view.ts';
import type { Check } from './verify.ts';

/** What is killed. `workers`: both, because one of them trains. */
type TrainingBlow = 'workers' | 'everything' | 'database';

/** A blow falls when its phase is seen, or a later one, and a little while after that. */
const BLOWS: readonly (readonly [TrainingPhase, TrainingBlow])[] = [
  ['loading', 'workers'], ['loading', 'database'], ['snapshots', 'workers'], ['candidates', 'workers'], ['candidates', 'database'], ['candidates', 'everything'],
  ['refit', 'workers'], ['evaluate', 'workers'], ['serving', 'everything'], ['serving', 'workers'], ['saving', 'database'],
];
const LONGEST_DELAY_MS = 600;
const SETTLE_SECONDS = 300;

const PROMISES = {
  serves: 'the champion serves the same chances after a kill',
  goesOn: 'a training goes on after a kill, or is begun again',
  whole: 'every training that ended has one run and one version, and no other is shown',
  ends: 'every training ends well',
  nothingLeft: 'no connection of a training is left',
} as const;

export interface TrainingChaosOptions {
  readonly kills: number;
  readonly customers: number;
  readonly seed: number;
  readonly main: string;
  readonly say: (line: string) => void;
}

/**
 * A champion serves while further trainings of its outcome are killed half-way, phase by phase; what is looked at is what a
 * person sees over HTTP. Then one that nobody disturbs.
 */
export async function runTrainingChaos(queue: ChaosQueue, options: TrainingChaosOptions): Promise<Check[]> {
  const fleet = await Fleet.start(options.main, queue);
  const standDown = onInterrupt(() => fleet.stop());
  try {
    const account = await signUp(fleet.url);
    await sendShop(fleet.url, account, options.customers, options.seed, Date.now());
    const chaos = new TrainingChaos(fleet, account, options);
    await chaos.crownChampion();
    await chaos.strike();
    return await chaos.endWell();
  } finally {
    standDown();
    await fleet.stop();
  }
}

class TrainingChaos {
  private readonly view: TrainingView;
  private readonly random: Random;
  private readonly broken = new Map<keyof typeof PROMISES, string[]>();
  private trainings = 0;

  constructor(private readonly fleet: Fleet, private readonly account: Account, private readonly options: TrainingChaosOptions) {
    this.view = new TrainingView(account);
    this.random = new Random(options.seed);
  }

  async crownChampion(): Promise<void> {
    await this.withOwner((owner) => untilSettled(owner, this.account.workspace.id, SETTLE_SECONDS));
    await this.view.define();
    await this.untilEnded(await this.begin());
    const [version] = (await this.view.versions()).items;
    if (!version) throw new Error('The first training left no model.');
    if (version.state !== 'in_use') await this.view.promote(version.id);
    this.options.say(`a champion serves: ${version.engine}, trained on ${version.rows} rows`);
  }

  /** Kill by kill on the same training, which is begun again each time; on a new one where it had come to its end. */
  async strike(): Promise<void> {
    let before = await this.chancesAnew();
    let jobId = await this.begin();
    const beginNext = async (): Promise<void> => {
      await this.untilEnded(jobId);
      before = await this.chancesAnew();
      jobId = await this.begin();
    };
    for (let kill = 0; kill < this.options.kills; kill += 1) {
      const [phase, blow] = BLOWS[kill % BLOWS.length]!;
      // A short phase may pass between two looks.
      if (!isOpen(await this.view.untilPhase(jobId, phase))) {
        await beginNext();
        await this.view.untilPhase(jobId, 'candidates');
      }
      await sleep(this.random.next() * LONGEST_DELAY_MS);
      await this.deal(blow);
      const killed = await this.view.job(jobId);
      const isKept = (await this.view.versions()).runs[0]!.status !== 'running';
      const where = `${blow} in ${killed.phase}`;
      this.options.say(`${blow.padEnd(10)} in ${killed.phase}, ${killed.done} of ${killed.total ?? '?'}${isKept ? ': its result was kept before' : ''}`);
      await this.expectWhole(where);
      if (isKept) {
        await beginNext();
      } else {
        this.expect('serves', await this.chancesAnew() === before, where);
        this.expect('goesOn', await this.view.untilGoesOn(killed), where);
      }
    }
    await this.untilEnded(jobId);
  }

  async endWell(): Promise<Check[]> {
    await this.untilEnded(await this.begin());
    const left = await this.withOwner(async (owner) => (await owner.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'kelvin_training'`)).rows.length);
    this.expect('nothingLeft', left === 0, `${left} connections`);
    return (Object.keys(PROMISES) as (keyof typeof PROMISES)[]).map((promise) => {
      const broken = this.broken.get(promise) ?? [];
      return { promise: PROMISES[promise], broken: broken.length, example: broken.slice(0, 3).join('; ') };
    });
  }

  private async begin(): Promise<string> {
    this.trainings += 1;
    return (await this.view.train()).id;
  }

  private async untilEnded(jobId: string): Promise<void> {
    const { status, error } = await this.view.untilEnded(jobId);
    this.expect('ends', status === 'done', `${status}: ${error?.message ?? ''}`);
    await this.expectWhole('at its end');
  }

  private async deal(blow: TrainingBlow): Promise<void> {
    if (blow !== 'workers') await this.fleet.killDatabase();
    if (blow !== 'database') await Promise.all((blow === 'everything' ? this.fleet.all : this.fleet.workers).map((one) => one.kill()));
    await this.fleet.revive();
    await this.view.untilAnswers();
  }

  /** What customers' chances are when everybody was scored anew. */
  private async chancesAnew(): Promise<string> {
    await this.withOwner((owner) => scoreAnew(owner, this.account.workspace.id, new Date()));
    const { inUse, list, page } = await this.view.chances();
    this.expect('serves', list.every(({ buys }) => buys?.source === 'model'), 'some have no chance of the model');
    return JSON.stringify([inUse, list.map(({ id, buys }) => [id, buys?.chance]), page]);
  }

  /** No version without its run, no run twice; each card can be read. */
  private async expectWhole(where: string): Promise<void> {
    const { items, runs } = await this.view.versions();
    const ended = runs.filter(({ status }) => status === 'promoted' || status === 'not_promoted').length;
    const open = runs.filter(({ status }) => status === 'running').length;
    const isWhole = items.length === ended && runs.length === ended + open && runs.length <= this.trainings && open <= 1;
    this.expect('whole', isWhole, `${items.length} versions, ${ended} ended and ${open} open of ${runs.length} runs, ${this.trainings} trainings ${where}`);
    for (const { id } of items) await this.view.openCard(id);
  }

  private expect(promise: keyof typeof PROMISES, isKept: boolean, example: string): void {
    if (!isKept) this.broken.set(promise, [...this.broken.get(promise) ?? [], example]);
  }

  private async withOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
    const owner = await this.fleet.installation.connect();
    try {
      return await work(owner);
    } finally {
      await owner.end();
    }
  }
}
