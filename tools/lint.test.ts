import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBoundaries, loadBoundaryConfig, type BoundaryReport } from './lint/boundaries.ts';
import { checkSource, checkSources } from './lint/check-sources.ts';
import { runOxlint } from './lint/run-oxlint.ts';
import { listSourceFiles, PRODUCT_FOLDERS } from './lint/source-files.ts';
import { SOURCE_RULES } from './lint/source-rules.ts';

const repository = fileURLToPath(new URL('../', import.meta.url));
const config = loadBoundaryConfig(repository);

/** One forbidden import a rule: the file that breaks it and what it imports. */
const PLANTED: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'no-cycles': ['libs/scoring/src/cycle-a.ts', './cycle-b.ts'],
  'no-unresolved': ['libs/scoring/src/lost.ts', './nowhere.ts'],
  'kernel-imports-nothing': ['libs/kernel/src/fat.ts', 'zod'],
  'contracts-know-the-kernel-only': ['libs/contracts/src/up.ts', '../../scoring/src/fine.ts'],
  'domain-libs-never-import-each-other': ['libs/identity/src/sideways.ts', '../../scoring/src/fine.ts'],
  'pure-libs-use-no-framework': ['libs/scoring/src/sql.ts', 'pg'],
  'pure-libs-use-no-node': ['libs/scoring/src/disk.ts', 'node:fs'],
  'ui-shows-only': ['libs/ui/src/clever.ts', '../../scoring/src/fine.ts'],
  'testing-only-in-tests': ['apps/api/src/modules/sources/helped.ts', '../../../../../libs/testing/src/help.ts'],
  'test-helpers-only-in-tests': ['libs/scoring/src/aided.ts', './aid.test-helper.ts'],
  'libs-never-import-apps': ['libs/profile/src/upwards.ts', '../../../apps/api/src/platform/db/fine.ts'],
  'platform-knows-no-business': ['apps/api/src/platform/db/curious.ts', '../../../../../libs/scoring/src/fine.ts'],
  'stages-never-import-the-drain': ['apps/api/src/pipeline/30-identity/drain-back.ts', '../drain/fine.ts'],
  'drain-composes-stages-20-to-40': ['apps/api/src/pipeline/drain/eager.ts', '../60-score/fine.read-model.ts'],
  'seen-only-through-read-model': ['apps/api/src/modules/sources/nosy.ts', '../accounts/accounts.service.ts'],
  'migrations-stand-alone': ['migrations/1-early.ts', '../libs/kernel/src/fine.ts'],
  'web-and-api-meet-in-contracts': ['apps/web/src/shared/direct.ts', '../../../api/src/platform/db/fine.ts'],
  'api-never-imports-web': ['apps/api/src/modules/sources/drawn.ts', '../../../../web/src/shared/fine.ts'],
  'web-imports-ui-contracts-kernel': ['apps/web/src/shared/heavy.ts', '../../../../libs/scoring/src/fine.ts'],
  'web-features-never-import-each-other': ['apps/web/src/features/start/peek.ts', '../overview/fine.ts'],
  'web-features-never-import-app': ['apps/web/src/features/start/route.ts', '../../app/fine.ts'],
  'web-shared-knows-no-feature': ['apps/web/src/shared/upside.ts', '../features/overview/fine.ts'],
};
const STAGES = ['10-inbox', '20-normalise', '30-identity', '40-profile', '45-sentiment', '50-features', '60-score', '70-decision', '80-action'];
const laterStage = (index: number) => [`apps/api/src/pipeline/${STAGES[index]}/ahead.ts`, `../${STAGES[index + 1]}/fine.read-model.ts`] as const;
const planted = { ...PLANTED, ...Object.fromEntries(STAGES.slice(0, -1).map((stage, index) => [`${stage}-never-imports-a-later-stage`, laterStage(index)])) };

