import type { ErrorResponse, Me } from '@kelvin/contracts';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Sentence } from './sentence.ts';

/** An answer of Kelvin that is an error, with its stable code. */
export class Refused extends Sentence {
  constructor(readonly status: number, readonly code: string, message: string, readonly fields: Readonly<Record<string, string>> = {}) {
    super(message);
  }
}

/** Speaks to a running Kelvin as the web app does: session cookie and forgery token. */
export class KelvinClient {
  private headers: Record<string, string> = {};

  constructor(readonly url: string) {}

  /** The session, for a connection that is made elsewhere (the live stream); empty before signing in. */
  get cookie(): string {
    return this.headers['cookie'] ?? '';
  }

  /** True when a Kelvin lives at the address. */
  async answers(): Promise<boolean> {
    return fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.ok, () => false);
  }

  async isReady(): Promise<boolean> {
    return fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false);
  }

  /** Keeps the session that signing in or up begins. */
  async begin(path: '/api/sign-in' | '/api/sign-up', body: unknown): Promise<Me> {
    const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const me = await bodyOf<Me>(answer.status, await answer.text());
    const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
    this.headers = { cookie, 'x-csrf-token': me.csrfToken };
    return me;
  }

  async call<Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Body> {
    const answer = await fetch(`${this.url}${path}`, {
      method, headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return bodyOf<Body>(answer.status, await answer.text());
  }

  /** Streams a file; never holds more of it than a buffer. */
  async upload<Body>(path: string, file: AsyncIterable<Buffer>, length: number): Promise<Body> {
    const target = new URL(`${this.url}${path}`);
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(target, { method: 'PUT', headers: { ...this.headers, 'content-type': 'application/octet-stream', 'content-length': length } });
    const answered = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
    answered.catch(() => undefined);
    // An early refusal breaks the pipe; the answer says why.
    await pipeline(Readable.from(file), request).catch(() => undefined);
    const answer = await answered;
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return bodyOf<Body>(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'));
  }
}

function bodyOf<Body>(status: number, text: string): Body {
  const body = parse(text);
  if (status >= 200 && status < 300) return body as Body;
  const { error } = (body ?? {}) as Partial<ErrorResponse>;
  throw new Refused(status, error?.code ?? 'unknown', error?.message ?? `Kelvin answered ${status}.`, error?.fields ?? {});
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
