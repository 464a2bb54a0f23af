import { AppError } from '@kelvin/kernel';
import { parentPort, workerData } from 'node:worker_threads';
import { isDatabaseAway } from '../db/database-away.ts';
import type { ThreadError, ThreadMessage } from './run-in-thread.ts';

/** What a thread's file calls: does the work with what it was handed, and tells how it goes and how it ended. */
export async function serveThread<Input, Progress, Result>(work: (input: Input, report: (progress: Progress) => void) => Promise<Result>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('This file is run in a thread, not by itself.');
  const say = (message: ThreadMessage<Progress, Result>): void => port.postMessage(message);
  try {
    say({ kind: 'done', result: await work(workerData as Input, (progress) => say({ kind: 'progress', progress })) });
  } catch (error) {
    say({ kind: 'failed', error: toThreadError(error) });
  }
}

function toThreadError(error: unknown): ThreadError {
  const { message = String(error), stack = null } = error as { message?: string; stack?: string };
  return { app: error instanceof AppError ? { kind: error.kind, code: error.code, context: error.context } : null, isDatabaseAway: isDatabaseAway(error), message, stack };
}
