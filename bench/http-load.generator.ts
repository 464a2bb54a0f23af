import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../tools/rig/random.ts';
import { createEventMaker } from './events.ts';
import type { LoadOrder, LoadResult } from './http-load.ts';

const LENGTH = /content-length: (\d+)/i;

process.once('message', (order) => {
  void generate(order as LoadOrder).then((result) => process.send!(result));
});

/** Plain sockets with prepared bytes: a general HTTP client would take as much of the machine as the server that is measured. */
async function generate(order: LoadOrder): Promise<LoadResult> {
  const makeBody = createEventMaker(order.batch, new Random(order.seed), `b${order.seed}-${process.pid}`);
  const makeRequest = (): Buffer => {
    const body = Buffer.from(makeBody());
    return Buffer.concat([Buffer.from(`POST ${order.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nauthorization: ${order.authorization}\r\ncontent-length: ${body.length}\r\n\r\n`), body]);
  };
  const connections = await Promise.all(Array.from({ length: order.connections }, () => Connection.open(order.port)));
  const begun = performance.now();
  const tally: Tally = { timedFrom: begun + (order.untimedSeconds ?? 0) * 1000, requests: 0, latencies: [], failures: 0 };
  const isDue = (issued: number): boolean => (order.requests === undefined || issued < order.requests) && (order.seconds === undefined || performance.now() - begun < order.seconds * 1000);
  if (order.rate === undefined) await closedLoop(connections, makeRequest, isDue, tally);
  else await openLoop(connections, makeRequest, isDue, tally, order.rate, begun);
  const seconds = (performance.now() - begun) / 1000;
  for (const connection of connections) connection.close();
  const sorted = Float64Array.from(tally.latencies).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const { requests, failures } = tally;
  return { events: requests * order.batch, requests, failures, seconds, eventsPerSecond: (requests * order.batch) / seconds, p50: at(0.5), p99: at(0.99) };
}

interface Tally {
  readonly timedFrom: number;
  /** Answered 2xx. */
  requests: number;
  latencies: number[];
  failures: number;
}

async function closedLoop(connections: readonly Connection[], makeRequest: () => Buffer, isDue: (issued: number) => boolean, tally: Tally): Promise<void> {
  let issued = 0;
  await Promise.all(connections.map(async (connection) => {
    while (isDue(issued)) {
      issued += 1;
      const sentAt = performance.now();
      await note(connection.send(makeRequest()), sentAt, tally);
    }
  }));
}

/** A request that finds no free connection waits, and its wait counts. */
async function openLoop(connections: readonly Connection[], makeRequest: () => Buffer, isDue: (issued: number) => boolean, tally: Tally, rate: number, begun: number): Promise<void> {
  const free = [...connections];
  const waiting: number[] = [];
  const underWay = new Set<Promise<void>>();
  const dispatch = (): void => {
    while (free.length > 0 && waiting.length > 0) {
      const connection = free.pop()!;
      const answered = note(connection.send(makeRequest()), waiting.shift()!, tally).then(() => {
        free.push(connection);
        underWay.delete(answered);
        dispatch();
      });
      underWay.add(answered);
    }
  };
  for (let issued = 0; isDue(issued); await sleep(1)) {
    for (const due = Math.floor(((performance.now() - begun) / 1000) * rate); issued < due && isDue(issued); issued += 1) waiting.push(begun + ((issued + 1) / rate) * 1000);
    dispatch();
  }
  while (waiting.length > 0 || underWay.size > 0) await sleep(1);
}

async function note(answer: Promise<number>, dueAt: number, tally: Tally): Promise<void> {
  const status = await answer;
  if (status < 200 || status >= 300) tally.failures += 1;
  else {
    tally.requests += 1;
    if (dueAt >= tally.timedFrom) tally.latencies.push(performance.now() - dueAt);
  }
}

/** One kept-alive connection with at most one request under way. */
class Connection {
  private received = '';
  private answer: ((status: number) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => this.finish(0));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  /** Status of the answer; 0 when the connection broke. */
  send(request: Buffer): Promise<number> {
    if (this.socket.destroyed) return sleep(1, 0);
    return new Promise((resolve) => {
      this.answer = resolve;
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const length = Number(LENGTH.exec(this.received)?.[1] ?? 0);
    if (this.received.length < headEnd + 4 + length) return;
    const status = Number(this.received.slice(9, 12));
    this.received = '';
    this.finish(status);
  }

  private finish(status: number): void {
    const { answer } = this;
    this.answer = null;
    answer?.(status);
  }
}
