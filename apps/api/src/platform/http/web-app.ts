import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

interface WebFile {
  readonly body: Buffer;
  /** Null where compressing gains nothing (fonts, pictures). */
  readonly gzip: Buffer | null;
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
}

/** The built web app: every file by its path (`/assets/index-abc.js`), and its page. */
export interface WebApp {
  readonly files: ReadonlyMap<string, WebFile>;
  readonly indexHtml: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};
const COMPRESSED_ALREADY = new Set(['.png', '.woff2', '.ico']);
/** Files whose name holds a hash of their content never change. */
const HASHED_NAME = /^\/assets\/.*[.-][\w-]{8,}\.\w+$/;
const NEVER_A_SCREEN = /^\/(api|docs|v1|hooks|healthz|readyz)(\/|$)/;

/**
 * Reads the built web app into memory, two megabytes with its compressed twins; null where nothing was built (tests,
 * a worker, development). From memory, so that a build that replaces the folder never pulls a file from under a request.
 */
export function findWebApp(directory: string): WebApp | null {
  const index = join(directory, 'index.html');
  if (!existsSync(index)) return null;
  const files = new Map<string, WebFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(directory, path).split(sep).join('/')}`;
    if (!entry.isFile() || name.startsWith('/.') || name.endsWith('.map')) continue;
    files.set(name, toWebFile(name, readFileSync(path)));
  }
  return { files, indexHtml: readFileSync(index, 'utf8') };
}

function toWebFile(name: string, body: Buffer): WebFile {
  const extension = extname(name).toLowerCase();
  return {
    body, gzip: COMPRESSED_ALREADY.has(extension) ? null : gzipSync(body), type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cacheControl: HASHED_NAME.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

/**
 * Serves the built web app: its files, and the page itself for every address of a screen, because the browser does
 * the routing.
 */
export function installWebApp(fastify: FastifyInstance, webApp: WebApp): void {
  const page = webApp.files.get('/index.html')!;
  fastify.route({
    method: 'GET', url: '/*', config: { access: { kind: 'public', reason: 'the web app; its data comes from routes with permissions' } },
    handler: (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '/';
      if (NEVER_A_SCREEN.test(path)) return reply.callNotFound();
      const file = webApp.files.get(path);
      if (file) return sendFile(request, reply, file);
      const accept = request.headers.accept ?? '';
      const isScreen = (accept.includes('text/html') || accept === '' || accept === '*/*') && !/\.\w+$/.test(path);
      return isScreen ? sendFile(request, reply, page) : reply.code(404).send();
    },
  });
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  reply.header('etag', file.etag).header('cache-control', file.cacheControl).header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  reply.type(file.type);
  const isGzipWelcome = file.gzip !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return isGzipWelcome ? reply.header('content-encoding', 'gzip').send(file.gzip) : reply.send(file.body);
}
