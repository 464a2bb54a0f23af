import { totalmem } from 'node:os';
import { AppError } from '@kelvin/kernel';
import { runInThread } from '../../apps/api/src/platform/threads/run-in-thread.ts';
import { threadFile } from '../../apps/api/src/platform/threads/thread-file.ts';
import { Sentence } from '../shared/sentence.ts';
import type { EventsArguments, TableArguments } from './arguments.ts';
import type { EvaluationReport } from './report.ts';

/** What is asked for. */
export type EvaluationArguments = EventsArguments | TableArguments;

const BYTES_PER_MB = 1_048_576;
/** Half of the machine's memory, for what is beside it wants some too; more than this a heap hardly uses. */
const HEAP_MB = Math.min(8_192, Math.floor(totalmem() / 2 / BYTES_PER_MB));
/** Tried first for events: a thread clears away the later the more it may take, and hardly a log needs more. */
const FIRST_HEAP_MB = 1_000;
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/**
 * Evaluates in a thread with a bound of its own, because a program that runs out of memory ends without a word, and a thread
 * does not. Throws a sentence about what does not fit.
 */
export async function evaluateInThread(args: EvaluationArguments, say: (text: string) => void, heapMb = HEAP_MB, firstHeapMb = FIRST_HEAP_MB): Promise<EvaluationReport> {
  if (args.kind === 'events' && firstHeapMb < heapMb) {
    const report = await evaluateWithin(args, say, firstHeapMb);
    if (report !== null) return report;
    say('That took more memory than was allowed at first; it begins again with more.');
  }
  const report = await evaluateWithin(args, say, heapMb);
  if (report !== null) return report;
  throw new Sentence(`${args.file} is too large for the memory that this may take. Free some, or allow more than half of what the machine has: NODE_OPTIONS=--max-old-space-size=8000 npm run evaluate -- …, in megabytes. Half of the file's customers or rows tell nearly as much.`);
}

/** Null where that takes more memory. */
async function evaluateWithin(args: EvaluationArguments, say: (text: string) => void, heapMb: number): Promise<EvaluationReport | null> {
  try {
    return await runInThread<string, EvaluationReport>(threadFile('evaluate.worker', import.meta.url), { input: args, onProgress: say, signal: new AbortController().signal, heapMb, timeoutMs: LONGEST_MS });
  } catch (error) {
    if (error instanceof AppError && error.code === 'thread.out_of_memory') return null;
    throw error;
  }
}
