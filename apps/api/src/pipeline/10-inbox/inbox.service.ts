import { countItems, TRACKING_LIMITS } from '@kelvin/connectors';
import type { FastifyRequest } from 'fastify';
import { createMissingKeyError, createSourceOffError, createTooLargeError, createUnknownKeyError } from './inbox.errors.ts';
import type { InboxWriter } from './inbox.port.ts';
import { keptHeaders } from './kept-headers.ts';
import type { DeliveryRoute } from './new-delivery.ts';
import { parseJsonBody, parsePosthogBody, unpack } from './read-body.ts';
import type { KnownSource, SourceDirectory } from './source-directory.ts';
import type { SourceRate } from './source-rate.ts';
import { basicUser, posthogKey, queryKey, segmentKey } from './write-key.ts';

const NOTHING = Buffer.alloc(0);

/** The body of a request outside `/api`: its bytes, none when it came without. */
export function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : NOTHING;
}

/** Takes tracking requests in: who sends it, is it JSON, how many items; then it is kept, and only then answered. */
export class InboxService {
  constructor(private readonly writer: InboxWriter, private readonly sources: SourceDirectory, private readonly rate: SourceRate) {}

  /** Resolves when the request is committed. A body without items is fine and leaves nothing. */
  async acceptTracking(route: DeliveryRoute, request: FastifyRequest): Promise<void> {
    const isPosthog = route === 'posthog';
    const tooLarge = isPosthog ? 'too-large' : 'invalid';
    // A key in the header is checked before the body costs anything.
    const basic = basicUser(request.headers.authorization);
    const known = basic === null ? null : await this.getSender(basic);
    const bytes = await unpack(bytesOf(request), TRACKING_LIMITS.batchBytes, tooLarge);
    const body = isPosthog ? parsePosthogBody(bytes) : parseJsonBody(bytes);
    const source = known ?? await this.getSender((isPosthog ? posthogKey(body.json) : segmentKey(body.json)) ?? queryKey(request.query));
    const items = countItems(body.json, route);
    if (items > TRACKING_LIMITS.batchItems) throw createTooLargeError(tooLarge, `${TRACKING_LIMITS.batchItems} events`);
    if (items === 0) return;
    await this.writer.write({
      workspaceId: source.workspaceId, sourceId: source.sourceId, route, items, headers: keptHeaders(request), body: body.bytes,
    });
  }

  private async getSender(writeKey: string | null): Promise<KnownSource> {
    const source = await this.getSource(writeKey);
    this.rate.note(source.sourceId);
    return source;
  }

  /** The source of a write key, which must be known and switched on. */
  async getSource(writeKey: string | null): Promise<KnownSource> {
    if (writeKey === null) throw createMissingKeyError();
    const source = await this.sources.findByKey(writeKey);
    if (!source) throw createUnknownKeyError();
    if (!source.isEnabled) throw createSourceOffError();
    return source;
  }
}
