import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import type { Finding } from './finding.ts';
import { listSourceFiles, PRODUCT_FOLDERS } from './source-files.ts';

interface BoundaryConfig {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

/** What the boundary check saw and found. */
export interface BoundaryReport {
  readonly findings: Finding[];
  readonly cruised: number;
  readonly existing: number;
}

/** The import rules, as `.dependency-cruiser.cjs` states them. */
export function loadBoundaryConfig(repository: string): BoundaryConfig {
  return createRequire(import.meta.url)(join(repository, '.dependency-cruiser.cjs')) as BoundaryConfig;
}

/**
 * Checks every import of a tree, and that every file of the tree was looked at: without a TypeScript it can use,
 * dependency-cruiser reports no violations in no modules, which looks green.
 */
export async function checkBoundaries(root: string, config: BoundaryConfig): Promise<BoundaryReport> {
  const files = listSourceFiles(root, PRODUCT_FOLDERS);
  const folders = PRODUCT_FOLDERS.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)));
  const { output } = await cruise([...folders], { ...config.options, baseDir: root, validate: true, ruleSet: { forbidden: config.forbidden } }, undefined, {
    tsConfig: extractTSConfig(join(root, 'tsconfig.json')),
  });
  const { modules, summary } = output as ICruiseResult;
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = files.filter((file) => !seen.has(file));
  const findings = summary.violations.map(({ from, to, rule, cycle }) => ({
    file: from, line: 1, rule: rule.name,
    advice: `must not import ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`,
  }));
  const missed = unseen.map((file) => ({ file, line: 1, rule: 'whole-tree', advice: 'the boundary check did not look at this file' }));
  return { findings: [...findings, ...missed], cruised: files.length - unseen.length, existing: files.length };
}
