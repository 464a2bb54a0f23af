import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { App } from '../app/app.tsx';
import { createApp } from '../app/create-app.ts';
import { setLocale, type Locale } from '../shared/i18n/locale.ts';

/** The whole app at an address, as a reader would meet it. `where()` is the address it stands at. */
export async function renderApp(address: string, { locale = 'en' }: { locale?: Locale } = {}) {
  const app = createApp(createMemoryHistory({ initialEntries: [address] }));
  await setLocale(app.i18n, locale);
  // One failed try is enough to see how a screen tells of it.
  app.queryClient.setDefaultOptions({ queries: { ...app.queryClient.getDefaultOptions().queries, retry: false } });
  const user = userEvent.setup();
  render(<App {...app} />);
  return { ...app, user, where: () => app.router.state.location.href };
}
