import { ROLE_PERMISSIONS } from '@kelvin/contracts';
import { AppError } from '@kelvin/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { RouteAccess } from './access.ts';
import type { RequestContext, SignedInUser } from './request-context.ts';
import { sessionHashOf } from './session-cookie.ts';

/** Where the guard learns who somebody is. Implemented by the accounts module. */
export interface AccessReader {
  /** The person of a live session. */
  findUser(tokenHash: string): Promise<SignedInUser | null>;
  /** A person's membership of the workspace with this slug, or null if there is none. */
  findWorkspace(userId: string, slug: string): Promise<RequestContext | null>;
}

/** A route as it was declared; the tests walk them all. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: RouteAccess;
}

declare module 'fastify' {
  interface FastifyInstance {
    declaredRoutes: readonly DeclaredRoute[];
  }
}

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a request through to its route when the route's declared access allows it. Works before the body is read,
 * and on every route of the server, whoever registered it: one without a declaration stops the boot.
 */
export function installAccessGuard(fastify: FastifyInstance, reader: AccessReader): void {
  const declared: DeclaredRoute[] = [];
  fastify.decorate('declaredRoutes', declared);
  fastify.decorateRequest('user', null);
  fastify.decorateRequest('workspace', null);
  fastify.addHook('onRoute', (route) => {
    const access = route.config?.access;
    const name = `${String(route.method)} ${route.url}`;
    if (!access) throw new Error(`${name} declares no permission. Give it @Public, @SignedIn or @RequirePermission.`);
    for (const method of [route.method].flat()) declared.push({ method, url: route.url, access });
    if ((access.kind === 'permission') !== /\/:workspace(\/|$)/.test(route.url)) {
      throw new Error(`${name}: a route with :workspace needs @RequirePermission, and only such a route may have it.`);
    }
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const access = request.routeOptions.config.access;
    if (request.is404 || !access) return done();
    if (access.kind === 'public') return done(forgedSignIn(request) ?? undefined);
    admit(request, access, reader).then(() => done(), done);
  });
}

async function admit(request: FastifyRequest, access: Exclude<RouteAccess, { kind: 'public' }>, reader: AccessReader): Promise<void> {
  const tokenHash = sessionHashOf(request);
  const user = tokenHash === null ? null : await reader.findUser(tokenHash);
  if (!user) throw new AppError('unauthenticated', 'access.signed_out', 'Sign in to continue.');
  if (!READING_METHODS.has(request.method) && !isSameText(request.headers['x-csrf-token'], user.csrfToken)) {
    throw new AppError('forbidden', 'access.csrf', 'This page is out of date. Reload it and try again.');
  }
  request.user = user;
  if (access.kind !== 'permission') return;
  const { workspace: slug } = request.params as { workspace: string };
  const workspace = await reader.findWorkspace(user.userId, slug);
  // The same answer whether the workspace does not exist or is not his.
  if (!workspace) throw new AppError('not-found', 'workspace.not_found', 'There is no such workspace, or you are not a member of it.');
  if (!ROLE_PERMISSIONS[workspace.role].has(access.permission)) {
    throw new AppError('forbidden', 'access.forbidden', 'Your role does not allow this. An owner or admin of the workspace can.', { permission: access.permission });
  }
  request.workspace = workspace;
}

/** Signing somebody in from another site would make him work in a stranger's account. Browsers say where a request comes from. */
function forgedSignIn(request: FastifyRequest): AppError | null {
  if (READING_METHODS.has(request.method) || !request.url.startsWith('/api/')) return null;
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return new AppError('forbidden', 'access.cross_site', 'This can only be done from the app itself.');
}

function isSameText(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
