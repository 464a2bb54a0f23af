import type { Gate } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

/** The how-manyeth test of an outcome the next run makes, in a row without one that found a model better than its baselines. */
export async function nextLook(tx: Tx, outcomeId: string): Promise<number> {
  const [last] = await tx.query<{ failed_looks: number }>(
    'SELECT failed_looks FROM training_run WHERE workspace_id = $1 AND outcome_id = $2 AND failed_looks IS NOT NULL ORDER BY started_at DESC LIMIT 1', [tx.workspaceId, outcomeId]);
  return (last?.failed_looks ?? 0) + 1;
}

/**
 * Tests in a row that found nothing better, after the `look`-th: 0 when this one did, whether or not the model then had to give
 * way to the one in use; null when it had too few outcomes to be a test.
 */
export function failedLooksAfter(look: number, gates: readonly Pick<Gate, 'reasons'>[]): number | null {
  const tests = gates.map(({ reasons }) => reasons.map(({ code }) => code)).filter((codes) => !codes.includes('gate.too_few_positives') && !codes.includes('gate.too_few_negatives'));
  if (tests.length === 0) return null;
  return tests.some((codes) => !codes.includes('gate.rules_as_good') && !codes.includes('gate.recency_as_good')) ? 0 : look;
}
