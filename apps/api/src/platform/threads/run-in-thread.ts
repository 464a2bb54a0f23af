import { AppError, type ErrorKind } from '@kelvin/kernel';
import { Worker } from 'node:worker_threads';
import { DatabaseAway } from '../db/database-away.ts';
import { WITH_TYPESCRIPT } from './thread-file.ts';

/** What a thread says; see {@link serveThread}. */
export type ThreadMessage<Progress, Result> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: ThreadError };

/** An error that crossed from one thread to another; `app` when it was an expected one. */
export interface ThreadError {
  readonly app: { readonly kind: ErrorKind; readonly code: string; readonly context: Record<string, unknown> } | null;
  /** The thread's database went away, so that the same work may succeed later. */
  readonly isDatabaseAway: boolean;
  readonly message: string;
  readonly stack: string | null;
}

export interface ThreadOptions<Progress> {
  /** Handed over as it is: plain data only. */
  readonly input: unknown;
  readonly onProgress: (progress: Progress) => void;
  /** Ends the thread at once, wherever it is; the promise is rejected with the signal's reason. */
  readonly signal: AbortSignal;
  /** Bound of what the thread's own objects may take; large arrays lie beside it. */
  readonly heapMb: number;
  /** The thread is ended after this long. */
  readonly timeoutMs: number;
}

/**
 * Runs work that would hold up everybody else in a thread of its own, and answers its result. The event loop of the
 * caller stays free, and an end is an end: whatever the thread was doing, a transaction of its own connection included, is
 * given up within the second.
 *
 * @throws AppError the thread's own, `thread.out_of_memory`, `thread.too_long`; the signal's reason; otherwise the thread's error with its stack.
 */
export function runInThread<Progress, Result>(file: URL, options: ThreadOptions<Progress>): Promise<Result> {
  const { signal, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const worker = new Worker(file, {
      workerData: options.input, resourceLimits: { maxOldGenerationSizeMb: options.heapMb },
      ...(file.pathname.endsWith('.ts') ? { execArgv: [...WITH_TYPESCRIPT] } : {}),
    });
    let isEnded = false;
    // Whatever comes first decides; ending the thread makes it say that it ended.
    const end = (settle: () => void): void => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      void worker.terminate().then(settle);
    };
    const fail = (error: unknown): void => end(() => reject(error as Error));
    const stop = (): void => fail(signal.reason);
    const timer = setTimeout(() => fail(new AppError('unavailable', 'thread.too_long', 'This took longer than it may and was stopped. Nothing was changed.')), timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: ThreadMessage<Progress, Result>) => {
      switch (message.kind) {
        case 'progress': return isEnded ? undefined : options.onProgress(message.progress);
        case 'done': return end(() => resolve(message.result));
        case 'failed': return fail(toError(message.error));
      }
    });
    worker.on('error', (error) => fail(isOutOfMemory(error) ? createOutOfMemoryError() : error));
    worker.on('exit', (code) => fail(new Error(`The thread ended by itself with code ${code}.`)));
  });
}

const createOutOfMemoryError = () => new AppError('unavailable', 'thread.out_of_memory', 'There is too much data for the memory that this may take. Nothing was changed.');

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function toError({ app, isDatabaseAway, message, stack }: ThreadError): Error {
  const error = app ? new AppError(app.kind, app.code, message, app.context) : isDatabaseAway ? new DatabaseAway(message) : new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
