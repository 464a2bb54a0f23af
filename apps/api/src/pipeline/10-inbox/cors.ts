import type { FastifyReply, FastifyRequest } from 'fastify';

/** What browser clients send besides the simple headers. */
const ALLOWED_HEADERS = 'authorization, content-type, content-encoding, x-retry-count, anonymousid, sentat';
const PREFLIGHT_MAX_AGE_SECONDS = '86400';

/**
 * Lets pages of any site post events: a write key grants no reading, so there is nothing to protect from their scripts.
 * The origin is echoed rather than `*`, which browsers refuse for beacons (they send credentials).
 */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  void reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true').header('vary', 'Origin')
    // Analytics of another site's pages are the reason to be here.
    .header('cross-origin-resource-policy', 'cross-origin');
}

/** The answer to a preflight: asked once a day and browser. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): void {
  allowOrigin(request, reply);
  void reply.header('access-control-allow-methods', 'POST, GET, OPTIONS').header('access-control-allow-headers', ALLOWED_HEADERS)
    .header('access-control-max-age', PREFLIGHT_MAX_AGE_SECONDS);
}
