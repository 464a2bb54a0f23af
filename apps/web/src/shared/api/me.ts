import type { Me } from '@kelvin/contracts';
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { api, setCsrfToken } from './api.ts';

async function fetchMe(signal: AbortSignal): Promise<Me | null> {
  try {
    const me = await api.get<Me>('/api/me', { signal });
    setCsrfToken(me.csrfToken);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in, with their workspaces; null for nobody. */
export const meOptions = () => queryOptions({ queryKey: ['me'] as const, queryFn: ({ signal }) => fetchMe(signal), staleTime: 5 * 60_000 });
