import type { OutcomeRole } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import { changeRole, type OutcomeRow } from './outcome.repository.ts';

/** Gives an outcome another use; whoever had it until now becomes the workspace's own, which is written down for both. */
export async function giveRole(tx: Tx, now: Date, { row, role, inTheWay, userId }: { row: OutcomeRow; role: OutcomeRole; inTheWay: OutcomeRow | null; userId: string }): Promise<void> {
  if (inTheWay) await makeWay(tx, now, { row: inTheWay, to: row.id, userId });
  await changeRole(tx, row.id, role);
}

/** An outcome goes on as the workspace's own, because another takes its place. */
export async function makeWay(tx: Tx, now: Date, { row, to, userId }: { row: OutcomeRow; to: string; userId: string }): Promise<void> {
  await changeRole(tx, row.id, 'own');
  await recordAudit(tx, now, { action: 'outcome.updated', objectKind: 'outcome', objectId: row.id, userId, diff: { before: { role: row.definition.role }, after: { role: 'own', placeTakenBy: to } } });
}
