import { sqlState } from './sql-state.ts';

/** SQLSTATE classes of a database that is away, starting, stopping or full of connections. */
const AWAY = /^(08|57P|53)/;
const NETWORK_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const DRIVER_WORDS = /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Says that the database went away where the driver's own words do not. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
}

/** Whether an error means that the database could not be reached or went away, so that the same work may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null && AWAY.test(state)) return true;
  for (let at = error; typeof at === 'object' && at !== null; at = causeOf(at)) {
    if (at instanceof DatabaseAway) return true;
    const { code, message } = at as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && NETWORK_AWAY.has(code)) return true;
    if (typeof message === 'string' && DRIVER_WORDS.test(message)) return true;
  }
  return false;
}

function causeOf(error: object): unknown {
  const { driverError, cause } = error as { driverError?: unknown; cause?: unknown };
  return driverError !== error && driverError !== undefined ? driverError : cause;
}
