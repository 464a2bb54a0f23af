import type { Me, SignIn, SignUp } from '@kelvin/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { api, setCsrfToken } from '../../../shared/api/api.ts';
import { meOptions } from '../../../shared/api/me.ts';

/** Opens a session and keeps who it belongs to. */
async function open(queryClient: QueryClient, call: Promise<Me>): Promise<Me> {
  const me = await call;
  setCsrfToken(me.csrfToken);
  queryClient.setQueryData(meOptions().queryKey, me);
  return me;
}
export const signIn = (queryClient: QueryClient, body: SignIn) => open(queryClient, api.post<Me>('/api/sign-in', body));
export const signUp = (queryClient: QueryClient, body: SignUp) => open(queryClient, api.post<Me>('/api/sign-up', body));
