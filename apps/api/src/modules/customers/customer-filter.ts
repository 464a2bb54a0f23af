import type { ListCustomers } from '@kelvin/contracts';
import { foldForSearch } from '@kelvin/profile';

/** A `where` and `order by` over `customer c`, with its parameters; `$1` is the workspace. */
export interface CustomerQuery {
  readonly where: string;
  readonly orderBy: string;
  readonly parameters: unknown[];
}

/** Largest code point: `token >= q and token < q + this` is every token that begins with q, and uses the index under row-level security. */
const AFTER_EVERY_SUFFIX = '\u{10FFFF}';
const MAX_WORDS = 5;

const SORT_COLUMNS: Readonly<Record<ListCustomers['sort'], string>> = {
  risk: 'c.revenue_at_risk', score: 'c.hundredths', value: 'c.value_12m', last_seen: 'c.last_seen_at', name: 'c.name COLLATE "C"',
};

/**
 * Turns the filters of the list into SQL that every plan can serve from an index: equality, integer and time ranges,
 * and prefixes of search words, because row-level security hides indexes from other operators.
 */
export function buildCustomerQuery(workspaceId: string, filter: ListCustomers, movedSinceDay: string | null): CustomerQuery {
  const parameters: unknown[] = [workspaceId];
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = ['c.workspace_id = $1', 'c.merged_into IS NULL', filter.who === 'visitors' ? 'c.is_visitor' : 'NOT c.is_visitor'];
  if (filter.band) conditions.push(`c.band = ${add(filter.band)}`);
  if (filter.minScore !== undefined) conditions.push(`c.hundredths >= ${add(Math.round(filter.minScore * 100))}`);
  if (filter.maxScore !== undefined) conditions.push(`c.hundredths <= ${add(Math.round(filter.maxScore * 100))}`);
  if (filter.movedTo) conditions.push(`c.band = ${add(filter.movedTo)}`);
  if (filter.movedFrom && movedSinceDay) {
    conditions.push(`c.id IN (SELECT h.customer_id FROM score_history h WHERE h.workspace_id = $1 AND h.on_day = ${add(movedSinceDay)}::date AND h.band = ${add(filter.movedFrom)})`);
  }
  for (const word of (filter.q ?? '').split(/\s+/).map(foldForSearch).filter((part) => part !== '').slice(0, MAX_WORDS)) {
    const from = add(word);
    const to = add(word + AFTER_EVERY_SUFFIX);
    conditions.push(`c.id IN (SELECT s.customer_id FROM customer_search s WHERE s.workspace_id = $1 AND s.token >= ${from} COLLATE "C" AND s.token < ${to} COLLATE "C")`);
  }
  const direction = filter.direction === 'asc' ? 'ASC' : 'DESC';
  return { where: conditions.join(' AND '), orderBy: `${SORT_COLUMNS[filter.sort]} ${direction}, c.id ${direction}`, parameters };
}
