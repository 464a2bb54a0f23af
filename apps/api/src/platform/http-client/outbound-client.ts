import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AppError } from '@kelvin/kernel';
import type { OutboundGuard, PinnedTarget } from '../security/outbound-guard.ts';

export interface OutboundRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** For the whole exchange, the name's look-up left out. */
  readonly timeoutMs: number;
  /** Longer answers are broken off. */
  readonly mostBytes: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * Calls addresses that customers typed in, through the guard and nothing else: the connection goes to the address that was
 * checked, redirects are answers like any other and not followed, and no connection is kept for a later name.
 */
export class OutboundClient {
  constructor(private readonly guard: OutboundGuard) {}

  /**
   * @throws AppError those of {@link OutboundGuard.pin}; `outbound.timeout`, `outbound.unreachable`, `outbound.answer_too_large`.
   */
  async send(request: OutboundRequest): Promise<OutboundAnswer> {
    return exchange(await this.guard.pin(request.url), request);
  }
}

function exchange({ url, address, family }: PinnedTarget, { method, headers, body, timeoutMs, mostBytes }: OutboundRequest): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method, signal, agent: false, headers: { ...headers, 'content-length': String(body?.byteLength ?? 0) },
      // The name stays in the Host header and in the certificate's check; only its look-up is taken over.
      lookup: (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
    };
    const fail = (error: Error): void => reject(error instanceof AppError ? error : signal.aborted
      ? new AppError('unavailable', 'outbound.timeout', `There was no answer within ${timeoutMs} ms.`)
      : new AppError('unavailable', 'outbound.unreachable', 'The address cannot be reached, or the connection broke.', { cause: (error as NodeJS.ErrnoException).code ?? error.name }));
    const outgoing = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (incoming) => void collect(incoming, mostBytes).then((read) => resolve({ status: incoming.statusCode!, body: read }), fail));
    outgoing.on('error', fail);
    // Without a listener the connection would be closed and nobody told, the timeout included.
    outgoing.on('upgrade', (incoming, socket) => {
      socket.destroy();
      resolve({ status: incoming.statusCode!, body: Buffer.alloc(0) });
    });
    outgoing.end(body);
  });
}

async function collect(incoming: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) {
      incoming.destroy();
      throw new AppError('invalid', 'outbound.answer_too_large', `The answer is longer than ${mostBytes} bytes.`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
