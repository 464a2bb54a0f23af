import { countItems, verifyStandardWebhook } from '@kelvin/connectors';
import type { Clock } from '@kelvin/kernel';
import type { FastifyRequest } from 'fastify';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { openSourceSecret } from '../../platform/security/source-keys.ts';
import { createBadSignatureError, createSourceOffError, createUnknownHookError } from './inbox.errors.ts';
import { bytesOf } from './inbox.service.ts';
import type { InboxWriter } from './inbox.port.ts';
import { keptHeaders } from './kept-headers.ts';
import { parseHookBody, unpack } from './read-body.ts';
import type { HookSource, SourceDirectory } from './source-directory.ts';
import type { SourceRate } from './source-rate.ts';

/** Body parsers refuse more than this anyway; here it bounds what gzip may unfold to. */
const MAX_HOOK_BYTES = 1_048_576;
const MAX_ID_LENGTH = 200;

/** Takes webhooks in, signed ones and those that come by a secret address. */
export class HooksService {
  constructor(
    private readonly writer: InboxWriter, private readonly sources: SourceDirectory, private readonly rate: SourceRate, private readonly clock: Clock, private readonly masterSecret: string,
  ) {}

  /** A Standard Webhook: the signature is checked on the raw bytes, under every secret that is valid now. */
  async acceptSigned(sourceId: string, request: FastifyRequest): Promise<void> {
    const source = await this.getHook(sourceId);
    const verdict = verifyStandardWebhook({ headers: request.headers, body: bytesOf(request) }, {
      secrets: this.secretsOf(source, 'signing'), now: this.clock.now(), timingSafeEqual,
      hmacSha256: (key, message) => createHmac('sha256', key).update(message).digest(),
    });
    if (!verdict.ok) throw createBadSignatureError(verdict.code);
    await this.keep(source, request, verdict.webhookId);
  }

  /** A sender that cannot sign: the last part of the address is the secret. A wrong one is answered as if nothing were there. */
  async acceptAtSecretPath(sourceId: string, pathSecret: string, request: FastifyRequest): Promise<void> {
    const source = await this.getAtSecretPath(sourceId, pathSecret);
    const id = request.headers['webhook-id'];
    await this.keep(source, request, typeof id === 'string' ? id : null);
  }

  /** Some senders (Mailchimp, Mandrill) ask with GET or HEAD whether somebody is there before they save an address. */
  async checkSecretPath(sourceId: string, pathSecret: string): Promise<void> {
    await this.getAtSecretPath(sourceId, pathSecret);
  }

  private async getAtSecretPath(sourceId: string, pathSecret: string): Promise<HookSource> {
    const source = await this.getHook(sourceId);
    const isRight = this.secretsOf(source, 'path').filter((secret) => isSameSecret(pathSecret, secret, this.masterSecret)).length > 0;
    if (!isRight) throw createUnknownHookError();
    return source;
  }

  private async getHook(sourceId: string): Promise<HookSource> {
    const source = await this.sources.findHook(sourceId);
    if (!source) throw createUnknownHookError();
    if (!source.isEnabled) throw createSourceOffError();
    return source;
  }

  /** Two are live during a rotation: the new one and the old one until it expires. */
  private secretsOf(source: HookSource, kind: 'signing' | 'path'): string[] {
    const now = this.clock.now();
    return source.secrets
      .filter((secret) => secret.kind === kind && (secret.expiresAt === null || secret.expiresAt > now))
      .map((secret) => openSourceSecret(source.sourceId, secret.value, this.masterSecret));
  }

  private async keep(source: HookSource, request: FastifyRequest, webhookId: string | null): Promise<void> {
    this.rate.note(source.sourceId);
    const body = parseHookBody(await unpack(bytesOf(request), MAX_HOOK_BYTES, 'too-large'), request.headers['content-type']);
    const route = body.isForm ? 'hook/form' : 'hook';
    const items = countItems(body.json, route);
    if (items === 0) return;
    const headers = keptHeaders(request, webhookId === null ? {} : { 'webhook-id': webhookId.slice(0, MAX_ID_LENGTH) });
    await this.writer.write({ workspaceId: source.workspaceId, sourceId: source.sourceId, route, items, headers, body: body.bytes });
  }
}

/** Compares by keyed digest, so that neither content nor length shows in the time it takes. */
function isSameSecret(given: string, expected: string, key: string): boolean {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
