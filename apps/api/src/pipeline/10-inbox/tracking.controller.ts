import { Controller, HttpCode, Options, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/security/access.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { InboxService } from './inbox.service.ts';
import type { DeliveryRoute } from './new-delivery.ts';

const BY_KEY = 'the write key names a source; it lets events in and nothing out';
const ACCEPTED = { success: true } as const;
type Accepted = typeof ACCEPTED;

/** Segment's HTTP tracking API, as its clients and RudderStack's use it. One-letter routes are the browser's. */
@Controller()
export class TrackingController {
  constructor(private readonly inbox: InboxService) {}

  @Post(['v1/batch', 'v1/b', 'v1/import', 'beacon/v1/batch'])
  @HttpCode(200)
  @Public(BY_KEY)
  batch(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/batch', request, reply);
  }

  @Post(['v1/track', 'v1/t'])
  @HttpCode(200)
  @Public(BY_KEY)
  track(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/track', request, reply);
  }

  @Post(['v1/page', 'v1/p'])
  @HttpCode(200)
  @Public(BY_KEY)
  page(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/page', request, reply);
  }

  @Post(['v1/screen', 'v1/s'])
  @HttpCode(200)
  @Public(BY_KEY)
  screen(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/screen', request, reply);
  }

  @Post(['v1/identify', 'v1/i'])
  @HttpCode(200)
  @Public(BY_KEY)
  identify(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/identify', request, reply);
  }

  @Post(['v1/group', 'v1/g'])
  @HttpCode(200)
  @Public(BY_KEY)
  group(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/group', request, reply);
  }

  @Post(['v1/alias', 'v1/a'])
  @HttpCode(200)
  @Public(BY_KEY)
  alias(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted> {
    return this.accept('v1/alias', request, reply);
  }

  /** The clients' counters of themselves. Answered, so that they do not try again; not kept. */
  @Post('v1/m')
  @HttpCode(200)
  @Public('takes nothing in')
  metrics(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Accepted {
    allowOrigin(request, reply);
    return ACCEPTED;
  }

  /** Browsers ask before they post with an Authorization header. */
  @Options(['v1/*', 'beacon/v1/batch'])
  @HttpCode(204)
  @Public('a preflight reads nothing')
  preflight(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    answerPreflight(request, reply);
  }

  private async accept(route: DeliveryRoute, request: FastifyRequest, reply: FastifyReply): Promise<Accepted> {
    // Before anything can fail: a page's script may only read a refusal that carries the header.
    allowOrigin(request, reply);
    await this.inbox.acceptTracking(route, request);
    return ACCEPTED;
  }
}
