import { setupServer } from 'msw/node';
import { handlers } from './handlers.ts';

/** The API as tests see it; a test replaces single answers by `server.use(…)`. */
export const server = setupServer(...handlers);
