import type { CustomerList, ListCustomers } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { workspacePath } from './workspace.tsx';

/** What a list of customers is narrowed and ordered by. */
export type CustomerFilters = Partial<Omit<ListCustomers, 'offset' | 'limit'>>;

export const customerListsKey = (slug: string) => ['w', slug, 'customers', 'list'] as const;

/** One window of a list. Skipped windows are cancelled, so that a fast scroll does not queue them. */
export const customerListOptions = (slug: string, filters: CustomerFilters, offset = 0, limit = 50) => queryOptions({
  queryKey: [...customerListsKey(slug), filters, offset, limit] as const,
  queryFn: ({ signal }) => api.get<CustomerList>(workspacePath(slug, 'customers'), { query: { ...filters, offset, limit }, signal }),
});
