import { startTestApp, type TestApp, type TestMember } from '@kelvin/testing';
import type { ErrorResponse } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import { Body, Controller, Get, Module, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Public, RequirePermission, SignedIn } from '../security/access.ts';
import { Db } from '../db/db.ts';
import { ReadinessChecks } from './readiness.ts';

const querySchema = z.object({ n: z.coerce.number().int().max(9) });

@Controller()
class ProbeController {
  constructor(private readonly db: Db) {}

  @Post(['v1/probe', 'hooks/probe'])
  @Public('test')
  raw(@Req() request: FastifyRequest): { isBuffer: boolean; hex: string } {
    const { body } = request;
    return { isBuffer: Buffer.isBuffer(body), hex: Buffer.isBuffer(body) ? body.toString('hex') : '' };
  }

  @Post('api/probe')
  @Public('test')
  json(@Body() body: unknown): unknown {
    return { got: body };
  }

  @Put('api/probe/file')
  @Public('test')
  async file(@Req() request: FastifyRequest): Promise<{ bytes: number }> {
    let bytes = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
    return { bytes };
  }

  @Get('api/probe/query')
  @Public('test')
  query(@Query({ schema: querySchema }) query: z.infer<typeof querySchema>): unknown {
    return query;
  }

  @Get('api/probe/error')
  @Public('test')
  async fail(@Query('kind') kind: string): Promise<never> {
    if (kind === 'app') throw new AppError('too-many', 'probe.slow_down', 'Slow down.', { retryAfterSeconds: 7 });
    if (kind === 'nul') await this.db.withoutWorkspace((tx) => tx.query('SELECT $1::text', ['a\0b']));
    if (kind === 'away') throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    throw new TypeError('secret detail');
  }

  @Post('api/probe/signed-in')
  @SignedIn()
  signedIn(): { ok: true } {
    return { ok: true };
  }

  @Get('api/w/:workspace/probe')
  @RequirePermission('workspace.manage')
  manage(): { ok: true } {
    return { ok: true };
  }
}
@Module({ controllers: [ProbeController] })
class ProbeModule {}

const THEME_SCRIPT = 'document.documentElement.dataset.theme="dark"';
const INDEX = `<!doctype html><script>${THEME_SCRIPT}</script><script type="module" src="/assets/app-3f2a9c1b.js"></script>`;

