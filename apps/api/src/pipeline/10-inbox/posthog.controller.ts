import { Controller, Get, HttpCode, Options, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/security/access.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { InboxService } from './inbox.service.ts';

/** What PostHog's clients need in order to send events to us: their capture routes, and empty answers to their questions. */
@Controller()
export class PosthogController {
  constructor(private readonly inbox: InboxService) {}

  @Post(['batch', 'e', 'i/v0/e', 'capture'])
  @HttpCode(200)
  @Public('the key in the body names a source; it lets events in and nothing out')
  async capture(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 1 }> {
    allowOrigin(request, reply);
    await this.inbox.acceptTracking('posthog', request);
    return { status: 1 };
  }

  /** Feature flags are not ours to serve: none are on. */
  @Post(['flags', 'decide'])
  @HttpCode(200)
  @Public('the same empty answer for everybody')
  flags(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Record<string, unknown> {
    allowOrigin(request, reply);
    return { flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false, sessionRecording: false, supportedCompression: ['gzip', 'gzip-js'] };
  }

  @Get('array/:key/config')
  @Public('the same answer for everybody')
  config(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Record<string, unknown> {
    allowOrigin(request, reply);
    return { hasFeatureFlags: false, sessionRecording: false, surveys: false, supportedCompression: ['gzip', 'gzip-js'] };
  }

  @Options(['batch', 'e', 'i/v0/e', 'capture', 'flags', 'decide', 'array/:key/config'])
  @HttpCode(204)
  @Public('a preflight reads nothing')
  preflight(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    answerPreflight(request, reply);
  }
}
