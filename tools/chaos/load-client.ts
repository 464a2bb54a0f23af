import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createZipf, Random } from '../rig/random.ts';

const SENDERS = 6;
const CUSTOMERS = 400;
/** Requests a second of all senders together; most carry one event, some a batch. */
const REQUESTS_PER_SECOND = 60;
const BATCH_SHARE = 0.25;
const LARGEST_BATCH = 30;
/** Requests that are sent again though they were acknowledged, as clients do that lost the answer. */
const REPEAT_SHARE = 0.04;
const DAYS_BACK = 12;
const TRY_AGAIN_MS = 150;
const ANSWER_TIMEOUT_MS = 10_000;
const MS_PER_DAY = 86_400_000;

/** One event as the client remembers it. */
export interface SentEvent {
  readonly messageId: string;
  readonly userId: string;
  readonly name: string;
  /** Days since 1970-01-01, UTC as the workspace. */
  readonly day: number;
}

/**
 * A client that keeps its own log of what was acknowledged. It behaves as real ones do: a request that fails or is not
 * answered is sent again with the same message ids until it is, so the server sees repeats and must count them once.
 */
export class LoadClient {
  /** Acknowledged events by message id: what the server may never lose. */
  readonly acknowledged = new Map<string, SentEvent>();
  requests = 0;
  retries = 0;
  /** Answers that no client could use: neither 2xx nor a refusal worth a retry. */
  readonly unexpected: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  private readonly zipf: () => number;
  private nextId = 0;
  private isEnding = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly port: number, private readonly authorization: string, private readonly random: Random, private readonly nowMs: () => number) {
    this.zipf = createZipf(CUSTOMERS, random);
  }

  start(): void {
    this.running = Promise.all(Array.from({ length: SENDERS }, () => this.send()));
  }

  /** Sends no more; resolves when everything that was begun is acknowledged. */
  async end(): Promise<void> {
    this.isEnding = true;
    await this.running;
    this.agent.destroy();
  }

  private async send(): Promise<void> {
    while (!this.isEnding) {
      const events = Array.from({ length: this.random.next() < BATCH_SHARE ? 2 + this.random.below(LARGEST_BATCH - 1) : 1 }, () => this.makeEvent());
      const [path, body] = events.length === 1
        ? ['/v1/track', JSON.stringify(events[0]!.body)]
        : ['/v1/batch', JSON.stringify({ batch: events.map((event) => ({ type: 'track', ...event.body })) })];
      await this.deliver(path, body);
      for (const { sent } of events) this.acknowledged.set(sent.messageId, sent);
      if (this.random.next() < REPEAT_SHARE) await this.deliver(path, body);
      await sleep(this.random.next() * 2 * SENDERS * (1_000 / REQUESTS_PER_SECOND));
    }
  }

  private makeEvent(): { sent: SentEvent; body: object } {
    const occurredMs = this.nowMs() - Math.floor(this.random.next() * DAYS_BACK * MS_PER_DAY);
    const sent = { messageId: `chaos-${(this.nextId += 1)}`, userId: `user-${this.zipf()}`, name: this.random.pick(['Order Completed', 'Product Viewed', 'Support Requested']), day: Math.floor(occurredMs / MS_PER_DAY) };
    const properties = sent.name === 'Order Completed' ? { order_id: sent.messageId, revenue: 10, currency: 'EUR' } : { product_id: 'p1' };
    return { sent, body: { messageId: sent.messageId, userId: sent.userId, event: sent.name, timestamp: new Date(occurredMs).toISOString(), properties } };
  }

  /** Until it is acknowledged, however long that takes. */
  private async deliver(path: string, body: string): Promise<void> {
    this.requests += 1;
    for (;;) {
      const status = await this.post(path, body);
      if (status !== null && status >= 200 && status < 300) return;
      if (status !== null && status !== 503 && status !== 429) this.unexpected.push(`${path} was answered with ${status}`);
      this.retries += 1;
      await sleep(TRY_AGAIN_MS);
    }
  }

  /** Status of the answer, or null when there was none. */
  private post(path: string, body: string): Promise<number | null> {
    return new Promise((done) => {
      const outgoing = request({
        host: '127.0.0.1', port: this.port, path, method: 'POST', agent: this.agent, timeout: ANSWER_TIMEOUT_MS,
        headers: { 'content-type': 'application/json', authorization: this.authorization, 'content-length': Buffer.byteLength(body) },
      }, (answer) => {
        answer.resume();
        answer.once('end', () => done(answer.statusCode ?? null));
        answer.once('error', () => done(null));
        answer.once('close', () => done(null));
      });
      outgoing.once('timeout', () => outgoing.destroy());
      outgoing.once('error', () => done(null));
      outgoing.end(body);
    });
  }
}
