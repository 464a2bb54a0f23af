import ts from 'typescript';

/** A rule about single syntax nodes that the linter has no words for. */
export interface SourceRule {
  readonly name: string;
  readonly advice: string;
  /** Whether a file is under this rule. */
  readonly covers: (path: string) => boolean;
  readonly isBroken: (node: ts.Node) => boolean;
}

const TEST = /\.test\.tsx?$/;
const isPure = (path: string) => /^libs\/(kernel|contracts|conditions|connectors|identity|profile|scoring|demo)\/src\//.test(path) && !TEST.test(path);
const isServer = (path: string) => path.startsWith('apps/api/src/') && !TEST.test(path);

/** `Date.now` for `Date.now()` and for the bare function passed on; `['now']` is the same thing. */
function isMember(node: ts.Node, object: string, members: readonly string[]): boolean {
  if (ts.isPropertyAccessExpression(node)) return isNamed(node.expression, object) && members.includes(node.name.text);
  return ts.isElementAccessExpression(node) && isNamed(node.expression, object) && ts.isStringLiteralLike(node.argumentExpression) && members.includes(node.argumentExpression.text);
}

function isNamed(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'globalThis') && node.name.text === name;
}

/** The text of a string or of the fixed parts of a template, or null for any other node. */
function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return null;
}

export const SOURCE_RULES: readonly SourceRule[] = [
  {
    name: 'pure-no-clock', advice: 'the present time is an argument of pure code',
    covers: isPure,
    isBroken: (node) =>
      (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length)
      || (ts.isCallExpression(node) && isNamed(node.expression, 'Date'))
      || isMember(node, 'Date', ['now']) || isMember(node, 'performance', ['now']),
  },
  {
    name: 'pure-no-random', advice: 'randomness comes from a seed, which is an argument of pure code',
    covers: isPure,
    isBroken: (node) => isMember(node, 'Math', ['random']) || isMember(node, 'crypto', ['randomUUID', 'getRandomValues']),
  },
  {
    name: 'pure-no-world', advice: 'pure code reads no environment, sets no timer and fetches nothing',
    covers: isPure,
    isBroken: (node) => isMember(node, 'process', ['env', 'argv', 'cwd', 'hrtime'])
      || (ts.isCallExpression(node) && ['setTimeout', 'setInterval', 'setImmediate', 'fetch'].some((name) => isNamed(node.expression, name))),
  },
  {
    name: 'environment-only-in-config', advice: 'settings are read once, in platform/config, and passed on',
    covers: (path) => /^(apps|libs|migrations)\//.test(path) && !/^(apps\/api\/src\/platform\/config|libs\/testing)\/|\.config\.ts$|^apps\/web\/scripts\//.test(path) && !TEST.test(path) && path !== 'apps/api/src/main.ts',
    isBroken: (node) => isMember(node, 'process', ['env']),
  },
  {
    name: 'sql-has-no-clock', advice: 'the clock is passed in, so that a replay gives the same rows',
    covers: (path) => isServer(path) && /\/(pipeline|modules)\//.test(path),
    isBroken: (node) => /\b(now\(\)|current_timestamp|current_date|clock_timestamp\(\)|random\(\))/i.test(literalText(node) ?? '') && /\b(select|insert|update|delete|values|set|where)\b/i.test(literalText(node) ?? ''),
  },
  {
    name: 'no-star-export', advice: 'a public list names what it shows',
    covers: (path) => /^(apps|libs)\//.test(path),
    isBroken: (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && node.exportClause === undefined,
  },
  {
    name: 'no-enum', advice: 'a union of literals says the same and leaves no code behind',
    covers: () => true,
    isBroken: (node) => ts.isEnumDeclaration(node),
  },
];
