import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', testTimeout: 20_000, include: ['apps/api/**/*.test.ts', 'libs/**/*.test.ts', 'tools/**/*.test.ts', 'migrations/**/*.test.ts', 'bench/**/*.test.ts'], exclude: ['**/*.int.test.ts', '**/node_modules/**'] } },
      {
        test: {
          name: 'int', environment: 'node', include: ['apps/**/*.int.test.ts', 'libs/**/*.int.test.ts', 'tools/**/*.int.test.ts'], exclude: ['**/node_modules/**'],
          globalSetup: ['libs/testing/src/database.global-setup.ts'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2,
        },
      },
      'apps/*/vitest.config.ts',
    ],
  },
});