/** Files that break nothing, one of them an import of every allowed kind. */
const CLEAN: Readonly<Record<string, string>> = {
  'libs/kernel/src/fine.ts': 'export const fine = 1;',
  'libs/scoring/src/fine.ts': `import { fine as kernel } from '../../kernel/src/fine.ts'; export const fine = kernel;`,
  'libs/scoring/src/fine.test.ts': `import { readFileSync } from 'node:fs'; import { fine } from './fine.ts'; export const read = [readFileSync, fine];`,
  'libs/scoring/src/cycle-b.ts': `import type { bad } from './cycle-a.ts'; export const good: typeof bad = null;`,
  'libs/testing/src/help.ts': 'export const fine = 1;',
  'libs/scoring/src/aid.test-helper.ts': 'export const aid = 1;',
  'libs/scoring/src/aid.test.ts': `import { aid } from './aid.test-helper.ts'; export const aided = aid;`,
  'apps/api/src/platform/db/fine.ts': `import { Client } from 'pg'; export const fine = Client;`,
  'apps/api/src/pipeline/drain/fine.ts': `import { step } from '../20-normalise/fine.step.ts'; export const fine = step;`,
  'apps/api/src/pipeline/20-normalise/fine.step.ts': 'export const step = 1;',
  'apps/api/src/modules/accounts/accounts.service.ts': `import { fine } from '../../pipeline/60-score/fine.read-model.ts'; export const service = fine;`,
  'apps/web/src/app/fine.ts': `import { fine } from '../features/overview/fine.ts'; export const app = fine;`,
  'apps/web/src/features/overview/fine.ts': `import { fine as shared } from '../../shared/fine.ts'; export const fine = shared;`,
  'apps/web/src/shared/fine.ts': 'export const fine = 1;',
  ...Object.fromEntries(STAGES.map((stage) => [`apps/api/src/pipeline/${stage}/fine.read-model.ts`, 'export const fine = 1;'])),
};

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'kelvin-lint-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  copyFileSync(join(repository, 'tsconfig.json'), join(root, 'tsconfig.json'));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  return root;
}

