import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../db/ids.ts';

const SESSION_COOKIE = 'kelvin_session';
const TOKEN = /^[\w-]{43}$/;

/** Hash of the session token that a request carries, or null. Only the hash is stored, so a leaked table signs nobody in. */
export function sessionHashOf(request: FastifyRequest): string | null {
  const header = request.headers.cookie;
  if (header === undefined) return null;
  const token = parseCookie(header)[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? sha256Hex(token) : null;
}

/** The `Set-Cookie` that keeps a session, or ends it when the token is null. */
export function sessionCookie(token: string | null, options: { isSecure: boolean; maxAgeSeconds: number }): string {
  return stringifySetCookie({
    name: SESSION_COOKIE, value: token ?? '', path: '/', httpOnly: true, sameSite: 'lax', secure: options.isSecure,
    maxAge: token === null ? 0 : options.maxAgeSeconds,
  });
}
