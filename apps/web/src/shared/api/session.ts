import type { Me, SignIn, SignUp } from '@kelvin/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { api, setCsrfToken } from './api.ts';
import { meOptions } from './me.ts';

/** Keeps whose session was opened; what another reader had loaded is forgotten. */
async function open(queryClient: QueryClient, call: Promise<Me>): Promise<Me> {
  const me = await call;
  setCsrfToken(me.csrfToken);
  queryClient.removeQueries({ queryKey: ['w'] });
  queryClient.setQueryData(meOptions().queryKey, me);
  return me;
}
export const signIn = (queryClient: QueryClient, body: SignIn) => open(queryClient, api.post<Me>('/api/sign-in', body));
export const signUp = (queryClient: QueryClient, body: SignUp) => open(queryClient, api.post<Me>('/api/sign-up', body));
