import { pino, type Logger } from 'pino';

/**
 * The structured log. An object of ids and counts first, then a constant sentence:
 * `log.info({ workspaceId, items }, 'Deliveries drained')`. Never bodies, tokens or addresses.
 * error: someone must act; warn: heals itself; info: one per business fact.
 */
export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"` });
}
