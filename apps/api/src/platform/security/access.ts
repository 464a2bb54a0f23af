import type { Permission } from '@kelvin/contracts';
import { RouteConfig } from '@nestjs/platform-fastify';

/**
 * Who may call a route. Every route declares one: the server refuses to boot with a route that does not.
 * `permission` routes carry `:workspace` (the slug) in their path; membership is resolved from it.
 */
export type RouteAccess =
  | { readonly kind: 'public'; readonly reason: string }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'permission'; readonly permission: Permission };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
}

/** Anybody may call. The reason says why that is safe, or what checks the caller instead (a write key, a signature). */
export function Public(reason: string): MethodDecorator {
  return RouteConfig({ access: { kind: 'public', reason } satisfies RouteAccess });
}

/** Any signed-in person may call; the route touches nothing but his own things. */
export function SignedIn(): MethodDecorator {
  return RouteConfig({ access: { kind: 'signed-in' } satisfies RouteAccess });
}

/** Members of the workspace named in the path whose role has this permission may call. */
export function RequirePermission(permission: Permission): MethodDecorator {
  return RouteConfig({ access: { kind: 'permission', permission } satisfies RouteAccess });
}
