import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../security/access.ts';
import { ReadinessChecks } from './readiness.ts';

@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessChecks) {}

  /** The process lives and answers. */
  @Get('healthz')
  @Public('says only that the process lives')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Everything it needs is there; otherwise 503 with what is missing. */
  @Get('readyz')
  @Public('names parts of the installation, no data')
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; failing: Record<string, string> }> {
    const failing = await this.readiness.failing();
    const isReady = Object.keys(failing).length === 0;
    void reply.status(isReady ? 200 : 503);
    return { status: isReady ? 'ready' : 'not ready', failing };
  }
}
