import type { OutcomeDefinition, OutcomeRole } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';
import { createOutcomeExistsError, createRoleTakenError, createTooManyOutcomesError, MOST_OUTCOMES } from './outcome.errors.ts';
import { listOutcomeRows, type OutcomeRow } from './outcome.repository.ts';

/**
 * Makes sure that a workspace can predict one more outcome, and lets nobody else add one until the transaction ends, so
 * that two of them cannot both be the tenth, or the one that sells. Answers who has to make way, as {@link holdRole} does.
 *
 * @throws AppError `outcome.too_many`, `outcome.exists` or `outcome.role_taken`
 */
export async function holdRoomFor(tx: Tx, definition: OutcomeDefinition, takesRoleFrom: string | undefined): Promise<OutcomeRow | null> {
  const open = await holdOutcomes(tx);
  if (open.length >= MOST_OUTCOMES) throw createTooManyOutcomesError();
  const same = open.find((row) => isSame(row, definition));
  if (same) throw createOutcomeExistsError(same.definition.name);
  return findInTheWay(open, definition.role, takesRoleFrom);
}

/**
 * Lets nobody else give an outcome a role until the transaction ends. Answers the other outcome that has it and has to make way; null
 * where none has. Only one that was named makes way: whoever asks has to know whose place he takes.
 *
 * @throws AppError `outcome.role_taken`
 */
export async function holdRole(tx: Tx, { id, role, takesRoleFrom }: { id: string; role: OutcomeRole; takesRoleFrom: string | undefined }): Promise<OutcomeRow | null> {
  const open = await holdOutcomes(tx);
  return findInTheWay(open.filter((row) => row.id !== id), role, takesRoleFrom);
}

async function holdOutcomes(tx: Tx): Promise<OutcomeRow[]> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('outcomes ' || $1::text, 0))`, [tx.workspaceId]);
  return listOutcomeRows(tx);
}

function findInTheWay(open: readonly OutcomeRow[], role: OutcomeRole, takesRoleFrom: string | undefined): OutcomeRow | null {
  const taken = role === 'own' ? undefined : open.find((row) => row.definition.role === role);
  if (taken && taken.id !== takesRoleFrom) throw createRoleTakenError(taken.definition.name);
  return taken ?? null;
}

/** Whether an outcome asks the same question, whatever it is called. */
export function isSame({ definition }: Pick<OutcomeRow, 'definition'>, other: OutcomeDefinition): boolean {
  return definition.horizonDays === other.horizonDays && JSON.stringify(sorted(definition.condition)) === JSON.stringify(sorted(other.condition));
}

/** With keys in order: the database gives them back in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
