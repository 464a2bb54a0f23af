import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXTERNAL_MODEL_ROWS, externalModelAnswerSchema, type ExternalModelProblem, type ExternalModelRequest, type ExternalModelSettings } from '@kelvin/contracts';
import { signStandardWebhook } from '@kelvin/connectors';
import { AppError, type Clock } from '@kelvin/kernel';
import type { FeatureMatrix } from '@kelvin/scoring';
import { newId } from '../../platform/db/ids.ts';
import type { OutboundAnswer, OutboundClient } from '../../platform/http-client/outbound-client.ts';

/** The first call and two more. */
const PAUSES_MS = [0, 250, 1_000];
/** A thousand numbers as they are written at their longest, and room. */
const MOST_ANSWER_BYTES = 256 * 1024;

export interface ExternalQuestion {
  readonly outcome: string;
  readonly horizonDays: number;
  readonly matrix: FeatureMatrix;
}

export interface ExternalModelDeps {
  readonly client: Pick<OutboundClient, 'send'>;
  readonly clock: Clock;
  /** Tests pass one that does not wait. */
  readonly pause?: (ms: number) => Promise<unknown>;
  /** False where somebody waits for the answer: then a request is tried once. Default true. */
  readonly mayTryAgain?: boolean;
  /** Rows that were answered so far. */
  readonly onProgress?: (rows: number) => void;
}

/** Chances of all rows, or none of them and why: the caller then takes those of the model in use. */
export type ExternalChances =
  | { readonly ok: true; readonly chances: Float64Array }
  | ExternalFailure;
export interface ExternalFailure {
  readonly ok: false;
  readonly problem: ExternalModelProblem;
  /** For people, in English. */
  readonly message: string;
  /** What it answered with, where that is what is wrong. */
  readonly status?: number;
}

/**
 * Asks an outside model for the chances of all rows, a thousand at a time. Each request is tried three times where another
 * try may help: no connection, no answer in time, status 429 or 5xx; its id stays the same, so the model may answer from
 * memory. Never throws for what the model or its address does.
 */
export async function callExternalModel(deps: ExternalModelDeps, settings: Pick<ExternalModelSettings, 'url' | 'secret' | 'timeoutMs'>, question: ExternalQuestion): Promise<ExternalChances> {
  const { matrix } = question;
  const chances = new Float64Array(matrix.rows);
  for (let from = 0; from < matrix.rows; from += EXTERNAL_MODEL_ROWS) {
    const until = Math.min(matrix.rows, from + EXTERNAL_MODEL_ROWS);
    const answer = await askWithRetries(deps, settings, bodyOf(question, from, until), until - from);
    if (!answer.ok) return answer;
    chances.set(answer.chances, from);
    deps.onProgress?.(until);
  }
  return { ok: true, chances };
}

function bodyOf({ outcome, horizonDays, matrix }: ExternalQuestion, from: number, until: number): Buffer {
  const row = (at: number): (number | null)[] => matrix.columns.map((column) => (Number.isFinite(column[at]!) ? column[at]! : null));
  const request: ExternalModelRequest = { version: 1, outcome, horizonDays, features: [...matrix.names], rows: Array.from({ length: until - from }, (_unused, at) => row(from + at)) };
  return Buffer.from(JSON.stringify(request));
}

async function askWithRetries(deps: ExternalModelDeps, settings: Pick<ExternalModelSettings, 'url' | 'secret' | 'timeoutMs'>, body: Buffer, rows: number): Promise<ExternalChances> {
  const id = `msg_${newId(deps.clock.now().getTime())}`;
  let last: ExternalFailure = { ok: false, problem: 'unreachable', message: '' };
  for (const pauseMs of deps.mayTryAgain === false ? PAUSES_MS.slice(0, 1) : PAUSES_MS) {
    if (pauseMs > 0) await (deps.pause ?? sleep)(pauseMs);
    const { answer, mayTryAgain } = await ask(deps, settings, { id, body, rows });
    if (answer.ok) return answer;
    last = answer;
    if (!mayTryAgain) break;
  }
  return last;
}

interface Asked { readonly answer: ExternalChances; readonly mayTryAgain: boolean }

async function ask({ client, clock }: ExternalModelDeps, { url, secret, timeoutMs }: Pick<ExternalModelSettings, 'url' | 'secret' | 'timeoutMs'>, { id, body, rows }: { id: string; body: Buffer; rows: number }): Promise<Asked> {
  const signature = signStandardWebhook({ id, sentAt: clock.now(), body }, secret, (key, message) => createHmac('sha256', key).update(message).digest());
  try {
    return readAnswer(await client.send({ url, method: 'POST', headers: { 'content-type': 'application/json', ...signature }, body, timeoutMs, mostBytes: MOST_ANSWER_BYTES }), rows);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { answer: { ok: false, problem: problemOf(error), message: error.message }, mayTryAgain: error.isRetryable };
  }
}

function problemOf({ code, isRetryable }: AppError): ExternalModelProblem {
  if (code === 'outbound.timeout') return 'timeout';
  if (code === 'outbound.answer_too_large') return 'bad_answer';
  return isRetryable ? 'unreachable' : 'refused_address';
}

function readAnswer({ status, body }: OutboundAnswer, rows: number): Asked {
  if (status !== 200) return { answer: { ok: false, problem: 'bad_status', status, message: `The model answered with status ${status} instead of 200.` }, mayTryAgain: status === 429 || status >= 500 };
  const parsed = externalModelAnswerSchema.safeParse(parseJson(body));
  if (!parsed.success) return bad('The model’s answer is not {"chances": [numbers from 0 to 1]}.');
  const { chances } = parsed.data;
  return chances.length === rows ? { answer: { ok: true, chances: Float64Array.from(chances) }, mayTryAgain: false } : bad(`The model gave ${chances.length} chances for ${rows} rows.`);
}

function bad(message: string): Asked {
  return { answer: { ok: false, problem: 'bad_answer', message }, mayTryAgain: false };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
