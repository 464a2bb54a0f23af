import { AppError, type ErrorKind } from '@kelvin/kernel';
import { HttpException } from '@nestjs/common';
import { isDatabaseAway } from '../db/database-away.ts';
import { sqlState } from '../db/sql-state.ts';

/** What a failed request is answered. `isFault`: ours, so it is logged with its stack. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: Record<string, string>;
  /** Numbers and names of the sentence, so that a screen can say it in another language. */
  readonly values?: Record<string, string | number>;
  readonly retryAfterSeconds?: number;
  readonly isFault: boolean;
}

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400, unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, 'too-large': 413, 'too-many': 429, unavailable: 503,
};
/** SQLSTATE class "data exception": a value that no column can hold, such as a NUL in a search word. */
const DATA_EXCEPTION = /^22/;

/** Decides the answer to an error. Expected failures say what happened; everything else says only that it was logged. */
export function answerTo(error: unknown): ErrorAnswer {
  if (error instanceof AppError) return fromAppError(error);
  const status = statusOf(error);
  if (status !== null && status < 500) {
    return { status, code: status === 404 ? 'http.not_found' : 'http.bad_request', message: status === 404 ? 'There is nothing at this address.' : (error as Error).message, isFault: false };
  }
  if (isDatabaseAway(error)) {
    return { status: 503, code: 'http.database_away', message: 'The database does not answer at the moment. Try again in a few seconds.', retryAfterSeconds: 1, isFault: true };
  }
  const state = sqlState(error);
  if (state !== null && DATA_EXCEPTION.test(state)) {
    return { status: 400, code: 'http.unusable_value', message: 'The request holds a value that cannot be stored or searched for.', isFault: false };
  }
  return { status: 500, code: 'internal', message: 'Something went wrong on our side. It was logged under this request id.', isFault: true };
}

function fromAppError(error: AppError): ErrorAnswer {
  const { fields, retryAfterSeconds } = error.context;
  return {
    status: STATUS[error.kind], code: error.code, message: error.message, isFault: error.kind === 'unavailable' && error.context['isLogged'] !== true,
    ...(fields !== undefined && { fields: fields as Record<string, string> }),
    ...(TOLD.has(error.kind) && valuesOf(error)),
    ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    ...(error.kind === 'unavailable' && typeof retryAfterSeconds !== 'number' && { retryAfterSeconds: 1 }),
  };
}

/** Of refusals that say what is wrong with a person's own request; what those of access are about is not told. */
const TOLD: ReadonlySet<ErrorKind> = new Set(['invalid', 'conflict', 'too-large']);

function valuesOf({ context }: AppError): Pick<ErrorAnswer, 'values'> {
  const values = Object.entries(context).filter((entry): entry is [string, string | number] => typeof entry[1] === 'number' || typeof entry[1] === 'string');
  return values.length === 0 ? {} : { values: Object.fromEntries(values) };
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 ? status : null;
}
