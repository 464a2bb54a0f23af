import type { Log } from '../log/log.ts';
import type { QueueBackend, RingQueue, RingWorker } from './queue-backend.ts';
import { StageRegistry, type RingStage } from './stages.ts';

const RING_QUEUE = 'ring';
/** How long a ring swallows the next one when nothing opens it: a worker died between taking the job and its first act. */
const DEDUPLICATION_TTL_MS = 2_000;
/** Drains and scorings of several workspaces go on side by side; one workspace is held by its drain lock. */
const CONCURRENCY = 4;

/**
 * Doorbells: "workspace W has work for stage S". They carry no data and losing them loses nothing,
 * because the work is rows in Postgres and the sweeper rings again for whatever is waiting.
 */
export class Rings {
  private queue: RingQueue | null = null;
  private worker: RingWorker | null = null;

  constructor(private readonly backend: QueueBackend, private readonly stages: StageRegistry, private readonly log: Log) {}

  /** Opens the queue; the API half needs no more. */
  async connect(): Promise<void> {
    this.queue = this.backend.createQueue(RING_QUEUE);
    this.queue.on('error', (error: Error) => this.log.warn({ err: error }, 'Queue connection faltered'));
    await this.queue.waitUntilReady();
  }

  /** Starts answering rings in this process. Refuses to when a stage has no handler. */
  async startWorker(): Promise<void> {
    this.stages.assertComplete();
    this.worker = this.backend.createWorker(RING_QUEUE, async (job) => {
      const { workspaceId, stage } = job.data as { workspaceId: string; stage: RingStage };
      await this.answer(workspaceId, stage);
    }, { concurrency: CONCURRENCY });
    this.worker.on('error', (error: Error) => this.log.warn({ err: error }, 'Ring worker faltered'));
    this.worker.on('failed', (_job: unknown, error: Error) => this.log.error({ err: error, stack: error }, 'A stage failed; the sweeper will ring again'));
    await this.worker.waitUntilReady();
  }

  /**
   * Rings. Never throws: the rows are committed, so a deaf queue costs at most the sweeper's second.
   * The same ring twice within the ttl is one job.
   */
  async ring(workspaceId: string, stage: RingStage): Promise<void> {
    const id = `${stage}-${workspaceId}`;
    try {
      await this.queue?.add(stage, { workspaceId, stage }, { deduplication: { id, ttl: DEDUPLICATION_TTL_MS }, attempts: 1 });
    } catch (error) {
      this.log.warn({ workspaceId, stage, err: error }, 'Ring was not heard; the sweeper will ring');
    }
  }

  /** Asks the queue for something small; throws, or does not return, while the queue is away. */
  async ping(): Promise<void> {
    if (!this.queue) throw new Error('The queue is not open.');
    await this.queue.getJobCountByTypes('active');
  }

  private async answer(workspaceId: string, stage: RingStage): Promise<void> {
    // First, so that a ring for rows committed from now on is not swallowed by this very job.
    await this.queue?.removeDeduplicationKey(`${stage}-${workspaceId}`);
    const { hasMore } = await this.stages.get(stage)(workspaceId);
    if (hasMore) await this.ring(workspaceId, stage);
  }

  async close(): Promise<void> {
    await this.worker?.close(true);
    await this.queue?.close();
    this.worker = null;
    this.queue = null;
  }
}
