import type { LiveMessage } from '@kelvin/contracts';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cursorFromText, cursorToText, type ChangeCursor } from '../../platform/live/change.read-model.ts';
import { RequirePermission } from '../../platform/security/access.ts';
import { Ctx, type RequestContext } from '../../platform/security/request-context.ts';
import { LiveHub } from './live-hub.ts';

const HEARTBEAT_MS = 15_000;
/** After this the browser connects again by itself, and its right to listen is checked anew. */
const MAX_STREAM_MS = 15 * 60_000;
/** A reader that is this far behind is cut off; it resumes where it was. */
const MAX_BUFFERED_BYTES = 1_048_576;

@Controller('api/w/:workspace/live')
export class LiveController {
  constructor(private readonly hub: LiveHub) {}

  /** Server-sent events of the workspace (`LiveMessage`): jobs, received items, new scores, changed settings. */
  @Get()
  @RequirePermission('workspace.read')
  async stream(@Ctx() ctx: RequestContext, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const resumed = cursorFromText(request.headers['last-event-id'] as string | undefined);
    const { raw } = reply;
    const write = (text: string) => {
      if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
      else raw.write(text);
    };
    const unsubscribe = await this.hub.subscribe(ctx, resumed, {
      receive: (messages, cursor) => write(toEventStream(messages, cursor)),
      close: () => raw.end(),
    });
    reply.hijack();
    // Whoever left while his place in the feed was looked up is told by nothing any more.
    if (raw.destroyed) return unsubscribe();
    const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
    const end = setTimeout(() => raw.end(), MAX_STREAM_MS);
    raw.once('close', () => {
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(end);
    });
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    write('retry: 2000\n\n');
  }
}

/** Only the last message carries the id: a stream cut in the middle is sent whole again. */
function toEventStream(messages: readonly LiveMessage[], cursor: ChangeCursor): string {
  return messages
    .map(({ event, data }, n) => `${n === messages.length - 1 ? `id: ${cursorToText(cursor)}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    .join('');
}
