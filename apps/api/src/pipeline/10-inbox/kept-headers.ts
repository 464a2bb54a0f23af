import type { FastifyRequest } from 'fastify';

const MAX_LENGTH = 400;
// Control characters (a NUL above all) are what jsonb refuses.
// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u001f\u007f]/g;

/** The headers worth keeping beside a body: for geography and devices, and a webhook's id. Never the authorization. */
export function keptHeaders(request: FastifyRequest, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const userAgent = request.headers['user-agent'];
  const kept: Record<string, string> = { ip: request.ip, ...(userAgent !== undefined && { 'user-agent': userAgent }), ...more };
  for (const name in kept) kept[name] = kept[name]!.slice(0, MAX_LENGTH).replace(UNSTORABLE, ' ');
  return kept;
}
