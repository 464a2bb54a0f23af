import type { CustomerList, ListedCustomer } from '@kelvin/contracts';
import { useQueries } from '@tanstack/react-query';
import { customerListOptions, type CustomerFilters } from '../../../shared/api/customers.ts';

/** Rows asked for at once; the API's largest window. */
export const PAGE_ROWS = 200;

/** Numbers of the pages that hold these rows; the first page always, because it tells the total. */
export function pagesFor(firstRow: number, lastRow: number): number[] {
  const pages = new Set([0]);
  for (let page = Math.floor(Math.max(0, firstRow) / PAGE_ROWS); page <= Math.floor(Math.max(0, lastRow) / PAGE_ROWS); page++) pages.add(page);
  return [...pages].sort((a, b) => a - b);
}

/**
 * The part of a long list that is on screen. Only pages with visible rows are asked for, and a page that is
 * scrolled past before it came is cancelled (its query loses its last observer).
 */
export function useCustomerWindow(slug: string, filters: CustomerFilters, firstRow: number, lastRow: number) {
  const pages = pagesFor(firstRow, lastRow);
  const queries = useQueries({ queries: pages.map((page) => ({ ...customerListOptions(slug, filters, page * PAGE_ROWS, PAGE_ROWS), staleTime: 60_000 })) });
  const head: CustomerList | null = queries.find((query) => query.data)?.data ?? null;
  const rowAt = (index: number): ListedCustomer | undefined => {
    const at = pages.indexOf(Math.floor(index / PAGE_ROWS));
    return at === -1 ? undefined : queries[at]?.data?.items[index % PAGE_ROWS];
  };
  return {
    rowAt,
    /** Any window, for what each says of the whole list; null until the first answer for these filters. */
    head,
    error: queries.find((query) => query.error && !query.data)?.error ?? null,
    isFetching: queries.some((query) => query.isFetching),
    refetch: () => queries.forEach((query) => void query.refetch()),
  };
}
