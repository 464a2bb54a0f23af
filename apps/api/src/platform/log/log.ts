import { pino, type Logger } from 'pino';
import { sqlState } from '../db/sql-state.ts';

/**
 * The structured log. An object of ids and counts first, then a constant sentence:
 * `log.info({ workspaceId, items }, 'Deliveries drained')`. Never bodies, tokens or addresses; an error is handed over whole as
 * `err`, and as `stack` where somebody must look into it.
 * error: someone must act; warn: heals itself; info: one per business fact.
 */
export type Log = Logger;

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, serializers: { err: describeError, stack: describeStack } };
  return destination ? pino(options, destination) : pino(options);
}

/** Postgres quotes the value that it refuses (classes 22 and 23), which is what somebody sent. */
function describeError(error: unknown): unknown {
  const state = sqlState(error);
  if (state !== null && /^2[23]/.test(state)) return `Postgres refused a value (${state})`;
  return error instanceof Error ? error.message : error;
}

/** Where it happened, without the message in front. */
function describeStack(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).join('\n');
}
