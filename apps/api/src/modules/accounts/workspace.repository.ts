import type { WorkspaceSettings } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import type { WorkspaceRow } from './workspace.mapper.ts';

const COLUMNS = 'w.id, w.slug, w.name, w.business, w.currency, w.time_zone, w.margin, w.leaving_days, w.as_of, w.is_demo, m.role';
const MAX_SLUG_TRIES = 1_000;

/** The workspaces a person belongs to, oldest first. Runs as that person (`db.asUser`). */
export function listWorkspacesOf(tx: Tx, userId: string): Promise<WorkspaceRow[]> {
  return tx.query<WorkspaceRow>(
    `SELECT ${COLUMNS} FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1 ORDER BY w.created_at, w.id`, [userId]);
}

/** A person's workspace by its slug. Runs as that person (`db.asUser`). */
export async function findWorkspaceOf(tx: Tx, userId: string, slug: string): Promise<WorkspaceRow | null> {
  const [row] = await tx.query<WorkspaceRow>(
    `SELECT ${COLUMNS} FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1 AND w.slug = $2`, [userId, slug]);
  return row ?? null;
}

/** Inserts the workspace under the first free slug: `acme`, `acme-2`, `acme-3` … Answers the slug. */
export async function insertWorkspace(tx: Tx, workspace: { id: string; wantedSlug: string; settings: WorkspaceSettings; isDemo: boolean; now: Date }): Promise<string> {
  const { id, wantedSlug, settings, isDemo, now } = workspace;
  for (let n = 1; n <= MAX_SLUG_TRIES; n += 1) {
    const slug = n === 1 ? wantedSlug : `${wantedSlug}-${n}`;
    // Other workspaces are invisible here, so only trying tells whether a slug is free.
    const inserted = await tx.query(
      `INSERT INTO workspace (id, slug, name, business, currency, time_zone, margin, leaving_days, is_demo, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (slug) DO NOTHING RETURNING id`,
      [id, slug, settings.name, settings.business, settings.currency, settings.timeZone, settings.margin, settings.leavingDays, isDemo, now]);
    if (inserted.length > 0) return slug;
  }
  throw new Error(`No free slug beginning with ${wantedSlug}.`);
}

/** Sets the named columns of the workspace of this transaction. */
export async function updateWorkspaceColumns(tx: Tx, columns: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(columns);
  const assignments = names.map((name, i) => `${name} = $${i + 2}`).join(', ');
  await tx.query(`UPDATE workspace SET ${assignments} WHERE id = $1`, [tx.workspaceId, ...names.map((name) => columns[name])]);
}
