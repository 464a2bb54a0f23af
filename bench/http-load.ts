import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What to send. The generator runs in a process of its own, so that it is not measured with what it measures. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly authorization: string;
  /** Events of each request; 1: a single event, as `/v1/track` takes it. */
  readonly batch: number;
  readonly connections: number;
  /** Ends after so many requests, or after so many seconds, whichever is named. */
  readonly requests?: number;
  readonly seconds?: number;
  /** Requests a second, sent at their time whether or not earlier ones are answered; without it each connection sends as fast as it is answered. */
  readonly rate?: number;
  /** What is due in the first so many seconds is sent but not timed: a new generator is slower than what it measures. */
  readonly untimedSeconds?: number;
  readonly seed: number;
}

export interface LoadResult {
  readonly events: number;
  readonly requests: number;
  /** Answers other than 2xx, and broken connections. */
  readonly failures: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Milliseconds; in an open loop from the moment a request was due, not from when a connection was free for it. */
  readonly p50: number;
  readonly p99: number;
}

/** Carries out one order in a new process. Only against this machine, and always ends by itself. */
export async function sendLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(fileURLToPath(new URL('http-load.generator.ts', import.meta.url)));
  try {
    return await new Promise<LoadResult>((resolve, reject) => {
      child.once('message', (result) => resolve(result as LoadResult));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The load generator ended with exit code ${code}.`)));
      child.send(order);
    });
  } finally {
    child.kill();
  }
}
