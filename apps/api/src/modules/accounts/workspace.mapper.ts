import { ROLE_PERMISSIONS, type Role, type Workspace } from '@kelvin/contracts';
import type { RequestContext } from '../../platform/security/request-context.ts';

/** A row of `workspace`, with the role of the person who asks. */
export interface WorkspaceRow {
  id: string; slug: string; name: string; business: 'b2c' | 'b2b'; currency: string; time_zone: string;
  margin: number; leaving_days: number; as_of: Date | null; is_demo: boolean; role: Role;
}

export function toRequestContext(row: WorkspaceRow, userId: string): RequestContext {
  return {
    workspaceId: row.id, slug: row.slug, name: row.name, role: row.role, userId, business: row.business, currency: row.currency,
    timeZone: row.time_zone, margin: row.margin, leavingDays: row.leaving_days, asOf: row.as_of, isDemo: row.is_demo,
  };
}

/** The workspace as its member sees it, with what he may do there. */
export function toWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id, slug: row.slug, name: row.name, business: row.business, currency: row.currency, timeZone: row.time_zone,
    margin: row.margin, leavingDays: row.leaving_days, asOf: row.as_of?.toISOString() ?? null, isDemo: row.is_demo,
    role: row.role, permissions: [...ROLE_PERMISSIONS[row.role]],
  };
}