describe('import boundaries', () => {
  const broken = Object.fromEntries(Object.values(planted).map(([file, imports]) => [file, `import * as other from '${imports}'; export const bad = other;`]));
  const roots: string[] = [];
  let report: BoundaryReport;
  beforeAll(async () => {
    const root = plant({ ...CLEAN, ...broken });
    roots.push(root);
    report = await checkBoundaries(root, config);
  }, 60_000);
  afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

  it('has a planted violation for every rule', () => {
    expect(Object.keys(planted).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(planted))('%s catches %s', (rule, [file]) => {
    expect(report.findings.filter((finding) => finding.file === file).map((finding) => finding.rule)).toContain(rule);
  });

  it('lets everything allowed pass', async () => {
    const { 'libs/scoring/src/cycle-b.ts': _half, ...allowed } = CLEAN;
    const root = plant(allowed);
    roots.push(root);
    expect(await checkBoundaries(root, config)).toEqual({ findings: [], cruised: Object.keys(allowed).length, existing: Object.keys(allowed).length });
  }, 60_000);

  it('fails when files were not looked at', async () => {
    const root = plant({ 'libs/kernel/src/seen.ts': 'export const a = 1;', 'libs/kernel/src/unseen.ts': 'export const b = 1;' });
    roots.push(root);
    const blind = { ...config, options: { ...config.options, exclude: { path: 'unseen' } } };
    expect((await checkBoundaries(root, blind)).findings).toMatchObject([{ file: 'libs/kernel/src/unseen.ts', rule: 'whole-tree' }]);
  }, 60_000);

  it('saw the whole repository', async () => {
    const own = await checkBoundaries(repository, config);
    expect(own.existing).toBe(listSourceFiles(repository, PRODUCT_FOLDERS).length);
    expect(own.existing).toBeGreaterThan(100);
    expect(own.cruised).toBe(own.existing);
  }, 120_000);
});

describe('source rules', () => {
  const pure = 'libs/scoring/src/a.ts';
  const cases: readonly (readonly [rule: string, path: string, text: string])[] = [
    ['pure-no-clock', pure, 'export const a = new Date();'],
    ['pure-no-clock', pure, 'export const a = Date.now();'],
    ['pure-no-clock', pure, 'export const a = [1].map(Date.now);'],
    ['pure-no-clock', pure, 'export const a = globalThis.Date.now();'],
    ['pure-no-clock', pure, `export const a = Date['now']();`],
    ['pure-no-clock', pure, 'export const a = Date();'],
    ['pure-no-clock', pure, 'export const a = performance.now();'],
    ['pure-no-random', pure, 'export const a = Math.random();'],
    ['pure-no-random', pure, 'export const a = crypto.randomUUID();'],
    ['pure-no-world', pure, 'export const a = process.env.HOME;'],
    ['pure-no-world', pure, 'setTimeout(() => {}, 1);'],
    ['environment-only-in-config', 'apps/api/src/modules/a/a.ts', 'export const a = process.env.PORT;'],
    ['sql-has-no-clock', 'apps/api/src/modules/a/a.ts', 'export const a = `UPDATE t SET at = now() WHERE id = $1`;'],
    ['no-star-export', 'libs/kernel/src/index.ts', `export * from './a.ts';`],
    ['no-enum', 'tools/a.ts', 'enum A { B }'],
  ];
  it.each(cases)('%s catches %s: %s', (rule, path, text) => {
    expect(checkSource(path, text).map((finding) => finding.rule)).toContain(rule);
  });

  it('has a planted violation for every rule', () => {
    expect(new Set(cases.map(([rule]) => rule))).toEqual(new Set(SOURCE_RULES.map(({ name }) => name)));
  });

  it.each([
    [pure, 'export const a = new Date(2026, 1); export const b = Date.parse("2026-01-01"); export const c = Math.round(1.5);'],
    ['libs/scoring/src/a.test.ts', 'export const a = new Date();'],
    ['apps/api/src/platform/config/load.ts', 'export const a = process.env.PORT;'],
    ['apps/api/src/modules/a/a.ts', 'export const now = () => "now() said the clock";'],
  ])('lets %s pass: %s', (path, text) => {
    expect(checkSource(path, text)).toEqual([]);
  });

  it('reads the whole repository', () => {
    expect(checkSources(repository).files).toBeGreaterThan(listSourceFiles(repository, PRODUCT_FOLDERS).length);
  }, 60_000);
});

describe('oxlint', () => {
  it.each([
    ['eslint(no-console)', 'libs/a/src/a.ts', `console.log('hello');`],
    ['import(no-default-export)', 'libs/a/src/a.ts', 'export default 1;'],
    ['typescript(no-explicit-any)', 'libs/a/src/a.ts', 'export const a = 1 as any;'],
    ['typescript(ban-ts-comment)', 'libs/a/src/a.ts', '// @ts-ignore\nexport const a = 1;'],
    ['vitest(no-focused-tests)', 'libs/a/src/a.test.ts', `import { it } from 'vitest'; it.only('runs alone', () => {});`],
    ['vitest(no-disabled-tests)', 'libs/a/src/a.test.ts', `import { it } from 'vitest'; it.skip('never runs', () => {});`],
    ['react-hooks(rules-of-hooks)', 'apps/web/src/a.tsx', `import { useState } from 'react'; export function A({ b }: { b: boolean }) { if (b) { useState(1); } return null; }`],
    ['jsx-a11y(alt-text)', 'apps/web/src/a.tsx', 'export const A = () => <img src="a.png" />;'],
  ])('%s is an error in %s', async (rule, file, text) => {
    const root = plant({ [file]: text });
    const { findings } = await runOxlint(repository, root);
    rmSync(root, { recursive: true });
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  }, 60_000);
});
