import { DEMO_MEANINGS, DEMO_SOURCES, type SourceKey } from '@kelvin/demo';
import type { Clock } from '@kelvin/kernel';
import { createHmac } from 'node:crypto';
import type { Db, Tx } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import { hashPassword } from '../../platform/security/password.ts';
import { insertTrackingSource } from '../../platform/security/source-keys.ts';
import type { WorkspaceMaker } from '../accounts/workspace-maker.port.ts';

export const DEMO_EMAIL = 'demo@polaris.example';
export const DEMO_TIME_ZONE = 'Europe/Moscow';
/** Language of the demo's user, and of what is named for him. */
export const DEMO_LOCALE = 'en';

/** What the demo remembers in its workspace's settings between starts. */
export interface DemoProgress {
  /** When the demo was made: planted facts stay where they are. */
  readonly anchorMs: number;
  /** First and last day that are loaded, as day numbers; null before the first. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  readonly isComplete: boolean;
  /** Its outcomes are there and their first training was queued; what a person does with them later is left alone. */
  readonly hasModels?: boolean;
}

export interface DemoWorkspace {
  readonly workspaceId: string;
  readonly slug: string;
  /** The demo's user, who owns it. */
  readonly userId: string;
  readonly progress: DemoProgress;
  readonly sourceIds: Readonly<Record<SourceKey, string>>;
}

/** Password of the demo's user: derived, so that it need not be kept anywhere in readable form. */
export function demoPassword(secret: string): string {
  return createHmac('sha256', secret).update('demo password').digest('base64url').slice(0, 14);
}

/** The demo workspace with its user, sources and confirmed meanings; made when it is not there yet. */
export async function ensureDemoWorkspace(db: Db, clock: Clock, workspaces: WorkspaceMaker, secret: string): Promise<DemoWorkspace> {
  const now = clock.now();
  const [user] = await db.withoutWorkspace((tx) => tx.query<{ id: string }>('SELECT id FROM user_account WHERE email = $1', [DEMO_EMAIL]));
  const userId = user?.id ?? newId(now.getTime());
  const [found] = user
    ? await db.asUser(userId, (tx) => tx.query<{ id: string; slug: string }>('SELECT w.id, w.slug FROM workspace w JOIN membership m ON m.workspace_id = w.id WHERE m.user_id = $1 AND w.is_demo', [userId]))
    : [];
  const workspace = found ?? await createWorkspace(now, workspaces, userId, secret);
  return db.transaction({ workspaceId: workspace.id }, async (tx) => {
    const sourceIds = await ensureSources(tx, now);
    await ensureMeanings(tx, now);
    const [row] = await tx.query<{ demo: DemoProgress | null }>(`SELECT settings -> 'demo' AS demo FROM workspace WHERE id = $1`, [tx.workspaceId]);
    const progress = row?.demo ?? { anchorMs: now.getTime(), firstDay: null, lastDay: null, isComplete: false };
    await saveDemoProgress(tx, progress);
    return { workspaceId: workspace.id, slug: workspace.slug, userId, progress, sourceIds };
  });
}

export async function saveDemoProgress(tx: Tx, progress: DemoProgress): Promise<void> {
  await tx.query(`UPDATE workspace SET settings = settings || jsonb_build_object('demo', $2::jsonb) WHERE id = $1`, [tx.workspaceId, JSON.stringify(progress)]);
}

async function createWorkspace(now: Date, workspaces: WorkspaceMaker, userId: string, secret: string): Promise<{ id: string; slug: string }> {
  const passwordHash = await hashPassword(demoPassword(secret));
  const settings = { name: 'Полярис', business: 'b2c' as const, currency: 'USD', timeZone: DEMO_TIME_ZONE, margin: 0.6, leavingDays: 90 };
  return workspaces.create({ userId, settings, locale: DEMO_LOCALE, isDemo: true }, async (tx) => {
    await tx.query(`INSERT INTO user_account (id, email, name, password_hash, locale, created_at) VALUES ($1, $2, 'Maria Demo', $3, $5, $4) ON CONFLICT (email) DO NOTHING`, [userId, DEMO_EMAIL, passwordHash, now, DEMO_LOCALE]);
  });
}

async function ensureSources(tx: Tx, now: Date): Promise<Record<SourceKey, string>> {
  const known = new Map((await tx.query<{ id: string; name: string }>('SELECT id, name FROM source WHERE workspace_id = $1', [tx.workspaceId])).map((row) => [row.name, row.id]));
  for (const { en } of DEMO_SOURCES) {
    if (!known.has(en)) await insertTrackingSource(tx, now, en);
  }
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM source WHERE workspace_id = $1', [tx.workspaceId]);
  return Object.fromEntries(DEMO_SOURCES.map(({ key, en }) => [key, rows.find((row) => row.name === en)!.id])) as Record<SourceKey, string>;
}

async function ensureMeanings(tx: Tx, now: Date): Promise<void> {
  const [{ n }] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM event_type WHERE workspace_id = $1', [tx.workspaceId]) as [{ n: number }];
  if (n > 0) return;
  const rows = Object.entries(DEMO_MEANINGS).map(([name, meaning], at) => ({ id: at + 1, name, meaning, kind: name === 'identify' ? 'identify' : name.startsWith('page') ? 'page' : 'track' }));
  await tx.query(`
    INSERT INTO event_type (workspace_id, id, kind, name, meaning, guessed_meaning, guess_confidence, confirmed_at, first_seen_at, last_seen_at)
    SELECT $1, id, kind, name, meaning, meaning, 1, $3, $3, $3 FROM json_to_recordset($2) AS t(id int, kind text, name text, meaning text)`, [tx.workspaceId, JSON.stringify(rows), now]);
}
