import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';

/** The built web app: its folder and its page. Null where nothing was built (tests, a worker, development). */
export interface WebApp {
  readonly directory: string;
  readonly indexHtml: string;
}

export function findWebApp(directory: string): WebApp | null {
  const index = join(directory, 'index.html');
  return existsSync(index) ? { directory, indexHtml: readFileSync(index, 'utf8') } : null;
}

/** Files whose name holds a hash of their content never change. */
const HASHED_NAME = /[.-][\w-]{8,}\.\w+$/;
const NEVER_A_SCREEN = /^\/(api|docs|v1|hooks|healthz|readyz)(\/|$)/;

/**
 * Serves the built web app: files with their compressed twins where the build left some, and the page itself for
 * every address of a screen, because the browser does the routing.
 */
export function installWebApp(fastify: FastifyInstance, webApp: WebApp): void {
  const serveFile = sirv(webApp.directory, {
    etag: true, brotli: true, gzip: true, dotfiles: false,
    setHeaders: (res, pathname) => {
      const isHashed = pathname.startsWith('/assets/') && HASHED_NAME.test(pathname);
      res.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  fastify.route({
    method: 'GET', url: '/*', config: { access: { kind: 'public', reason: 'the web app; its data comes from routes with permissions' } },
    handler: (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '/';
      if (NEVER_A_SCREEN.test(path)) return reply.callNotFound();
      const accept = request.headers.accept ?? '';
      const onNoFile = () => {
        const isScreen = accept.includes('text/html') || accept === '' || accept === '*/*';
        if (!isScreen || /\.\w+$/.test(path)) {
          reply.raw.statusCode = 404;
          reply.raw.end();
          return;
        }
        reply.raw.setHeader('content-type', 'text/html; charset=utf-8');
        reply.raw.setHeader('cache-control', 'no-cache');
        reply.raw.end(request.method === 'HEAD' ? undefined : webApp.indexHtml);
      };
      reply.hijack();
      serveFile(request.raw, reply.raw, onNoFile);
      return reply;
    },
  });
}
