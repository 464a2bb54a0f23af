/** What the check needs of a transaction: plain SQL as the role whose plans are asked about. */
interface PlanningTx {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * Fails unless the statement can be answered through the index, with conditions on all the named columns inside it.
 * Row-level security takes an index away from operators that are not leakproof: the condition then only filters what
 * was read. Run it as the app role, over some thousand rows and after an ANALYZE (as the owner): an empty table plans
 * any which way.
 */
export async function assertUsesIndex(tx: PlanningTx, sql: string, parameters: readonly unknown[], expected: { index: string; columns?: readonly string[] }): Promise<void> {
  await tx.query('SET LOCAL enable_seqscan = off');
  const [row] = await tx.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
  await tx.query('SET LOCAL enable_seqscan = on');
  const nodes = flatten(row!['QUERY PLAN'][0]!.Plan);
  const uses = nodes.filter((node) => node['Index Name'] === expected.index);
  const missing = uses.map((node) => (expected.columns ?? ['workspace_id']).filter((column) => !new RegExp(`\\b${column}\\b`).test(node['Index Cond'] ?? '')));
  if (missing.some((columns) => columns.length === 0)) return;
  const plan = nodes.map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''} ${node['Index Cond'] ?? ''}`.trim()).join('\n');
  throw new Error(uses.length === 0
    ? `The index ${expected.index} is not used.\n${plan}`
    : `The index ${expected.index} does not hold the condition on ${missing.flat().join(', ')}.\n${plan}`);
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
