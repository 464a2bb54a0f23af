import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/security/access.ts';
import { HooksService } from './hooks.service.ts';

const ACCEPTED = { success: true } as const;

/** Webhooks of any system. Answered with 200 also for repeats; those are recognised when they are read. */
@Controller('hooks')
export class HooksController {
  constructor(private readonly hooks: HooksService) {}

  @Post(':sourceId')
  @HttpCode(200)
  @Public('the Standard Webhooks signature is checked in HooksService')
  async signed(@Param('sourceId') sourceId: string, @Req() request: FastifyRequest): Promise<typeof ACCEPTED> {
    await this.hooks.acceptSigned(sourceId, request);
    return ACCEPTED;
  }

  @Post(':sourceId/:pathSecret')
  @HttpCode(200)
  @Public('the secret in the path is compared in HooksService')
  async secretPath(@Param('sourceId') sourceId: string, @Param('pathSecret') pathSecret: string, @Req() request: FastifyRequest): Promise<typeof ACCEPTED> {
    await this.hooks.acceptAtSecretPath(sourceId, pathSecret, request);
    return ACCEPTED;
  }

  @Get(':sourceId/:pathSecret')
  @Public('the secret in the path is compared in HooksService')
  async isThere(@Param('sourceId') sourceId: string, @Param('pathSecret') pathSecret: string): Promise<typeof ACCEPTED> {
    await this.hooks.checkSecretPath(sourceId, pathSecret);
    return ACCEPTED;
  }
}
