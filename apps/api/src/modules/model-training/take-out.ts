import { dayFromIso, dayOfZone } from '@kelvin/kernel';
import type { LookedAgain } from '@kelvin/scoring';
import type { Tx } from '../../platform/db/db.ts';
import { getWorkspaceFacts } from '../../platform/db/workspace-facts.ts';
import { appendNotification } from '../../platform/live/notification.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import { setAsideInUse } from './model-version.repository.ts';

/** Writes down with a version what a later test says of it. */
export async function keepLook(tx: Tx, now: Date, { versionId, runId, look }: { versionId: string; runId: string; look: LookedAgain }): Promise<void> {
  await tx.query('UPDATE model_version SET latest_look = $3 WHERE workspace_id = $1 AND id = $2', [tx.workspaceId, versionId, JSON.stringify({ ...look, at: now.toISOString(), runId })]);
}

/**
 * Takes the version in use out where it was shown to be worse than the rules, which speak if nothing better is at hand; the
 * outcome's page says so, and a person may put it back. Whoever did that, or chose it at all, knew what there was to know on that day, so only a test of
 * later days may take it from him. Answers whether it did.
 */
export async function takeOutWorse(tx: Tx, now: Date, { outcomeId, outcomeName, versionId, look }: { outcomeId: string; outcomeName: string; versionId: string; look: LookedAgain }): Promise<boolean> {
  if (look.standing !== 'worse') return false;
  const [inUse] = await tx.query<{ number: number; promoted_at: Date | null; promoted_by: string | null }>(
    `SELECT number, promoted_at, promoted_by FROM model_version WHERE workspace_id = $1 AND id = $2 AND state = 'in_use'`, [tx.workspaceId, versionId]);
  if (!inUse) return false;
  const { timeZone } = await getWorkspaceFacts(tx);
  if (inUse.promoted_by !== null && inUse.promoted_at !== null && dayFromIso(look.test.from) <= dayOfZone(timeZone)(inUse.promoted_at.getTime())) return false;
  await setAsideInUse(tx, { id: versionId, outcomeId, now });
  const { test, gains } = look;
  await appendNotification(tx, now, { kind: 'model.worse_than_rules', payload: { outcomeId, name: outcomeName, number: inUse.number, test } });
  await recordAudit(tx, now, { action: 'model.taken_out', objectKind: 'model', objectId: versionId, userId: null, diff: { outcomeId, number: inUse.number, servesInstead: null, test, gains } });
  return true;
}
