import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { externalModelRequestSchema } from '@kelvin/contracts';
import { AppError, FixedClock } from '@kelvin/kernel';
import type { FeatureMatrix } from '@kelvin/scoring';
import { afterEach, describe, expect, it } from 'vitest';
import { OutboundClient, type OutboundAnswer, type OutboundRequest } from '../../platform/http-client/outbound-client.ts';
import { OutboundGuard } from '../../platform/security/outbound-guard.ts';
import { callExternalModel, type ExternalChances } from './external-model.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const settings = { url: 'https://model.example/score', secret: SECRET, timeoutMs: 1_000 };
const matrixOf = (rows: number): FeatureMatrix => ({
  rows, names: ['since.outcome', 'count.outcome.90'], columns: [Float64Array.from({ length: rows }, (_unused, row) => (row % 7 === 0 ? NaN : row)), new Float64Array(rows).fill(2)],
});
const question = (rows = 3) => ({ outcome: 'Buys', horizonDays: 30, matrix: matrixOf(rows) });
const clock = new FixedClock(new Date('2026-11-20T10:00:00Z'));

/** Asks a model that does as told, one instruction a request; the last is repeated. */
async function askOf(replies: readonly (Partial<OutboundAnswer> & { chances?: unknown } | AppError)[], rows = 3): Promise<{ answer: ExternalChances; sent: OutboundRequest[]; pauses: number[] }> {
  const sent: OutboundRequest[] = [];
  const pauses: number[] = [];
  const client = { send(request: OutboundRequest): Promise<OutboundAnswer> {
    const reply = replies[Math.min(sent.length, replies.length - 1)]!;
    sent.push(request);
    if (reply instanceof AppError) return Promise.reject(reply);
    const asked = externalModelRequestSchema.parse(JSON.parse(Buffer.from(request.body!).toString()));
    return Promise.resolve({ status: reply.status ?? 200, body: reply.body ?? Buffer.from(JSON.stringify({ chances: reply.chances ?? asked.rows.map((row) => (row[0] ?? 0) / 10_000) })) });
  } };
  const answer = await callExternalModel({ client, clock, pause: (ms) => Promise.resolve(pauses.push(ms)) }, settings, question(rows));
  return { answer, sent, pauses };
}

describe('an outside model', () => {
  it('is asked about a thousand customers at a time, and its chances keep their order', async () => {
    const { answer, sent } = await askOf([{}], 2_050);
    expect(sent.map(({ body }) => externalModelRequestSchema.parse(JSON.parse(Buffer.from(body!).toString())).rows.length)).toEqual([1_000, 1_000, 50]);
    expect(answer).toEqual({ ok: true, chances: matrixOf(2_050).columns[0]!.map((value) => (Number.isNaN(value) ? 0 : value / 10_000)) });
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(await askOf([{}], 0)).toMatchObject({ answer: { ok: true, chances: new Float64Array(0) }, sent: [] });
  });

  it.each<[string, Parameters<typeof askOf>[0], number, ExternalChances['ok'] | string]>([
    ['a server in trouble, then well', [{ status: 503 }, {}], 2, true],
    ['too many requests, then well', [{ status: 429 }, { status: 500 }, {}], 3, true],
    ['no connection, ever', [new AppError('unavailable', 'outbound.unreachable', 'no')], 3, 'unreachable'],
    ['no answer in time, ever', [new AppError('unavailable', 'outbound.timeout', 'no')], 3, 'timeout'],
    ['an address into a private network', [new AppError('forbidden', 'outbound.private_address', 'no')], 1, 'refused_address'],
    ['an answer without end', [new AppError('invalid', 'outbound.answer_too_large', 'no')], 1, 'bad_answer'],
    ['a wrong signature', [{ status: 401 }], 1, 'bad_status'],
    ['a redirect', [{ status: 302 }], 1, 'bad_status'],
    ['no JSON', [{ body: Buffer.from('<html>') }], 1, 'bad_answer'],
    ['a chance above one', [{ chances: [0.1, 0.2, 1.2] }], 1, 'bad_answer'],
    ['no number', [{ chances: [0.1, null, 0.2] }], 1, 'bad_answer'],
    ['too few chances', [{ chances: [0.1, 0.2] }], 1, 'bad_answer'],
  ])('is tried again where that may help: %s', async (_case, replies, calls, expected) => {
    const { answer, sent, pauses } = await askOf(replies);
    expect(sent).toHaveLength(calls);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(pauses).toEqual([250, 1_000].slice(0, calls - 1));
    expect(answer.ok ? true : answer.problem).toBe(expected);
  });

  it('gives no chances at all when one portion fails', async () => {
    const { answer } = await askOf([{}, { status: 400 }], 1_500);
    expect(answer).toMatchObject({ ok: false, problem: 'bad_status', message: expect.stringContaining('400') });
  });
});

describe('the example in docs/external-model', () => {
  let child: ChildProcess | null = null;
  afterEach(() => child?.kill());

  it('holds the signature for good, refuses another one, and answers', async () => {
    const started = spawn(process.execPath, [fileURLToPath(new URL('../../../../../docs/external-model/server.mjs', import.meta.url))], { env: { SECRET, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const url = await new Promise<string>((resolve) => started.stdout.once('data', (line: Buffer) => resolve(line.toString().trim().replace('listening on ', ''))));
    const deps = { client: new OutboundClient(new OutboundGuard(['127.0.0.1'])), clock: { now: () => new Date() } };
    const answer = await callExternalModel(deps, { ...settings, url, timeoutMs: 10_000 }, question(1_200));
    expect(answer).toMatchObject({ ok: true });
    const chances = answer.ok ? [...answer.chances] : [];
    expect(chances).toHaveLength(1_200);
    expect(chances[1]).toBeCloseTo(1 / (1 + Math.exp(0.03)), 12);
    expect(await callExternalModel(deps, { ...settings, url, secret: `whsec_${Buffer.alloc(24, 8).toString('base64')}` }, question())).toMatchObject({ ok: false, problem: 'bad_status' });
  });
});
