import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import type { RequestContext } from '../../platform/security/request-context.ts';
import type { LiveHub } from './live-hub.ts';
import { LiveController } from './live.controller.ts';

it('keeps no listener of a screen that was closed while it subscribed', async () => {
  let listeners = 0;
  let begin = () => {};
  const begun = new Promise<void>((done) => { begin = done; });
  const hub = {
    async subscribe() {
      await begun;
      listeners += 1;
      return () => { listeners -= 1; };
    },
  } as unknown as LiveHub;
  const raw = Object.assign(new PassThrough(), { writeHead: () => undefined });
  const reply = { raw, hijack: () => undefined } as unknown as FastifyReply;
  const streaming = new LiveController(hub).stream({} as RequestContext, { headers: {} } as FastifyRequest, reply);
  raw.destroy();
  begin();
  await streaming;
  expect(listeners).toBe(0);
});
