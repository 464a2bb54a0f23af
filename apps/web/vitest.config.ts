import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  test: {
    name: 'web',
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://kelvin.test/' } },
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', '../../libs/ui/src/**/*.test.tsx'],
    setupFiles: ['src/testing/setup.ts'],
    // The first test of a file also loads the app; on a busy machine that alone takes long.
    testTimeout: 60_000,
  },
});
