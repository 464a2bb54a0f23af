import type { Role } from '@kelvin/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { WorkspaceContext } from '../db/db.ts';

/** The signed-in person of a request. */
export interface SignedInUser {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'ru';
  readonly csrfToken: string;
  /** SHA-256 of the session token: names the session without being able to use it. */
  readonly tokenHash: string;
}

/** The workspace of a request and what its member may do there. Services take it as their first argument. */
export interface RequestContext extends WorkspaceContext {
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly userId: string;
  readonly business: 'b2c' | 'b2b';
  readonly currency: string;
  readonly timeZone: string;
  readonly margin: number;
  readonly leavingDays: number;
  /** Fixed date that scores are computed as at; null means now. */
  readonly asOf: Date | null;
  readonly isDemo: boolean;
}

/** A member of a workspace who has something done, on a screen or without one. */
export type WorkspaceMember = Pick<RequestContext, 'workspaceId' | 'userId'>;

declare module 'fastify' {
  interface FastifyRequest {
    user: SignedInUser | null;
    workspace: RequestContext | null;
  }
}

/** Parameter of a controller method: the workspace named in the path, for routes with `@RequirePermission`. */
export const Ctx = createParamDecorator((_data: unknown, context: ExecutionContext): RequestContext => {
  const { workspace } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!workspace) throw new Error('@Ctx() needs a route with @RequirePermission.');
  return workspace;
});

/** Parameter of a controller method: the signed-in person, for routes with `@SignedIn` or `@RequirePermission`. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): SignedInUser => {
  const { user } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!user) throw new Error('@CurrentUser() needs a route with @SignedIn or @RequirePermission.');
  return user;
});
