import type { ListCustomers } from '@kelvin/contracts';
import type { CustomerFilters } from '../../shared/api/customers.ts';
import { isBand } from '../../shared/scoring/bands.tsx';

export const CUSTOMER_SORTS = ['risk', 'score', 'value', 'last_seen', 'name', 'buys', 'leaves'] as const satisfies readonly ListCustomers['sort'][];

/** Filters of the list as the address holds them; `peek` is the customer open at the side. */
export type CustomersSearch = Partial<Omit<ListCustomers, 'who' | 'offset' | 'limit'>> & { who?: Exclude<ListCustomers['who'], 'customers'>; peek?: string };

function numberIn(value: unknown, min: number, max: number): number | undefined {
  const number = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

function wholeIn(value: unknown, min: number, max: number): number | undefined {
  const number = numberIn(value, min, max);
  return Number.isInteger(number) ? number : undefined;
}

/** Keeps what is sound and drops the rest, so that an old or mistyped address still opens. */
export function parseCustomersSearch(search: Record<string, unknown>): CustomersSearch {
  const parsed: CustomersSearch = {
    band: isBand(search['band']) ? search['band'] : undefined,
    q: typeof search['q'] === 'string' && search['q'] !== '' ? search['q'].slice(0, 100) : typeof search['q'] === 'number' ? String(search['q']) : undefined,
    minScore: numberIn(search['minScore'], 0, 100), maxScore: numberIn(search['maxScore'], 0, 100),
    minBuyChance: numberIn(search['minBuyChance'], 0, 1), minLeaveChance: numberIn(search['minLeaveChance'], 0, 1),
    who: search['who'] === 'visitors' || search['who'] === 'excluded' ? search['who'] : undefined,
    movedFrom: isBand(search['movedFrom']) ? search['movedFrom'] : undefined,
    movedTo: isBand(search['movedTo']) ? search['movedTo'] : undefined,
    movedDays: wholeIn(search['movedDays'], 1, 365),
    sort: CUSTOMER_SORTS.find((sort) => sort === search['sort']),
    direction: search['direction'] === 'asc' || search['direction'] === 'desc' ? search['direction'] : undefined,
    peek: typeof search['peek'] === 'string' ? search['peek'] : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined)) as CustomersSearch;
}

/** The part of the address that the server filters by. */
export function toCustomerFilters({ peek: _peek, ...filters }: CustomersSearch): CustomerFilters {
  return filters;
}

export const CUSTOMER_TABS = ['timeline', 'attributes', 'identities', 'sections', 'raw'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];
export type CustomerSearch = { tab?: CustomerTab; meaning?: string };

export function parseCustomerSearch(search: Record<string, unknown>): CustomerSearch {
  const tab = CUSTOMER_TABS.find((one) => one === search['tab']);
  const meaning = typeof search['meaning'] === 'string' ? search['meaning'] : undefined;
  return { ...(tab && tab !== 'timeline' ? { tab } : {}), ...(meaning ? { meaning } : {}) };
}
