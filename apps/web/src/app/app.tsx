import { ToastProvider } from '@kelvin/ui';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n as I18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { createAppRouter } from './router.tsx';

export type AppProps = { router: ReturnType<typeof createAppRouter>; queryClient: QueryClient; i18n: I18n };

export function App({ router, queryClient, i18n }: AppProps) {
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <Toasts><RouterProvider router={router} /></Toasts>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return <ToastProvider closeLabel={t('actions.close')}>{children}</ToastProvider>;
}
