import { normalisePhone } from '@kelvin/connectors';
import type { ListCustomers } from '@kelvin/contracts';
import { foldForSearch } from '@kelvin/profile';

/** A `where` and `order by` over `customer c`, with its parameters; `$1` is the workspace. */
export interface CustomerQuery {
  readonly where: string;
  readonly orderBy: string;
  readonly parameters: unknown[];
  /** It asks for people found elsewhere: by words, or in the history. */
  readonly isLookedUp: boolean;
}

/** Largest code point: `token >= q and token < q + this` is every token that begins with q, and uses the index under row-level security. */
const AFTER_EVERY_SUFFIX = '\u{10FFFF}';
const MAX_WORDS = 5;
/** A phone as people write it: with a plus, blanks or brackets. It is kept as its digits. */
const PHONE = /^(?=.*[+\s()])[\d+\s().-]{4,}$/;
/** An id, or a phone without any of these. */
const DIGITS = /^\d{7,15}$/;

const SORT_COLUMNS: Readonly<Record<ListCustomers['sort'], string>> = {
  risk: 'c.revenue_at_risk', score: 'c.hundredths', value: 'c.value_12m', last_seen: 'c.last_seen_at', name: 'c.name COLLATE "C"', buys: 'c.chance_buys', leaves: 'c.chance_leaves',
};
/** Who has no chance comes last among the likeliest, and so first in the other direction: one index serves both. */
const MAY_BE_UNKNOWN: ReadonlySet<ListCustomers['sort']> = new Set(['buys', 'leaves']);

/** The three lists have nobody in common, so that the figures of each are its own. */
const WHO: Readonly<Record<ListCustomers['who'], string>> = {
  customers: 'NOT c.is_visitor AND NOT c.is_excluded', visitors: 'c.is_visitor AND NOT c.is_excluded', excluded: 'c.is_excluded',
};

/**
 * Turns the filters of the list into SQL that every plan can serve from an index: equality, ranges of numbers and times,
 * and prefixes of search words, because row-level security hides indexes from other operators.
 * `country`: ISO code, whose way to write phones is understood.
 */
export function buildCustomerQuery(workspaceId: string, filter: ListCustomers, movedSinceDay: string | null, country?: string | undefined): CustomerQuery {
  const parameters: unknown[] = [workspaceId];
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = ['c.workspace_id = $1', 'c.merged_into IS NULL', WHO[filter.who]];
  if (filter.band) conditions.push(`c.band = ${add(filter.band)}`);
  if (filter.minScore !== undefined) conditions.push(`c.hundredths >= ${add(Math.round(filter.minScore * 100))}`);
  if (filter.maxScore !== undefined) conditions.push(`c.hundredths <= ${add(Math.round(filter.maxScore * 100))}`);
  if (filter.minBuyChance !== undefined) conditions.push(`c.chance_buys >= ${add(filter.minBuyChance)}::float8`);
  if (filter.minLeaveChance !== undefined) conditions.push(`c.chance_leaves >= ${add(filter.minLeaveChance)}::float8`);
  if (filter.movedTo) conditions.push(`c.band = ${add(filter.movedTo)}`);
  if (filter.movedFrom) {
    // Without a past nobody has moved: everybody would be the wrong answer.
    conditions.push(movedSinceDay === null ? 'false'
      : `c.id IN (SELECT h.customer_id FROM score_history h WHERE h.workspace_id = $1 AND h.on_day = ${add(movedSinceDay)}::date AND h.band = ${add(filter.movedFrom)})`);
  }
  for (const spellings of searchWords(filter.q ?? '', country)) {
    const found = spellings.map((word) => `SELECT s.customer_id FROM customer_search s WHERE s.workspace_id = $1 AND s.token >= ${add(word)} COLLATE "C" AND s.token < ${add(word + AFTER_EVERY_SUFFIX)} COLLATE "C"`);
    conditions.push(`c.id IN (${found.join(' UNION ALL ')})`);
  }
  const direction = filter.direction === 'asc' ? 'ASC' : 'DESC';
  const unknown = MAY_BE_UNKNOWN.has(filter.sort) ? ` NULLS ${filter.direction === 'asc' ? 'FIRST' : 'LAST'}` : '';
  return {
    where: conditions.join(' AND '), parameters, isLookedUp: conditions.some((condition) => condition.startsWith('c.id IN')),
    orderBy: `${SORT_COLUMNS[filter.sort]} ${direction}${unknown}, c.id ${direction}`,
  };
}

/** Words of the search box as they may stand in `customer_search`: of a phone what was typed, and the whole number where it was written as in its country. */
function searchWords(q: string, country: string | undefined): string[][] {
  const text = q.trim();
  if (!PHONE.test(text) && !DIGITS.test(text)) return text.split(/[\s,;]+/).map(foldForSearch).filter((word) => word !== '').slice(0, MAX_WORDS).map((word) => [word]);
  const whole = normalisePhone(text, country)?.replace(/\D/g, '');
  const spellings = [...new Set([text.replace(/\D/g, ''), ...(whole === undefined ? [] : [whole])])].filter((digits) => digits !== '');
  return spellings.length === 0 ? [] : [spellings];
}

/** How many the query finds. */
export function countSql({ where }: CustomerQuery): string {
  return `SELECT count(*)::int AS total FROM customer c WHERE ${where}`;
}

/** Up to here people found elsewhere are sorted; beyond, the order is read until enough of them have come by. */
const FEW = 5_000;

/**
 * One window of the query's order, with `columns` of `customer c` and, where there is one, of its `score s`; two more
 * parameters follow: limit and offset. The window is found in the index alone and only its rows are read, which makes far
 * windows as cheap as near ones; scores are looked up row by row (the limit of one), whatever the planner believes of them.
 * `total` as `countSql` found it: the planner does not know how many a word will bring, and guessed badly.
 */
export function windowSql({ where, orderBy, parameters, isLookedUp }: CustomerQuery, columns: string, total: number): string {
  const found = isLookedUp && total <= FEW
    ? `(SELECT c.id, ${Object.values(SORT_COLUMNS).map((column) => column.replace(' COLLATE "C"', '')).join(', ')} FROM customer c WHERE ${where} OFFSET 0) c`
    : `customer c WHERE ${where}`;
  return `SELECT ${columns} FROM (SELECT c.id FROM ${found} ORDER BY ${orderBy} LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2}) w
    JOIN customer c ON c.workspace_id = $1 AND c.id = w.id
    LEFT JOIN LATERAL (SELECT s.chances, s.ledger FROM score s WHERE s.workspace_id = $1 AND s.customer_id = w.id LIMIT 1) s ON true ORDER BY ${orderBy}`;
}
