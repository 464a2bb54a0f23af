import type { RouterHistory } from '@tanstack/react-router';
import { meOptions } from '../shared/api/me.ts';
import { createQueryClient } from '../shared/api/query-client.ts';
import type { AppProps } from './app.tsx';
import { createI18n } from './i18n/i18n.ts';
import { createAppRouter } from './router.tsx';

/** The parts of the app joined: when an answer says that the session has ended, the router asks to sign in. */
export function createApp(history?: RouterHistory): AppProps {
  const queryClient = createQueryClient(() => {
    queryClient.setQueryData(meOptions().queryKey, null);
    void router.invalidate();
  });
  const router = createAppRouter(queryClient, history);
  return { router, queryClient, i18n: createI18n() };
}
