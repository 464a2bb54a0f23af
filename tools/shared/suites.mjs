import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { REPOSITORY } from './repository.mjs';
import { run } from './run.mjs';

const RESULTS = join(REPOSITORY, 'test-results');
const bin = (...path) => join(REPOSITORY, 'node_modules', ...path);

/**
 * Every suite by name, in the order they run: cheap ones first. Each returns how many checks passed and failed;
 * a suite that ends badly without naming a failed test counts as one failure, so nothing is ever lost from the sum.
 */
export const SUITES = {
  lint: async () => asOne(await node(['--import', '@oxc-node/core/register', 'tools/lint.ts'])),
  types: async () => asOne(await node([bin('typescript7', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit'])),
  unit: () => vitest('unit'),
  int: () => vitest('int'),
  web: () => vitest('web'),
  build: async () => {
    await ensureBuilt();
    const budget = asOne(await node(['apps/web/scripts/check-budget.mjs']));
    return { passed: 1 + budget.passed, failed: budget.failed };
  },
  e2e: browserTests,
};

async function vitest(project) {
  const report = freshReport(project);
  const { code } = await node([bin('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  const result = readReport(report);
  return withExitCode(code, { passed: result?.numPassedTests ?? 0, failed: result?.numFailedTests ?? 0 });
}

async function browserTests() {
  const CHROMIUM_PATH = await findChromium();
  const report = freshReport('e2e');
  const { code } = await node([bin('@playwright', 'test', 'cli.js'), 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'], { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const stats = readReport(report)?.stats;
  // A test that passed only when tried again is a failure: the product or the test is not to be relied on.
  return withExitCode(code, { passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) });
}

function node(args, env = {}) {
  return run(process.execPath, args, { cwd: REPOSITORY, env: { ...process.env, NODE_ENV: 'test', ...env } });
}

function asOne({ code }) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that found nothing to do, or broke off, must not look green. */
function withExitCode(code, { passed, failed }) {
  return (code !== 0 && failed === 0) || (code === 0 && passed === 0) ? { passed, failed: failed + 1 } : { passed, failed };
}

function freshReport(name) {
  mkdirSync(RESULTS, { recursive: true });
  const report = join(RESULTS, `${name}.json`);
  rmSync(report, { force: true });
  return report;
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
