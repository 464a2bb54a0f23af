import { cleanup, configure, getConfig } from '@testing-library/react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { installBrowserFakes } from './browser-fakes.ts';
import { server } from './server.ts';

/** What is drawn, what its effects ask for, and what that draws: each takes a turn of the event loop. */
const TURNS_TO_REST = 4;

installBrowserFakes();
const { asyncWrapper } = getConfig();
configure({
  // A thing is found in the moment it is drawn. What belongs to it and comes by an effect is there a turn later, on a busy
  // machine after the test has gone on: so what waited, or acted, ends when the screen has come to rest.
  asyncWrapper: async (wait) => {
    const result = await asyncWrapper(wait);
    for (let turn = 0; turn < TURNS_TO_REST; turn += 1) await nextTurn();
    return result;
  },
  // A screen is fetched, drawn and filled in steps; on a busy machine that takes longer than the usual second.
  asyncUtilTimeout: 10_000,
  getElementError: (message) => Object.assign(new Error(message?.split('\n\n')[0] ?? 'Not found'), { name: 'ElementError' }),
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
