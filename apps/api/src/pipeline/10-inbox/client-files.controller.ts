import type { Clock } from '@kelvin/kernel';
import { Controller, Get, Inject, Options, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Config } from '../../platform/config/config.schema.ts';
import { CLOCK, CONFIG } from '../../platform/http/runtime.module.ts';
import { Public } from '../../platform/security/access.ts';
import { rudderSourceConfig, segmentSettings } from './client-settings.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import { InboxService } from './inbox.service.ts';
import { basicUser, queryKey } from './write-key.ts';

const SCRIPT_MAX_AGE_SECONDS = 3_600;

/** What clients fetch before they send: settings, and the browser's script. On their vendors these come from a CDN. */
@Controller()
export class ClientFilesController {
  private script: Promise<Buffer> | null = null;

  constructor(private readonly inbox: InboxService, @Inject(CONFIG) private readonly config: Config, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get('v1/projects/:writeKey/settings')
  @Public('settings of a client; the write key is public')
  async settings(@Param('writeKey') writeKey: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, unknown>> {
    allowOrigin(request, reply);
    await this.inbox.getSource(writeKey);
    const { host, protocol } = this.ownAddress(request);
    return segmentSettings(writeKey, host, protocol);
  }

  /** The whole of analytics.js for the HTML snippet; it takes its key and host from its own address. */
  @Get('analytics.js/v1/:writeKey/analytics.min.js')
  @Public('a script that is public anyway')
  async analyticsScript(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    allowOrigin(request, reply);
    void reply.type('text/javascript; charset=utf-8').header('cache-control', `public, max-age=${SCRIPT_MAX_AGE_SECONDS}`).header('cross-origin-resource-policy', 'cross-origin');
    this.script ??= readScript();
    return this.script;
  }

  @Get('sourceConfig')
  @Public('settings of a client; the write key is public')
  async rudderConfig(@Query() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Record<string, unknown>> {
    allowOrigin(request, reply);
    const writeKey = basicUser(request.headers.authorization) ?? queryKey(query);
    const source = await this.inbox.getSource(writeKey);
    return rudderSourceConfig({ ...source, writeKey: writeKey! }, this.clock.now());
  }

  @Options(['sourceConfig', 'analytics.js/*'])
  @Public('a preflight reads nothing')
  preflight(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.status(204);
    answerPreflight(request, reply);
  }

  private ownAddress(request: FastifyRequest): { host: string; protocol: 'http' | 'https' } {
    const url = new URL(this.config.PUBLIC_URL ?? `${request.protocol}://${request.host}`);
    return { host: `${url.host}${url.pathname.replace(/\/+$/, '')}`, protocol: url.protocol === 'https:' ? 'https' : 'http' };
  }
}

function readScript(): Promise<Buffer> {
  // The package exports its module entry only; the script lies two folders up.
  const entry = createRequire(import.meta.url).resolve('@segment/analytics-next');
  const root = entry.slice(0, entry.lastIndexOf(`${join('@segment', 'analytics-next')}`) + join('@segment', 'analytics-next').length);
  return readFile(join(dirname(join(root, 'package.json')), 'dist', 'umd', 'standalone.js'));
}
