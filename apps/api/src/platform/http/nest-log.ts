import type { LoggerService } from '@nestjs/common';
import type { Log } from '../log/log.ts';

/** Lets the framework write into the one log. Its start-up lines are details. */
export function nestLog(log: Log): LoggerService {
  const write = (level: 'debug' | 'warn' | 'error') => (message: unknown, ...rest: unknown[]) =>
    log[level]({ from: rest.filter((part) => typeof part === 'string').at(-1), err: message instanceof Error ? message : undefined }, message instanceof Error ? 'The framework met an error' : String(message));
  return { log: write('debug'), debug: write('debug'), verbose: write('debug'), warn: write('warn'), error: write('error'), fatal: write('error') };
}
