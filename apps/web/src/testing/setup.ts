import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { installBrowserFakes } from './browser-fakes.ts';
import { server } from './server.ts';

installBrowserFakes();
configure({
  // A screen is fetched, drawn and filled in steps; on a busy machine that takes longer than the usual second.
  asyncUtilTimeout: 10_000,
  getElementError: (message) => Object.assign(new Error(message?.split('\n\n')[0] ?? 'Not found'), { name: 'ElementError' }),
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
