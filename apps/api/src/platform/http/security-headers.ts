import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';

/**
 * The content security policy of every answer. Scripts come from this origin only; the one inline script of the
 * page (it sets the theme before the first paint) is allowed by its hash. Charts and lists set inline style
 * attributes, which cannot run anything.
 */
export function contentSecurityPolicy(inlineScriptHashes: readonly string[]): string {
  return [
    `default-src 'self'`,
    `script-src 'self'${inlineScriptHashes.map((hash) => ` '${hash}'`).join('')}`,
    `style-src 'self'`, `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`, `font-src 'self'`, `connect-src 'self'`, `worker-src 'self' blob:`,
    `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`, `frame-ancestors 'none'`,
  ].join('; ');
}

/** Hashes of the scripts written into a page, in the form a policy wants (`sha256-…`). */
export function inlineScriptHashes(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)]
    .map((match) => match[1] ?? '')
    .filter((script) => script !== '')
    .map((script) => `sha256-${createHash('sha256').update(script).digest('base64')}`);
}

/** Sets the security headers on everything that leaves, streams and files included. */
export function installSecurityHeaders(fastify: FastifyInstance, policy: string): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    // On the raw response, so that handlers that take it over (files, live streams) send them too.
    const { raw } = reply;
    raw.setHeader('x-request-id', request.id);
    raw.setHeader('x-content-type-options', 'nosniff');
    // Pages are only ever got; the answers to what senders post stay short.
    if (request.method === 'GET') {
      raw.setHeader('content-security-policy', policy);
      raw.setHeader('referrer-policy', 'same-origin');
      raw.setHeader('x-frame-options', 'DENY');
    }
    done();
  });
}
