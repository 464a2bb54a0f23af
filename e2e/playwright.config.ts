import { defineConfig } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PORT = Number(process.env.KELVIN_E2E_PORT ?? 24_311);

/**
 * Browser tests against a whole Kelvin of their own: built, with the demo, on a fresh data folder. One worker, because
 * two cores run browser, server and database.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: 'node dist/apps/api/main.js',
    cwd: '..',
    url: `http://127.0.0.1:${PORT}/readyz`,
    timeout: 420_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: { PORT: String(PORT), KELVIN_DATA_DIR: mkdtempSync(join(tmpdir(), 'kelvin-e2e-')), LOG_LEVEL: 'warn', NODE_ENV: 'production' },
  },
});
