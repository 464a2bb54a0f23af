import type { CurrencyRateList, SetCurrencyRates } from '@kelvin/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { workspacePath } from '../api/workspace.tsx';

/** Where the settings have the rates, for links to them. */
export const RATES_ANCHOR = 'currency-rates';

/** Other currencies of the workspace: what each is worth, and how many events brought it. */
export const currencyRatesOptions = (slug: string) => queryOptions({
  queryKey: ['w', slug, 'currency-rates'] as const,
  queryFn: ({ signal }) => api.get<CurrencyRateList>(workspacePath(slug, 'currency-rates'), { signal }),
});

/** Sets all rates; figures in money are old from then on. */
export async function setCurrencyRates(queryClient: QueryClient, slug: string, body: SetCurrencyRates): Promise<CurrencyRateList> {
  const list = await api.put<CurrencyRateList>(workspacePath(slug, 'currency-rates'), body);
  queryClient.setQueryData(currencyRatesOptions(slug).queryKey, list);
  return list;
}
