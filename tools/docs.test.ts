import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadBoundaryConfig } from './lint/boundaries.ts';
import { listSourceFiles, PRODUCT_FOLDERS, TOOL_FOLDERS } from './lint/source-files.ts';
import { SOURCE_RULES } from './lint/source-rules.ts';

const repository = fileURLToPath(new URL('../', import.meta.url));
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'apps/web/README.md', ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
/** Paths in code marks that begin at the root; patterns and placeholders are not paths. */
const ROOTED = /^(apps|libs|tools|bench|docs|migrations|docker|e2e)\/[\w./-]+$/;

const textOf = (page: string): string => readFileSync(join(repository, page), 'utf8');
const allOf = (page: string, pattern: RegExp): string[] => [...textOf(page).matchAll(pattern)].map((match) => match[1]!);

/** What a page promises and the tree does not have. */
function missing(promised: readonly string[], isThere: (promise: string) => boolean): string[] {
  return [...new Set(promised)].filter((promise) => !isThere(promise));
}

describe.each(PAGES)('%s', (page) => {
  it('links to pages that exist', () => {
    const links = allOf(page, /(?<!!)\[[^\]]*\]\(([^)#]+)[^)]*\)/g).filter((link) => !/^https?:/.test(link));
    expect(missing(links, (link) => existsSync(join(repository, dirname(page), link)))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const paths = allOf(page, /`([^`\n]+)`/g).filter((code) => ROOTED.test(code));
    expect(missing(paths, (path) => existsSync(join(repository, path)))).toEqual([]);
  });

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const commands = allOf(page, /npm run ([\w:-]+)/g).filter((name) => !name.endsWith(':'));
    expect(missing(commands, (name) => scripts[name] !== undefined)).toEqual([]);
  });
});

describe('the decisions', () => {
  const decisions = PAGES.filter((page) => /adr[/\\]\d/.test(page));

  it('are all in the index', () => {
    expect(missing(decisions, (page) => textOf('docs/adr/README.md').includes(basename(page)))).toEqual([]);
  });

  it('name tests that exist', () => {
    const files = new Set(listSourceFiles(repository, [...PRODUCT_FOLDERS, ...TOOL_FOLDERS]).map((file) => basename(file)));
    const tests = decisions.flatMap((page) => allOf(page, /`(?:[\w/.-]+\/)?([\w.-]+\.test\.ts)`/g));
    expect(tests.length).toBeGreaterThan(10);
    expect(missing(tests, (name) => files.has(name))).toEqual([]);
  });

  it('name lint rules that exist', () => {
    const { forbidden } = loadBoundaryConfig(repository) as { forbidden: { name: string }[] };
    const rules = new Set([...forbidden, ...SOURCE_RULES].map(({ name }) => name));
    const named = decisions.flatMap((page) => allOf(page, /`((?:pure|stages|drain|seen|contracts|web|api|environment|no|kernel|domain|platform)-[a-z0-9-]+)`/g));
    expect(named.length).toBeGreaterThan(10);
    expect(missing(named, (name) => rules.has(name))).toEqual([]);
  });
});