describe('http', () => {
  let test: TestApp;
  let member: TestMember;
  let webDir: string;
  beforeAll(async () => {
    webDir = mkdtempSync(join(tmpdir(), 'kelvin-web-'));
    mkdirSync(join(webDir, 'assets'));
    writeFileSync(join(webDir, 'index.html'), INDEX);
    writeFileSync(join(webDir, 'assets/app-3f2a9c1b.js'), 'export {}');
    writeFileSync(join(webDir, 'assets/app-3f2a9c1b.js.gz'), gzipSync('export {}'));
    test = await startTestApp({ modules: [ProbeModule], env: { KELVIN_WEB_DIR: webDir } });
    member = await test.signUp('Http');
  });
  afterAll(async () => {
    await test.stop();
    rmSync(webDir, { recursive: true });
  });

  describe('bodies', () => {
    it.each([
      ['json', 'application/json'], ['a form', 'application/x-www-form-urlencoded'], ['text', 'text/plain'], ['nonsense', 'not a type'], ['an empty type', ''],
    ])('of tracking routes are bytes, whatever their type: %s', async (_name, type) => {
      const { body } = await test.call('POST', '/v1/probe', { body: Buffer.from([0x1f, 0x8b, 0x00, 0xff]), headers: { 'content-type': type } });
      expect(body).toEqual({ isBuffer: true, hex: '1f8b00ff' });
    });

    it('of tracking routes may be of no type at all', async () => {
      const { body } = await test.call('POST', '/v1/probe', { body: Buffer.from('x') });
      expect(body).toEqual({ isBuffer: true, hex: '78' });
    });

    it('over 1 MB are refused, announced or not', async () => {
      const tooMuch = { body: Buffer.alloc(1_048_577), headers: { 'content-type': 'application/json' } };
      expect(await test.call('POST', '/hooks/probe', tooMuch)).toMatchObject({ status: 413, body: { error: { code: 'inbox.too_large' } } });
      // Segment's clients know 400 for this and would retry a 413 for hours.
      expect(await test.call('POST', '/v1/probe', tooMuch)).toMatchObject({ status: 400, body: { error: { code: 'inbox.too_large' } } });
      expect((await test.call('POST', '/v1/probe', { body: Buffer.alloc(1_048_576) })).status).toBe(201);
      await test.app.listen(0, '127.0.0.1');
      let sent = 0;
      const body = new ReadableStream({
        pull: (stream) => {
          stream.enqueue(new Uint8Array(300_000));
          sent += 1;
          if (sent > 30) stream.close();
        },
      });
      const chunked = await fetch(`${await test.app.getUrl()}/hooks/probe`, { method: 'POST', duplex: 'half', body } as RequestInit);
      expect(chunked.status).toBe(413);
    });

    it('over 1 MB are answered also to who sends all of it before he listens', async () => {
      await test.app.listen(0, '127.0.0.1').catch(() => undefined);
      const { port } = new URL(await test.app.getUrl());
      const answer = await new Promise<string>((done, fail) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.pause();
          socket.write('POST /hooks/probe HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n');
          socket.write(Buffer.alloc(10_000_000), () => socket.resume());
        });
        let text = '';
        socket.on('data', (chunk) => { text += chunk.toString(); }).on('end', () => done(text)).on('error', fail);
      });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('inbox.too_large');
    });

    it('of the api are JSON or refused with a sentence', async () => {
      const send = (body: string | undefined, type = 'application/json') => test.call<ErrorResponse>('POST', '/api/probe', { body, headers: { 'content-type': type } });
      expect((await send('{"a":1}')).body).toEqual({ got: { a: 1 } });
      expect((await send('{"a":')).body.error).toMatchObject({ code: 'http.broken_json' });
      expect((await send('{"a":1}', 'text/plain')).body.error).toMatchObject({ code: 'http.not_json' });
      expect((await test.call('POST', '/api/probe')).status).toBe(201);
      expect((await send(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).body.error).toMatchObject({ code: 'http.too_deep' });
      expect((await send(JSON.stringify({ a: '[[['.repeat(99), b: '\\"[' }))).status).toBe(201);
    });

    it('of files are streams without a limit', async () => {
      const { body } = await test.call('PUT', '/api/probe/file', { body: Buffer.alloc(5_000_000), headers: { 'content-type': 'text/csv' } });
      expect(body).toEqual({ bytes: 5_000_000 });
    });

    it('cut short leave the server standing', async () => {
      await test.app.listen(0, '127.0.0.1').catch(() => undefined);
      const { port } = new URL(await test.app.getUrl());
      await new Promise<void>((done) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write('POST /v1/probe HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
          setTimeout(() => { socket.destroy(); done(); }, 50);
        });
      });
      expect((await test.call('GET', '/healthz')).status).toBe(200);
    });
  });

  describe('errors', () => {
    const fail = (kind: string) => test.call<ErrorResponse>('GET', `/api/probe/error?kind=${kind}`);
    it('name their request and nothing of the inside', async () => {
      test.runtime.log.level = 'silent';
      const answer = await fail('surprise');
      test.runtime.log.level = 'error';
      expect(answer.status).toBe(500);
      expect(answer.body.error).toEqual({ code: 'internal', message: expect.any(String), requestId: answer.headers['x-request-id'] });
      expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    });

    it('keep their kind', async () => {
      expect(await fail('app')).toMatchObject({ status: 429, body: { error: { code: 'probe.slow_down' } }, headers: { 'retry-after': '7' } });
      expect(await fail('nul')).toMatchObject({ status: 400, body: { error: { code: 'http.unusable_value' } } });
    });

    it('ask to try again when the database is away', async () => {
      test.runtime.log.level = 'silent';
      expect(await fail('away')).toMatchObject({ status: 503, body: { error: { code: 'http.database_away' } }, headers: { 'retry-after': '1' } });
      test.runtime.log.level = 'error';
    });

    it('of unknown addresses are JSON too', async () => {
      expect(await test.call('GET', '/api/nothing')).toMatchObject({ status: 404, body: { error: { code: 'http.not_found' } } });
      expect(await test.call('POST', '/nothing')).toMatchObject({ status: 404, body: { error: { code: 'http.not_found' } } });
      expect(await test.call('GET', '/api/100%')).toMatchObject({ status: 400, body: { error: { code: 'http.bad_address', requestId: expect.any(String) } } });
    });

    it('of a query name the field', async () => {
      expect((await test.call('GET', '/api/probe/query?n=5')).body).toEqual({ n: 5 });
      expect(await test.call('GET', '/api/probe/query?n=50')).toMatchObject({ status: 400, body: { error: { fields: { n: expect.any(String) } } } });
    });
  });

  describe('forged requests', () => {
    const post = (headers: Record<string, string>) => test.call('POST', '/api/probe/signed-in', { headers });
    it('without the token of the session are refused, also when the cookie is there', async () => {
      expect((await post(member.headers)).status).toBe(201);
      const { cookie } = member.headers as { cookie: string };
      expect(await post({ cookie })).toMatchObject({ status: 403, body: { error: { code: 'access.csrf' } } });
      expect((await post({ cookie, 'x-csrf-token': 'x'.repeat(43) })).status).toBe(403);
      expect((await test.call('GET', '/api/me', { headers: { cookie } })).status).toBe(200);
    });

    it('cannot sign anybody in from another site', async () => {
      const answer = await test.call('POST', '/api/sign-in', { body: { email: 'a@b.cd', password: 'x' }, headers: { 'sec-fetch-site': 'cross-site' } });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'access.cross_site' } } });
    });

    it('with a made-up cookie are signed out', async () => {
      expect((await post({ cookie: `kelvin_session=${'a'.repeat(43)}` })).status).toBe(401);
      expect((await post({ cookie: 'kelvin_session=short; other=1' })).status).toBe(401);
    });
  });

  describe('the web app', () => {
    const html = { accept: 'text/html' };
    it('answers every address of a screen with its page, under a policy that allows its own inline script only', async () => {
      for (const path of ['/', '/w/shop/customers', '/sign-in']) expect((await test.call('GET', path, { headers: html })).body).toBe(INDEX);
      const { headers } = await test.call('GET', '/', { headers: html });
      const hash = createHash('sha256').update(THEME_SCRIPT).digest('base64');
      expect(headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}';`);
      expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-cache' });
    });

    it('serves files with their compressed twins, for ever when their name holds a hash', async () => {
      const { headers } = await test.call('GET', '/assets/app-3f2a9c1b.js', { headers: { 'accept-encoding': 'gzip' } });
      expect(headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip', 'content-type': expect.stringContaining('javascript') });
    });

    it('does not pretend that a missing file, or an api address, is a page', async () => {
      expect((await test.call('GET', '/assets/gone.js', { headers: html })).status).toBe(404);
      expect((await test.call('GET', '/api/gone', { headers: html })).status).toBe(404);
      expect((await test.call('GET', '/../../etc/passwd', { headers: { accept: 'x/y' } })).status).toBe(404);
    });
  });

  describe('health', () => {
    it('lives at once and is ready when every check passes', async () => {
      expect(await test.call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(await test.call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready', failing: {} } });
      let answer: string | null = 'loading';
      const checks = test.app.get(ReadinessChecks, { strict: false });
      checks.add('demo', () => Promise.resolve(answer));
      expect(await test.call('GET', '/readyz')).toMatchObject({ status: 503, body: { failing: { demo: 'loading' } } });
      checks.add('demo', () => Promise.reject(new Error('x')));
      expect(await test.call('GET', '/readyz')).toMatchObject({ status: 503, body: { failing: { demo: 'does not answer' } } });
      answer = null;
      checks.add('demo', () => Promise.resolve(answer));
      expect((await test.call('GET', '/readyz')).status).toBe(200);
    });
  });
});
