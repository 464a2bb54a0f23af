import { setTimeout as sleep } from 'node:timers/promises';
import type { CustomerChances, CustomerList, Job, ModelVersionList, Outcome, OutcomeList } from '@kelvin/contracts';
import type { Account } from '../rig/account.ts';
import { Refused } from '../shared/kelvin-client.ts';
import { BUYS } from './shop.ts';

/** In this order a training goes on. */
export const TRAINING_PHASES = ['loading', 'snapshots', 'candidates', 'refit', 'evaluate', 'serving', 'saving'] as const;
export type TrainingPhase = typeof TRAINING_PHASES[number];

const LOOK_EVERY_MS = 20;
const ANSWER_TIMEOUT_MS = 60_000;
const TAKEN_UP_TIMEOUT_MS = 60_000;
const TRAINING_TIMEOUT_MS = 600_000;
/** The longest page of the list. */
const CUSTOMERS_COMPARED = 200;

export function isOpen({ status }: Job): boolean {
  return status === 'running' || status === 'queued';
}

/** One outcome and its trainings, as a person sees them over HTTP. */
export class TrainingView {
  private outcomeId = '';

  constructor(private readonly account: Account) {}

  async define(): Promise<void> {
    this.outcomeId = (await this.call<Outcome>('POST', '/outcomes', BUYS)).id;
  }

  train(): Promise<Job> {
    return this.call<Job>('POST', `/outcomes/${this.outcomeId}/train`, {});
  }

  job(id: string): Promise<Job> {
    return this.call<Job>('GET', `/jobs/${id}`);
  }

  versions(): Promise<ModelVersionList> {
    return this.call<ModelVersionList>('GET', `/outcomes/${this.outcomeId}/versions`);
  }

  async promote(versionId: string): Promise<void> {
    await this.call('POST', `/models/${versionId}/promote`, {});
  }

  /** Opens the card of a version; throws when that cannot be read. */
  async openCard(versionId: string): Promise<void> {
    await this.call('GET', `/models/${versionId}`);
  }

  /** The version in use and the chances it gives: the list's first page and everything that one customer's page says of his. */
  async chances(): Promise<{ readonly inUse: string | null; readonly list: CustomerList['items']; readonly page: CustomerChances }> {
    const { items: list } = await this.call<CustomerList>('GET', `/customers?sort=name&direction=asc&limit=${CUSTOMERS_COMPARED}`);
    return { inUse: (await this.outcome()).inUse?.id ?? null, list, page: await this.call<CustomerChances>('GET', `/customers/${list[0]!.id}/chances`) };
  }

  async untilAnswers(): Promise<void> {
    await until(() => this.outcome(), ANSWER_TIMEOUT_MS, 'Kelvin did not answer');
  }

  /** The job when its training is in the phase or further, or has ended. */
  untilPhase(jobId: string, wanted: TrainingPhase): Promise<Job> {
    return until(async () => {
      const job = await this.job(jobId);
      return !isOpen(job) || TRAINING_PHASES.findIndex((phase) => phase === job.phase) >= TRAINING_PHASES.indexOf(wanted) ? job : null;
    }, TRAINING_TIMEOUT_MS, `The training did not come to ${wanted}`);
  }

  untilEnded(jobId: string): Promise<Job> {
    return until(async () => {
      const job = await this.job(jobId);
      return isOpen(job) ? null : job;
    }, TRAINING_TIMEOUT_MS, 'The training did not end');
  }

  /** Waits until a job that was `left` at some place is elsewhere: begun anew, or going on where only the database was away. */
  async untilGoesOn(left: Job): Promise<boolean> {
    const isElsewhere = async (): Promise<true | null> => {
      const { phase, done, status } = await this.job(left.id);
      return status !== left.status || phase !== left.phase || done !== left.done || null;
    };
    return await findWithin(TAKEN_UP_TIMEOUT_MS, isElsewhere) ?? false;
  }

  private async outcome(): Promise<Outcome> {
    return (await this.call<OutcomeList>('GET', '/outcomes')).items.find(({ id }) => id === this.outcomeId)!;
  }

  private call<Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Body> {
    return this.account.client.call<Body>(method, `/api/w/${this.account.workspace.slug}${path}`, body);
  }
}

async function until<T>(find: () => Promise<T | null>, timeoutMs: number, what: string): Promise<T> {
  const found = await findWithin(timeoutMs, find);
  if (found === null) throw new Error(`${what} within ${timeoutMs / 1000} s.`);
  return found;
}

/** Asks until there is an answer; null when the time is over. */
async function findWithin<T>(timeoutMs: number, find: () => Promise<T | null>): Promise<T | null> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const found = await find().catch((error: unknown) => {
      // A database that was killed is away for moments; whatever else is said is a fault.
      if (error instanceof Refused && error.status === 503) return null;
      throw error;
    });
    if (found !== null) return found;
  }
  return null;
}
