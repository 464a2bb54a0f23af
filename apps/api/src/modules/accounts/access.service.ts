import type { Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import type { AccessReader } from '../../platform/security/access-guard.ts';
import type { RequestContext, SignedInUser } from '../../platform/security/request-context.ts';
import { ShortCache } from '../../platform/security/short-cache.ts';
import { AccessMemory } from './access-memory.port.ts';
import { findUserOfSession } from './session.repository.ts';
import { toRequestContext } from './workspace.mapper.ts';
import { findWorkspaceOf } from './workspace.repository.ts';

/** How long another process may still let in somebody who has signed out or lost his role. */
const REMEMBERED_MS = 3_000;

/** Tells the guard who somebody is and what he may do, from the tables, remembered for a moment. */
@Injectable()
export class AccessService extends AccessMemory implements AccessReader {
  private readonly users: ShortCache<SignedInUser>;
  private readonly workspaces: ShortCache<RequestContext>;

  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {
    super();
    this.users = new ShortCache(clock, REMEMBERED_MS);
    this.workspaces = new ShortCache(clock, REMEMBERED_MS);
  }

  findUser(tokenHash: string): Promise<SignedInUser | null> {
    return this.users.get(tokenHash, () => this.db.withoutWorkspace((tx) => findUserOfSession(tx, tokenHash, this.clock.now())));
  }

  findWorkspace(userId: string, slug: string): Promise<RequestContext | null> {
    return this.workspaces.get(`${userId} ${slug}`, () => this.db.asUser(userId, async (tx) => {
      const row = await findWorkspaceOf(tx, userId, slug);
      return row && toRequestContext(row, userId);
    }));
  }

  override forget(): void {
    this.users.clear();
    this.workspaces.clear();
  }
}
